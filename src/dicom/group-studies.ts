import { fingerprint } from '#base';
import { besideCautions } from './beside-cautions.ts';
import { chooseSeries } from './choose-series.ts';
import { elsewhereCautions } from './elsewhere-cautions.ts';
import type { BesideSlices, InstanceOfSeries } from './instances-by-series.ts';
import { orderSlices } from './series-geometry.ts';
import { judgeSeries } from './series-role.ts';
import type { SliceHeader } from './slice-header.ts';
import { groupBy, splitSeries } from './split-series.ts';
import type { Series, Study } from './study.ts';
import { studyGroup, studyIdentity } from './study-identity.ts';

const NOTHING_BESIDE: BesideSlices = { unreadOf: () => [], contradictedOf: () => [] };

/**
 * Groups slices to studies and series. Two Patient IDs never share a study, whatever their UIDs say. The order of the input
 * doesn't matter; the result is the same for any permutation. `beside`: files of which the series that they are of has something to say.
 */
export function groupStudies(
  headers: readonly SliceHeader[],
  beside = NOTHING_BESIDE,
): readonly Study[] {
  return [...groupBy(headers, studyGroup).values()]
    .flatMap((group) => studiesOfGroup(group, beside))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, study]) => study);
}

function studiesOfGroup(
  group: readonly SliceHeader[],
  beside: BesideSlices,
): readonly (readonly [string, Study])[] {
  const read = new Set(group.map(({ sopInstanceUid }) => sopInstanceUid));
  const isRead = ({ sopInstanceUid }: InstanceOfSeries) => read.has(sopInstanceUid);
  const besideGroup: BesideSlices = {
    unreadOf: (uid) => [...beside.unreadOf(uid)].filter((file) => !isRead(file)),
    contradictedOf: (uid) => [...beside.contradictedOf(uid)].filter(isRead),
  };
  const patients = [...groupBy(group, studyIdentity).entries()];
  return patients.map(([identity, headers]) => [
    identity,
    buildStudy(identity, headers, group.length - headers.length, besideGroup),
  ]);
}

function buildStudy(
  identity: string,
  headers: readonly SliceHeader[],
  underOtherPatients: number,
  beside: BesideSlices,
): Study {
  const built = splitSeries(headers).map(buildSeries);
  const series = built
    .map((one) => ({
      ...one,
      cautions: [
        ...one.cautions,
        ...elsewhereCautions(one, built, underOtherPatients),
        ...besideCautions(one, beside),
      ],
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
