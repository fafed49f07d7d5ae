import { forgetChanges } from '../history/state.ts';
import type { Stores } from '../stores.ts';
import type { KeptRow } from '../worklist/kept-rows.ts';
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

/** Takes up what lies in the database (`lying`; null: nothing else) in the place of the rows that were written of these studies. What people did since stands. */
export function takeKept(
  stores: Pick<Stores, 'worklist' | 'history'>,
  keys: readonly string[],
  rows: readonly KeptRow[],
  lying: readonly (KeptRow | null)[],
): void {
  keys.forEach((key, at) => {
    const [wrote, row] = [rows[at], lying[at]];
    if (wrote === undefined || row == null) return;
    const isAsWritten = ({ care, pin }: StudyEntry) => care === wrote.care && pin === wrote.pin;
    takeCare(stores, key, row, isAsWritten);
  });
}
