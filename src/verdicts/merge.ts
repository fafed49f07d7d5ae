import type { BlindedReading, GivenVerdict, VerdictRecord } from './record.ts';

/** One verdict as it was given, in whichever tab: its result is named by a seal in what is kept. */
const sameAs = ({ at, stage, verdict }: GivenVerdict): string =>
  JSON.stringify([at, stage, verdict]);

/**
 * What two tabs know of a study as one record: every verdict of both, by the moment at which it was given, so that the last one stands. Of one
 * that both have, what `newer` says stands: it may have been taken back since. The study's key is that of `newer`.
 */
export function mergedRecords(newer: VerdictRecord, older: VerdictRecord): VerdictRecord {
  const known = new Set(newer.log.map(sameAs));
  const others = older.log.filter((given) => !known.has(sameAs(given)));
  const blinded = mergedReading(newer.blinded, older.blinded);
  if (others.length === 0) return { ...newer, blinded };
  return { ...newer, blinded, log: [...newer.log, ...others].sort((a, b) => a.at - b.at) };
}

/** What was seen in either tab was seen. */
function mergedReading(
  newer: BlindedReading | null,
  older: BlindedReading | null,
): BlindedReading | null {
  if (newer === null || older === null) return newer ?? older;
  return {
    openedAt: newer.openedAt ?? older.openedAt,
    shownBefore: newer.shownBefore || older.shownBefore,
    reveal: newer.reveal ?? older.reveal,
  };
}
