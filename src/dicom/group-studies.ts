import { fingerprint } from '#base';
import { chooseSeries } from './choose-series.ts';
import { elsewhereCautions } from './elsewhere-cautions.ts';
import { orderSlices } from './series-geometry.ts';
import { judgeSeries } from './series-role.ts';
import type { SliceHeader } from './slice-header.ts';
import { groupBy, splitSeries } from './split-series.ts';
import type { Series, Study } from './study.ts';

/**
 * Groups slices to studies and series. Two Patient IDs never share a study, whatever their UIDs say. The order of the input
 * doesn't matter; the result is the same for any permutation.
 */
export function groupStudies(headers: readonly SliceHeader[]): readonly Study[] {
  return [...groupBy(headers, studyGroup).values()]
    .flatMap(studiesOfGroup)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, study]) => study);
}

/** What of a study says which of its series is analyzed, whatever is held of each. */
interface Chosen<Any> {
  readonly chosen: Study['chosen'];
  readonly series: readonly Any[];
}

/** The same study with another series to analyze: the reader's choice. Unknown keys change nothing. */
export function withChosenSeries<One extends Chosen<{ readonly key: string }>>(
  study: One,
  seriesKey: string,
): One {
  if (!study.series.some(({ key }) => key === seriesKey)) return study;
  return { ...study, chosen: { seriesKey, reason: 'chosen by the reader' } };
}

/** The series to analyze, or undefined where none can be. */
export function chosenSeries<Any extends { readonly key: string }>(
  study: Chosen<Any>,
): Any | undefined {
  return study.series.find(({ key }) => key === study.chosen?.seriesKey);
}

/** Slices of different groups never share a study; those of one may be several studies that must know of each other. */
export function studyGroup(header: SliceHeader): string {
  return header.studyInstanceUid || studyIdentity(header);
}

/**
 * Equal for the slices of one study, and for no others: Study Instance UID and patient. Files without UIDs (a usual result of
 * "anonymizing") are told apart by all that is left: folder, date, accession number, frame of reference.
 */
function studyIdentity(header: SliceHeader): string {
  const { patientId, patientName, patientBirthDate, patientSex } = header.patient;
  const patient = `${patientId}\u0000${patientId === '' ? patientName : ''}`;
  if (header.studyInstanceUid !== '') return `${header.studyInstanceUid}\u0000${patient}`;
  if (header.seriesInstanceUid !== '') return `series:${header.seriesInstanceUid}\u0000${patient}`;
  return [
    'no-uid:',
    patient,
    patientBirthDate,
    patientSex,
    header.folder,
    header.studyDate,
    header.accessionNumber,
    header.frameOfReferenceUid ?? '',
  ].join('\u0000');
}

function studiesOfGroup(group: readonly SliceHeader[]): readonly (readonly [string, Study])[] {
  const patients = [...groupBy(group, studyIdentity).entries()];
  return patients.map(([identity, headers]) => [
    identity,
    buildStudy(identity, headers, group.length - headers.length),
  ]);
}

function buildStudy(
  identity: string,
  headers: readonly SliceHeader[],
  underOtherPatients: number,
): Study {
  const built = splitSeries(headers).map(buildSeries);
  const series = built
    .map((one) => ({
      ...one,
      cautions: [...one.cautions, ...elsewhereCautions(one, built, underOtherPatients)],
    }))
    .sort((a, b) => (a.seriesNumber ?? 0) - (b.seriesNumber ?? 0) || (a.key < b.key ? -1 : 1));
  const first = [...headers].sort((a, b) => (a.sopInstanceUid < b.sopInstanceUid ? -1 : 1))[0];
  if (first === undefined) throw new RangeError('A study has at least one slice.');
  return {
    key: fingerprint(identity),
    studyInstanceUid: first.studyInstanceUid,
    patient: first.patient,
    studyDate: first.studyDate,
    studyTime: first.studyTime,
    studyDescription: first.studyDescription,
    accessionNumber: first.accessionNumber,
    series,
    chosen: chooseSeries(series),
  };
}

function buildSeries({
  identity,
  slices: members,
}: ReturnType<typeof splitSeries>[number]): Series {
  const { slices, duplicates, geometry } = orderSlices(members);
  const first = slices[0];
  if (first === undefined) throw new RangeError('A series has at least one slice.');
  const { role, cautions } = judgeSeries(slices, geometry);
  return {
    key: fingerprint(identity),
    seriesInstanceUid: first.seriesInstanceUid,
    seriesDescription: first.seriesDescription,
    seriesNumber: first.seriesNumber,
    modality: first.modality,
    slices,
    duplicates,
    cautions,
    geometry,
    role,
  };
}
