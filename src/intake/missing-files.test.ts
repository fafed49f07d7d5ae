import { expect, it } from 'vitest';
import { type Directory, listedOtherwise, missingFiles } from './missing-files.ts';

/** A DICOMDIR that says no UID. */
const index = (path: string, names: readonly string[]): Directory => ({
  path,
  files: names.map((name) => ({ name, sopInstanceUid: '' })),
  studyInstanceUids: [],
});
const missing = (names: readonly string[], paths: readonly string[], path = 'cd/DICOMDIR') =>
  missingFiles([index(path, names)], [path, ...paths]).map((one) => one.path);

it('are those that a DICOMDIR names and nobody gave', () => {
  expect(missing(['A/IM1', 'A/IM2', 'B/IM1'], ['cd/A/IM1', 'cd/B/IM1', 'cd/README.TXT'])).toEqual([
    'cd/A/IM2',
  ]);
  expect(missing(['IM1', 'IM2'], ['IM1'], 'DICOMDIR')).toEqual(['IM2']);
});

it('are none that have another case, an ending or a version, as copies do', () => {
  const names = ['DICOM/IM1', 'DICOM/IM2', 'DICOM/IM3'];
  const paths = ['cd/dicom/im1', 'cd/DICOM/IM2.dcm', 'cd/DICOM/IM3.;1'];
  expect(missing(names, paths)).toEqual([]);
});

it('are none that were given without their folders, as files that are picked are; but each file is one', () => {
  const names = ['A/IM1', 'A/IM2', 'B/IM1', 'B/IM2'];
  expect(missing(names, ['IM1', 'IM2'], 'DICOMDIR')).toEqual(['B/IM1', 'B/IM2']);
  expect(missing(['A/IM1'], ['IM1'], 'DICOMDIR')).toEqual([]);
  // One that is in its place stands for no other.
  expect(missing(['A/IM1', 'B/IM1'], ['cd/B/IM1'])).toEqual(['cd/A/IM1']);
});

it('are looked for from the root of a disk that has an index in each folder', () => {
  const names = ['S1/S2/I1', 'S1/S2/I2'];
  expect(missing(names, ['cd/S1/S2/I1'], 'cd/S1/S2/DIRFILE')).toEqual(['cd/S1/S2/I2']);
  expect(missing(['S1/S2/I1'], ['cd/S1/S2/I1'], 'cd/S1/DIRFILE')).toEqual([]);
});

it('are none that two DICOMDIRs of one folder name', () => {
  const both = ['DICOMDIR', 'DICOMDIR-OLD'].map((path) => index(path, ['IM1', 'IM2']));
  expect(missingFiles(both, ['IM1']).map(({ path }) => path)).toEqual(['IM2']);
});

it('are of each of several disks', () => {
  const disks = ['1', '2'].map((disk) => index(`${disk}/DICOMDIR`, ['IM1']));
  expect(missingFiles(disks, ['2/IM1']).map(({ path }) => path)).toEqual(['1/IM1']);
});

const held = (path: string, sopInstanceUid: string, studyInstanceUid = '1.2') =>
  [path, { sopInstanceUid, studyInstanceUid, seriesInstanceUid: '1.2.3' }] as const;
const files = [
  { name: 'A/IM1', sopInstanceUid: '1' },
  { name: 'A/IM2', sopInstanceUid: '2' },
];
const otherwise = (
  given: readonly (readonly [string, ReturnType<typeof held>[1]])[],
  studyInstanceUids: readonly string[] = [],
) =>
  listedOtherwise([{ path: 'cd/DICOMDIR', files, studyInstanceUids }], given).map(
    ({ sopInstanceUid }) => sopInstanceUid,
  );

it('a file that holds another object than its DICOMDIR names is said, whatever the case of its name', () => {
  expect(otherwise([held('cd/A/IM1', '1'), held('cd/A/IM2', '2')])).toEqual([]);
  const exchanged = [held('cd/A/IM1', '2'), held('cd/a/im2.dcm', '1')];
  expect(otherwise(exchanged)).toEqual(['2', '1']);
});

it('a file of a study that its DICOMDIR does not list is said; of one that lists none nothing is', () => {
  expect(otherwise([held('cd/A/IM1', '1')], ['1.2', '1.9'])).toEqual([]);
  expect(otherwise([held('cd/A/IM1', '1')], ['1.9'])).toEqual(['1']);
  expect(otherwise([held('cd/A/IM1', '1')], [])).toEqual([]);
});

it('of files without their folders, and of those that a DICOMDIR does not name, nothing is known', () => {
  expect(otherwise([held('IM1', '7'), held('cd/B/IM1', '8')], ['1.9'])).toEqual([]);
});
