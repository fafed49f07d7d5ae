import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { listSeries, listStudies, type Pacs, pacsAt, retrieveStudy, watchedDays } from '#dicomweb';
import { skippedFor, whyNotInstalled } from '../../../scripts/machine.ts';
import {
  type Orthanc,
  startOrthanc,
  whyNoOrthanc,
} from '../../../scripts/orthanc/start-orthanc.ts';
import { headSlice } from '../../datasets/head-series.fixture.ts';
import {
  BUNDLE_MS,
  bundledCommands,
  of,
  type Service,
  startService,
} from './services-bed.fixture.ts';

const SLICES = 18;
const PATIENCE = { timeout: 120_000, interval: 200 };
const run = promisify(execFile);

const why = whyNotInstalled('storescu', 'findscu') ?? whyNoOrthanc();

let bundle = '';
let folder = '';
let orthanc: Orthanc;
let pacs: Pacs;
let watch: Service | null = null;
beforeAll(async () => {
  if (why !== null) return;
  bundle = await bundledCommands();
  folder = await mkdtemp(join(tmpdir(), 'c-store-'));
}, BUNDLE_MS);
afterEach(async () => {
  if (watch?.child.exitCode === null) watch.child.kill('SIGKILL');
  await watch?.ended;
  await orthanc?.close();
});
afterAll(() => (folder === '' ? undefined : rm(folder, { recursive: true, force: true })));

/** Sends slices of a study as a scanner does: by C-STORE. */
async function send(study: number, from: number, to: number): Promise<void> {
  const place = await mkdtemp(join(folder, 'sent-'));
  for (let index = from; index < to; index += 1) {
    const slice = headSlice(study, index, index > 5 && index < 10, {
      StudyDate: watchedDays(Date.now()).to,
    });
    await writeFile(join(place, `${index}.dcm`), slice);
  }
  await run('storescu', ['+sd', '-aec', 'ORTHANC', '127.0.0.1', String(orthanc.dicomPort), place]);
}

/** The IDs of the patients under which a C-FIND finds a study. */
async function patientsOf(uid: string): Promise<readonly string[]> {
  const keys = ['QueryRetrieveLevel=STUDY', `StudyInstanceUID=${uid}`, 'PatientID'];
  const words = ['-S', ...keys.flatMap((key) => ['-k', key]), '-aec', 'ORTHANC'];
  const { stdout, stderr } = await run('findscu', [
    ...words,
    '127.0.0.1',
    String(orthanc.dicomPort),
  ]);
  return [...`${stdout}${stderr}`.matchAll(/\(0010,0020\) LO \[(.*?)\s*\]/g)].map(
    ([, id]) => id ?? '',
  );
}

/** Deletes a study as somebody does at the PACS. */
async function deleteStudy(uid: string): Promise<void> {
  const root = orthanc.url.replace('/dicom-web', '');
  const headers = { Authorization: orthanc.authorization };
  const found = await fetch(`${root}/tools/lookup`, { method: 'POST', body: uid, headers });
  const [study] = (await found.json()) as readonly { readonly Path: string }[];
  const gone = await fetch(`${root}${study?.Path}`, { method: 'DELETE', headers });
  if (!gone.ok) throw new Error(`not deleted: ${gone.status}`);
}

const said = (event: string) => (watch === null ? [] : of(watch, event));
const uidOf = (study: number) => `1.2.3.${study}`;

it.skipIf(why !== null)(
  `what a scanner sends is looked at, grows, settles, is analyzed, and has its result beside it under one patient; what is deleted meanwhile is said${skippedFor(why)}`,
  async () => {
    orthanc = await startOrthanc({ dicom: true });
    pacs = pacsAt(orthanc.url, { authorization: async () => orthanc.authorization });
    const out = join(folder, 'out');
    const where = ['--dicomweb', orthanc.url, '--model', 'models/tiny', '--out', out];
    const how = ['--write-back', '--every', '1', '--settle', '8', '--retry', '1', '--metrics', '0'];
    const environment = { ICH_DICOMWEB_AUTHORIZATION: orthanc.authorization };
    watch = startService([join(bundle, 'watch.js'), ...where, ...how], environment);
    await expect.poll(() => said('ready'), PATIENCE).toHaveLength(1);
    const metrics = String(watch.lines.find(({ event }) => event === 'ready')?.metrics);
    const news = async (kind: string) => {
      const text = await (await fetch(metrics)).text();
      const [, count = '0'] =
        new RegExp(`^ich_triage_news_total\\{kind="${kind}"\\} (\\d+)$`, 'm').exec(text) ?? [];
      return Number(count);
    };

    // It comes in two pieces, and between them another one that nobody will see whole.
    await send(1, 0, 9);
    await expect.poll(() => said('looked'), PATIENCE).toEqual([uidOf(1)]);
    await send(1, 9, SLICES);
    await expect.poll(() => news('grown'), PATIENCE).toBeGreaterThan(0);
    await send(2, 0, SLICES);
    await expect.poll(() => said('looked'), PATIENCE).toContain(uidOf(2));
    await deleteStudy(uidOf(2));
    await expect.poll(() => said('gone'), PATIENCE).toEqual([uidOf(2)]);

    await expect.poll(() => said('result'), PATIENCE).toContain(uidOf(1));
    expect(await news('settled')).toBeGreaterThan(0);
    expect(watch.lines.findLast(({ event }) => event === 'result')).toMatchObject({
      study: uidOf(1),
      stored: true,
      objects: SLICES,
      rows: [{ slices: SLICES, analysed: SLICES }],
    });
    // As a workstation sees it: one study of one patient, the images and one result, by DICOMweb and by DICOM.
    const { studies } = await listStudies(pacs, { kind: 'study', studyInstanceUid: uidOf(1) });
    expect(studies.map(({ patientId, isTorn }) => [patientId, isTorn])).toEqual([
      ['SYNTHETIC-1', false],
    ]);
    expect(await patientsOf(uidOf(1))).toEqual(['SYNTHETIC-1']);
    const series = await listSeries(pacs, uidOf(1));
    expect(series.map(({ modality, instances }) => `${modality} ${instances}`).sort()).toEqual([
      `CT ${SLICES}`,
      'KO 1',
      'OT 1',
      'SR 1',
    ]);
    const came = await retrieveStudy(pacs, { studyInstanceUid: uidOf(1), instances: SLICES + 3 });
    expect([came.objects.length, came.troubles]).toEqual([SLICES + 3, []]);
    expect(await readdir(out)).toEqual([uidOf(1)]);

    // Sent once more after all, it is as new.
    await send(2, 0, SLICES);
    await expect.poll(() => said('result'), PATIENCE).toContain(uidOf(2));
    expect(JSON.stringify(watch.lines)).not.toContain('SYNTHETIC');
    expect([said('failed'), said('list-trouble'), watch.errors()]).toEqual([[], [], '']);
  },
  600_000,
);
