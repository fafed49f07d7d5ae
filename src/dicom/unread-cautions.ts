import { countOf } from '#base';
import { groupBy } from './split-series.ts';
import type { Caution, Series } from './study.ts';
import type { UnreadOf } from './unread-instances.ts';

/**
 * Files of the series that gave no slice: its slices are fewer than were made, though they may lie evenly and number on. One caution for
 * each kind of file. A series without UID says nothing: no file is known to be of it.
 */
export function unreadCautions(
  { seriesInstanceUid, slices }: Series,
  unreadOf: UnreadOf,
): readonly Caution[] {
  const studies = new Set(slices.map(({ studyInstanceUid }) => studyInstanceUid));
  const unread = [...unreadOf(seriesInstanceUid)].filter((file) =>
    studies.has(file.studyInstanceUid),
  );
  const kinds = [...groupBy(unread, ({ reason }) => reason.code).entries()];
  return kinds
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, files]) => {
      const [reason = ''] = files.map((file) => file.reason.text).sort();
      const count = countOf(files.length, 'file');
      const text = `not in this row: ${count} of the same Series Instance UID, not read: ${reason}`;
      return { code: 'instances-unread', text, short: `${count} of the series not read` };
    });
}
