import type { HemorrhageType, VerdictKind } from '#verdicts';
import type { AppStorage } from '../storage.ts';
import type { Readable, Stores } from '../stores.ts';
import type { WorklistState } from '../worklist/state.ts';

/** What a reader says of studies. */
export interface VerdictActions {
  /** Hemorrhage starts with the flagged types, where the reader sees them. */
  giveVerdict(key: string, kind: VerdictKind): void;
  /** Names a type or takes it back; either says hemorrhage. */
  toggleType(key: string, type: HemorrhageType): void;
  /**
   * The next step of a study: to a blinded reader its result is revealed; then, or else at once, the verdict stands, the study is done, and the
   * next unread one by rank opens. Nothing happens without a verdict, and no reveal before the analysis has ended.
   */
  goOn(key: string): void;
  /** Starts or ends reading blind: nothing that the model says of a study is shown before the reader's first verdict. */
  setBlinded(on: boolean): void;
  /** The same where another tab did so: `wanted` says what stands when the time has come. That tab keeps what could be seen until then. */
  followBlinded(wanted: () => boolean): void;
}

/** What of the outside the actions need. */
export interface VerdictPorts {
  readonly storage: Pick<AppStorage, 'saveVerdicts'>;
  readonly now: () => number;
  /** The worklist as the reader sees it: its order says which study is next. */
  readonly shown: Readable<WorklistState>;
}

/** The stores that they read and change. */
export type VerdictStores = Pick<
  Stores,
  'worklist' | 'verdicts' | 'settings' | 'notices' | 'history' | 'reading'
>;

/** What else finishing does. */
export interface Others {
  setCare(key: string, to: 'done'): void;
  openStudy(key: string): void;
  closeStudy(): void;
}

/**
 * The same as they are called by the screen: their code comes with the first study that is opened, and what is asked for meanwhile is done
 * then, in its order. Where it can't be fetched nothing is recorded, no button is on, and the next press tries again.
 */
export function lazyVerdictActions(
  ports: VerdictPorts,
  stores: VerdictStores,
  others: Others,
): VerdictActions {
  let made: Promise<VerdictActions> | null = null;
  const then = (act: (actions: VerdictActions) => void): void => {
    made ??= import('./actions.ts').then(({ verdictActions }) =>
      verdictActions(ports, stores, others),
    );
    const mine = made;
    mine.then(act, () => {
      if (made === mine) made = null;
    });
  };
  const stop = stores.reading.subscribe(({ openKey }) => {
    if (openKey === null) return;
    then(() => stop());
  });
  return {
    giveVerdict: (key, kind) => then((actions) => actions.giveVerdict(key, kind)),
    toggleType: (key, type) => then((actions) => actions.toggleType(key, type)),
    goOn: (key) => then((actions) => actions.goOn(key)),
    setBlinded: (on) => then((actions) => actions.setBlinded(on)),
    followBlinded: (wanted) => then((actions) => actions.followBlinded(wanted)),
  };
}
