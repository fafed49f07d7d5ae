import { countOf, type Reason } from '#base';
import type {
  BesideSlices,
  ContradictedInstance,
  InstanceOfSeries,
  UnreadInstance,
} from './instances-by-series.ts';
import { groupBy } from './split-series.ts';
import type { Caution, Series } from './study.ts';

/**
 * What a series' row says of files beside its slices: those that a DICOMDIR contradicts, and those that gave none. A series without UID says
 * nothing: no file is known to be of it.
 */
export function besideCautions(series: Series, beside: BesideSlices): readonly Caution[] {
  const { seriesInstanceUid, slices } = series;
  const studies = new Set(slices.map(({ studyInstanceUid }) => studyInstanceUid));
  const ofStudies = <I extends InstanceOfSeries>(files: Iterable<I>): readonly I[] =>
    [...files].filter(({ studyInstanceUid }) => studies.has(studyInstanceUid));
  return [
    ...contradictedCautions(ofStudies(beside.contradictedOf(seriesInstanceUid))),
    ...unreadCautions(ofStudies(beside.unreadOf(seriesInstanceUid))),
  ];
}

/** Files of the series may be another's, though each says that it is of it. */
function contradictedCautions(files: readonly ContradictedInstance[]): readonly Caution[] {
  if (files.length === 0) return [];
  const what = files.length === 1 ? 'is another object' : 'are other objects';
  return [
    {
      code: 'directory-differs',
      text: `a DICOMDIR says that ${countOf(files.length, 'file')} of these ${what}: files may have been exchanged, or it may be of another disk`,
      short: 'a DICOMDIR says otherwise',
    },
  ];
}

/**
 * The slices of the series are fewer than were made, though they may lie evenly and number on. One caution for each kind of file; in short each
 * says how many there are of all kinds, which a row has room for once.
 */
function unreadCautions(files: readonly UnreadInstance[]): readonly Caution[] {
  const short = `${countOf(files.length, 'file')} of the series not read`;
  const kinds = [...groupBy(files, ({ reason }) => kindOf(reason)).entries()];
  return kinds
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, ofKind]) => ({
      code: 'instances-unread',
      text: `not in this row: ${countOf(ofKind.length, 'file')} of the same Series Instance UID, not read: ${kind}`,
      short,
    }));
}

/** What else the file is; how a broken one is broken stands beside what was left out. */
const kindOf = ({ code, text }: Reason): string =>
  code === 'not-ct' || code === 'no-pixel-data' ? text : 'the header is broken';
