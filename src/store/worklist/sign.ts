import { initialsOf, type SettingsStore } from '../settings/state.ts';
import type { Stores } from '../stores.ts';
import { signedLater } from './care.ts';
import { changeEntry, type WorklistStore } from './state.ts';

/** Who reads here, in this shift. */
export interface SignActions {
  /**
   * Takes initials for this shift, in whatever letters they were typed, and puts them under what was acknowledged or finished in it here without
   * any. '' leaves that as it is. Nobody is asked again in this shift.
   */
  sign(initials: string): void;
}

/** The action over the stores of a tab. */
export const signActions = ({
  worklist,
  settings,
  history,
}: Pick<Stores, 'worklist' | 'settings' | 'history'>): SignActions => ({
  sign: (typed) => {
    const by = initialsOf(typed);
    const since = worklist.getState().shift.startedAt;
    settings.setState({ initials: by, initialsAsked: since });
    if (by === '') return;
    const { done, undone } = history.getState();
    const keys = new Set(done.flatMap(({ kind, key }) => (kind === 'care' ? [key] : [])));
    for (const key of keys) {
      changeEntry(worklist, key, (entry) => {
        const care = signedLater(entry.care, by, since);
        return care === entry.care ? entry : { ...entry, care };
      });
    }
    const signed = (change: (typeof done)[number]): typeof change =>
      change.kind === 'care'
        ? {
            ...change,
            before: signedLater(change.before, by, since),
            after: signedLater(change.after, by, since),
          }
        : change;
    history.setState({ done: done.map(signed), undone: undone.map(signed) });
  },
});

/** Whether who acknowledges is to be asked for initials: nobody said them, and nobody was asked in this shift. */
export const asksForInitials = (
  {
    initials,
    initialsAsked,
  }: Pick<ReturnType<SettingsStore['getState']>, 'initials' | 'initialsAsked'>,
  { startedAt }: { readonly startedAt: number },
): boolean => initials === '' && initialsAsked !== startedAt;

/** Initials that were given for a shift end with it: the next reader at this desk is another. */
export function followShift({
  worklist,
  settings,
}: {
  readonly worklist: WorklistStore;
  readonly settings: SettingsStore;
}): void {
  const follow = (): void => {
    const { startedAt } = worklist.getState().shift;
    const { initialsAsked } = settings.getState();
    if (initialsAsked !== 0 && initialsAsked !== startedAt) {
      settings.setState({ initials: '', initialsAsked: 0 });
    }
  };
  follow();
  worklist.subscribe(({ shift }, before) => {
    if (shift.startedAt !== before.shift.startedAt) follow();
  });
}
