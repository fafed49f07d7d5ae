import { forgetChanges } from '../history/state.ts';
import type { Stores } from '../stores.ts';
import { changeEntry } from '../worklist/state.ts';
import type { StudyEntry } from '../worklist/study-entry.ts';
import { fromElsewhere } from './heard.ts';

/** What people did with a study in another tab. What is left out stays as it is. */
export type HeardCare = Partial<Pick<StudyEntry, 'care' | 'pin'>>;

/** Takes up what was done with a study in another tab. `isStill`: whether the study is to be changed at all, as it is now. */
export function takeCare(
  { worklist, history }: Pick<Stores, 'worklist' | 'history'>,
  key: string,
  { care, pin }: HeardCare,
  isStill: (entry: StudyEntry) => boolean = () => true,
): void {
  const entry = worklist.getState().entries.get(key);
  if (entry === undefined || !isStill(entry)) return;
  changeEntry(worklist, key, (now) =>
    fromElsewhere({
      ...now,
      ...(care === undefined ? {} : { care: fromElsewhere(care) }),
      ...(pin === undefined ? {} : { pin: fromElsewhere(pin) }),
    }),
  );
  // What was there before is not what stands here now: undo would bring back another tab's past.
  forgetChanges(
    history,
    (change) => change.key === key && (change.kind === 'care' || change.kind === 'pin'),
  );
}
