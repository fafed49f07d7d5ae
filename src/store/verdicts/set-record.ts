import type { VerdictRecord } from '#verdicts';
import type { AppStorage } from '../storage.ts';
import type { Stores } from '../stores.ts';

/** A study's record is this from now on, in the tab and in what is kept. */
export function setRecord(
  { storage }: { readonly storage: Pick<AppStorage, 'saveVerdicts'> },
  { verdicts, settings }: Pick<Stores, 'verdicts' | 'settings'>,
  record: VerdictRecord,
): void {
  inThisTab({ verdicts }, record);
  if (settings.getState().keepResults) void storage.saveVerdicts(record);
}

/** A study's record is this in the tab: what is kept may be another tab's, who knows more of it. */
export function inThisTab({ verdicts }: Pick<Stores, 'verdicts'>, record: VerdictRecord): void {
  verdicts.setState(({ byStudy }) => ({ byStudy: new Map(byStudy).set(record.studyKey, record) }));
}
