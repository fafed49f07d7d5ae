import { countOf } from '#base';
import { orderSlices, sliceNormal } from './series-geometry.ts';
import { judgeSeries } from './series-role.ts';
import type { SliceHeader } from './slice-header.ts';
import type { Series, Study } from './study.ts';

/**
 * Groups slices to studies and series. Two Patient IDs never share a study, whatever their UIDs say. The order of the input
 * doesn't matter; the result is the same for any permutation.
 */
export function groupStudies(headers: readonly SliceHeader[]): readonly Study[] {
  const byStudy = groupBy(headers, studyIdentity);
  return [...byStudy.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([identity, members]) => buildStudy(identity, members));
}

/** The same study with another series to analyze: the reader's choice. Unknown keys change nothing. */
export function withChosenSeries(study: Study, seriesKey: string): Study {
  if (!study.series.some(({ key }) => key === seriesKey)) return study;
  return { ...study, chosen: { seriesKey, reason: 'chosen by the reader' } };
}

/** The series to analyze, or undefined where none can be. */
export function chosenSeries(study: Study): Series | undefined {
  return study.series.find(({ key }) => key === study.chosen?.seriesKey);
}

/** Equal for the slices of one study, and for no others: Study Instance UID and patient. */
export function studyIdentity(header: SliceHeader): string {
  const patient = `${header.patient.patientId}\u0000${header.patient.patientId === '' ? header.patient.patientName : ''}`;
  const study = header.studyInstanceUid || `series:${header.seriesInstanceUid}`;
  return `${study}\u0000${patient}`;
}

function groupBy<T>(
  members: readonly T[],
  key: (member: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const member of members) {
    const name = key(member);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [member]);
    else group.push(member);
  }
  return groups;
}

function buildStudy(identity: string, headers: readonly SliceHeader[]): Study {
  const series = [...groupBy(headers, seriesIdentity).values()]
    .map(buildSeries)
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

/** One Series Instance UID is split where orientation, matrix or image type differ: a scout inside a series is common. */
function seriesIdentity(header: SliceHeader): string {
  const normal = sliceNormal(header);
  return JSON.stringify([
    header.seriesInstanceUid,
    header.rows,
    header.columns,
    header.modality,
    header.samplesPerPixel,
    header.imageType.includes('LOCALIZER'),
    normal?.map((component) => Math.round(component * 50)) ?? null,
  ]);
}

function buildSeries(headers: readonly SliceHeader[]): Series {
  const { slices, duplicates, geometry } = orderSlices(headers);
  const first = slices[0];
  if (first === undefined) throw new RangeError('A series has at least one slice.');
  return {
    key: fingerprint(seriesIdentity(first)),
    seriesInstanceUid: first.seriesInstanceUid,
    seriesDescription: first.seriesDescription,
    seriesNumber: first.seriesNumber,
    modality: first.modality,
    slices,
    duplicates,
    geometry,
    role: judgeSeries(slices, geometry),
  };
}

/** Slices of 3 to 6 mm are what the model was measured on; thinner is next best. */
function thicknessRank(series: Series): number {
  const spacing = series.geometry.medianSpacing ?? series.slices[0]?.sliceThickness ?? null;
  if (spacing === null) return 1;
  if (spacing >= 2.4 && spacing <= 6) return 0;
  return spacing < 2.4 ? 1 : 2;
}

/** The candidate with routine spacing and the most coverage, and why. */
function chooseSeries(series: readonly Series[]): Study['chosen'] {
  const candidates = series.filter(({ role }) => role.kind === 'candidate');
  const best = [...candidates].sort(
    (a, b) =>
      thicknessRank(a) - thicknessRank(b) ||
      b.slices.length - a.slices.length ||
      (a.key < b.key ? -1 : 1),
  )[0];
  if (best === undefined) return null;
  const spacing = best.geometry.medianSpacing;
  const every = spacing === null ? '' : ` every ${spacing.toFixed(1)} mm`;
  const others = candidates.length - 1;
  const reason =
    others === 0
      ? `the only axial, non-contrast soft-tissue series: ${countOf(best.slices.length, 'slice')}${every}`
      : `axial, non-contrast, ${countOf(best.slices.length, 'slice')}${every}: closest to routine head CT of ${candidates.length} that fit`;
  return { seriesKey: best.key, reason };
}

/** 64 bits of FNV-1a as hex: an opaque key, stable across reloads; nothing depends on its strength. */
function fingerprint(text: string): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    low = Math.imul(low ^ code, 0x01000193) >>> 0;
    high = Math.imul(high ^ (code + (low >>> 16)), 0x01000193) >>> 0;
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}
