import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Dataset, writeDicomFile } from '#dicom';
import { gather, studiesIn } from './gather.ts';
import { headSlice } from './head-series.fixture.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'dicomdir-'));
  await mkdir(join(root, 'cd', 'DICOM'), { recursive: true });
});
afterEach(() => rm(root, { recursive: true, force: true }));

const FILES = ['IM1', 'IM2', 'IM3'];
const SYNTAX = { transferSyntaxUid: '1.2.840.10008.1.2.1' };

/** A record of an image; `more` changes it. */
const record = (fileId: string, more: Dataset = {}): Dataset => ({
  OffsetOfTheNextDirectoryRecord: 0,
  RecordInUseFlag: 0xffff,
  DirectoryRecordType: 'IMAGE',
  ReferencedFileID: fileId,
  ...more,
});

/** A disk of three slices, as its DICOMDIR says it is; what is read of it. */
async function disk(records: readonly Dataset[], cutAt?: number) {
  for (const [index, name] of FILES.entries())
    await writeFile(join(root, 'cd', 'DICOM', name), headSlice(1, index, false));
  const index = writeDicomFile(
    {
      SOPClassUID: '1.2.840.10008.1.3.10',
      SOPInstanceUID: '1.2.3',
      DirectoryRecordSequence: [...records],
    },
    SYNTAX,
  );
  await writeFile(join(root, 'cd', 'DICOMDIR'), index.subarray(0, cutAt));
  const gathered = await gather([join(root, 'cd')], () => undefined, new AbortController().signal);
  const { headers, sources, skipped } = gathered;
  const place = (path: string) => path.slice(path.indexOf('cd/'));
  return {
    slices: headers.length,
    read: [...sources.values()].map(({ path }) => place(path)).sort(),
    skipped: skipped.map(({ path, reason }) => `${place(path)}: ${reason.code}`),
    studyUid: headers[0]?.studyInstanceUid ?? '',
    cautions: studiesIn(gathered)
      .flatMap(({ series }) => series.flatMap((one) => one.cautions))
      .filter(({ code }) => code === 'directory-differs')
      .map(({ text }) => text),
    uids: headers.map(({ sopInstanceUid }) => sopInstanceUid),
  };
}

const ALL = FILES.map((name) => record(`DICOM\\${name}`));
const WHOLE = FILES.map((name) => `cd/DICOM/${name}`);

it('says by name which files a DICOMDIR has and the disk has not, and reads the others', async () => {
  const { read, skipped } = await disk([...ALL, record('DICOM\\IM4'), record('SR\\REPORT')]);
  expect(read).toEqual(WHOLE);
  expect(skipped).toEqual([
    'cd/DICOMDIR: dicomdir',
    'cd/DICOM/IM4: file-missing',
    'cd/SR/REPORT: file-missing',
  ]);
});

it('has nothing to say of one that is right, also of hundreds of files, and of records that are not in use', async () => {
  // More than what is read of a file at first.
  const retired = Array.from({ length: 400 }, (_, at) =>
    record(`DICOM\\OLD${at}`, { RecordInUseFlag: 0 }),
  );
  const { read, skipped } = await disk([...retired, ...ALL]);
  expect([read, skipped]).toEqual([WHOLE, ['cd/DICOMDIR: dicomdir']]);
});

it('reads every file that is there, whatever a DICOMDIR leaves out or says of its UIDs and case; the row says that it names another object', async () => {
  const { read, skipped, uids, cautions } = await disk([
    record('dicom\\im1', { ReferencedSOPInstanceUIDInFile: '1.2.999' }),
  ]);
  expect([read, skipped]).toEqual([WHOLE, ['cd/DICOMDIR: dicomdir']]);
  expect(uids).not.toContain('1.2.999');
  expect(cautions).toEqual([
    'a DICOMDIR says that 1 file of these is another object: files may have been exchanged, or it may be of another disk',
  ]);
});

it('a DICOMDIR that lists another study than its files are of is told in their row, one that lists theirs is not', async () => {
  const study = (uid: string) => ({
    RecordInUseFlag: 0xffff,
    DirectoryRecordType: 'STUDY',
    StudyInstanceUID: uid,
  });
  const { cautions, studyUid } = await disk([study('1.2.999'), ...ALL]);
  expect(cautions).toEqual([
    'a DICOMDIR says that 3 files of these are other objects: files may have been exchanged, or it may be of another disk',
  ]);
  expect((await disk([study(studyUid), ...ALL])).cautions).toEqual([]);
});

it('opens no file outside the disk by a name of a DICOMDIR, and says that name', async () => {
  await writeFile(join(root, 'OUTSIDE'), headSlice(2, 0, false));
  const { read, skipped } = await disk([...ALL, record('..\\OUTSIDE'), record('\\etc\\passwd')]);
  expect(read).toEqual(WHOLE);
  expect(skipped).toEqual([
    'cd/DICOMDIR: dicomdir',
    'cd/../OUTSIDE: file-missing',
    'cd//etc/passwd: file-missing',
  ]);
});

it('ends though the records lead to each other in a circle, and names no file twice', async () => {
  const circle = [ALL[0], ALL[0], record('DICOM\\IM9'), record('DICOM\\IM9')].map((one) => ({
    ...one,
    OffsetOfTheNextDirectoryRecord: 1,
  }));
  const { read, skipped } = await disk(circle);
  expect(read).toEqual(WHOLE);
  expect(skipped).toEqual(['cd/DICOMDIR: dicomdir', 'cd/DICOM/IM9: file-missing']);
});

it('loses no image by a DICOMDIR that is cut', async () => {
  const { read, skipped } = await disk(ALL, 300);
  expect(read).toEqual(WHOLE);
  expect(skipped).toHaveLength(1);
  expect(skipped[0]).toMatch(/^cd\/DICOMDIR: (broken|dicomdir)$/);
});
