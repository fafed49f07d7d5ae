import { countOf, type Reason } from '#base';
import { groupBy } from './split-series.ts';
import type { Caution, Series } from './study.ts';
import type { UnreadOf } from './unread-instances.ts';

const DIFFERS = 'directory-differs';

/**
 * Files of the series that gave no slice: its slices are fewer than were made, though they may lie evenly and number on. One caution for
 * each kind of file, and one for those that a DICOMDIR says are something else; in short each says how many there are of all kinds, which a row
 * has room for once. A series without UID says nothing: no file is known to be of it.
 */
export function unreadCautions(
  { seriesInstanceUid, slices }: Series,
  unreadOf: UnreadOf,
): readonly Caution[] {
  const studies = new Set(slices.map(({ studyInstanceUid }) => studyInstanceUid));
  const unread = [...unreadOf(seriesInstanceUid)].filter((file) =>
    studies.has(file.studyInstanceUid),
  );
  const lost = unread.filter(({ reason }) => kindOf(reason) !== DIFFERS);
  const short = `${countOf(lost.length, 'file')} of the series not read`;
  const kinds = [...groupBy(unread, ({ reason }) => kindOf(reason)).entries()];
  return kinds
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, files]) => {
      const count = countOf(files.length, 'file');
      if (kind === DIFFERS) {
        const text = `a DICOMDIR says that ${count} of these ${files.length === 1 ? 'is another object' : 'are other objects'}: files may have been exchanged, or it may be of another disk`;
        return { code: DIFFERS, text, short: 'a DICOMDIR says otherwise' };
      }
      const text = `not in this row: ${count} of the same Series Instance UID, not read: ${kind}`;
      return { code: 'instances-unread', text, short };
    });
}

/** What else the file is; how a broken one is broken stands beside what was left out. */
const kindOf = ({ code, text }: Reason): string =>
  code === DIFFERS
    ? DIFFERS
    : code === 'not-ct' || code === 'no-pixel-data'
      ? text
      : 'the header is broken';
