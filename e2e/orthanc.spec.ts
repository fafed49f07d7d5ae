import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import dicomParser from 'dicom-parser';
import { readInstanceIds } from '#dicom';
import {
  listSeries,
  type Pacs,
  pacsAt,
  retrieveStudy,
  type StoredFile,
  storeFiles,
} from '#dicomweb';
import { errorsIn } from '../scripts/dciodvfy.ts';
import { sampleStudies } from '../scripts/demo/sample-files.ts';
import { isInstalled } from '../scripts/machine.ts';
import { type Orthanc, startOrthanc, whyNoOrthanc } from '../scripts/orthanc/start-orthanc.ts';
import { type Server, serve } from '../scripts/serve.ts';
import { expect, test } from './fixtures.ts';

test.use({ serviceWorkers: 'allow' });

const inRepository = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const DIST = inRepository('dist/');
const REAL = inRepository('../shared/data/dicom/cq500/');
const STUDIES = 3;
/** A structured report, a key object selection and a secondary capture. */
const RESULTS = ['KO', 'OT', 'SR'];

let folder: string;
let orthanc: Orthanc;
let server: Server;
let pacs: Pacs;

/** Three studies of today: real ones where they are at hand, else the samples. */
function studiesOfToday(): readonly (readonly StoredFile[])[] {
  if (!existsSync(REAL) || !isInstalled('dcmodify')) {
    const samples = [...sampleStudies(inRepository('public/samples'), new Date())];
    return samples.slice(0, STUDIES).map(({ files }) => files);
  }
  const today = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  const names = readdirSync(REAL, { withFileTypes: true }).filter((one) => one.isDirectory());
  return names.slice(0, STUDIES).map(({ name }, index) => {
    const place = join(folder, String(index));
    cpSync(join(REAL, name), place, { recursive: true });
    const files = readdirSync(place).map((file) => join(place, file));
    const set = (tag: string, value: string) => ['-m', `${tag}=${value}`];
    execFileSync('dcmodify', [
      '-nb',
      ...set('0008,0020', today),
      ...set('0008,0030', `0${6 + index}1500`),
      ...files,
    ]);
    return files.map((file) => {
      const bytes = new Uint8Array(readFileSync(file));
      return { sopInstanceUid: idsOf(bytes).sopInstanceUid, bytes };
    });
  });
}

function idsOf(bytes: Uint8Array<ArrayBuffer>) {
  const ids = readInstanceIds(bytes);
  if (!ids.ok) throw new Error(ids.reason.text);
  return ids.value;
}

const why = whyNoOrthanc();
test.skip(why !== null, `no real Orthanc here: ${why}`);
test.setTimeout(400_000);

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ich-e2e-orthanc-'));
  orthanc = await startOrthanc();
  const authorization = async () => orthanc.authorization;
  pacs = pacsAt(orthanc.url, { authorization });
  server = await serve({ root: DIST, dicomweb: { pacs, store: true } });
});
test.afterEach(async () => {
  await server?.close();
  await orthanc?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('with a real Orthanc, three studies are listed, taken, ranked, and their results stored beside the images', async ({
  app: { page, rows },
}, testInfo) => {
  const shot = (name: string) =>
    page.screenshot({ path: testInfo.outputPath(`${name}.png`), animations: 'disabled' });
  const stored = new Map<string, ReadonlySet<string>>();
  for (const files of studiesOfToday()) {
    expect((await storeFiles(pacs, files)).failed).toEqual([]);
    const uids = files.map(({ bytes }) => idsOf(new Uint8Array(bytes)).studyInstanceUid);
    expect(new Set(uids).size).toBe(1);
    stored.set(uids[0] ?? '', new Set(files.map(({ sopInstanceUid }) => sopInstanceUid)));
  }
  expect(stored.size).toBe(STUDIES);

  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(server.url);
  await expect(page.getByRole('button', { name: /ms a slice/ })).toBeVisible({ timeout: 120_000 });
  const listed = page.getByTestId('pacs-row');
  await expect(listed).toHaveCount(STUDIES);
  await shot('1-listed');
  await page.getByRole('button', { name: `Take all ${STUDIES}` }).click();
  await expect(rows).toHaveCount(STUDIES);
  await shot('2-taken');
  const underWay = rows.filter({ hasText: /Queued|Reading|Analyzing/ });
  await expect(underWay).toHaveCount(0, { timeout: 240_000 });
  await expect(rows.filter({ hasText: /Flagged|No flag/ })).toHaveCount(STUDIES);
  await shot('3-ranked');
  for (let at = 0; at < STUDIES; at += 1)
    await listed.nth(at).getByRole('button', { name: 'Send result' }).click();
  await expect(listed.getByText('Sent', { exact: true })).toHaveCount(STUDIES, {
    timeout: 60_000,
  });
  await shot('4-sent');

  // As a workstation finds it: in the list, beside the images, under one patient, and valid.
  const answer = await fetch(`${orthanc.url}/studies?ModalitiesInStudy=SR`, {
    headers: { Authorization: orthanc.authorization, Accept: 'application/dicom+json' },
  });
  const withReport = (await answer.json()) as readonly Record<string, { Value: unknown[] }>[];
  expect(withReport.map((row) => row['0020000D']?.Value[0]).sort()).toEqual(
    [...stored.keys()].sort(),
  );
  for (const [studyInstanceUid, images] of stored) {
    const instances = images.size + RESULTS.length;
    const series = await listSeries(pacs, studyInstanceUid);
    expect(series.reduce((sum, one) => sum + (one.instances ?? 0), 0)).toBe(instances);
    const came = await retrieveStudy(pacs, { studyInstanceUid, instances });
    expect(came.troubles).toEqual([]);
    expect(new Set(came.objects.map(({ rawPatientId }) => rawPatientId)).size).toBe(1);
    const kinds: string[] = [];
    for (const [at, { sopInstanceUid }] of came.objects.entries()) {
      const one = came.found[at];
      if (one === undefined || !('blob' in one)) throw new Error(`${sopInstanceUid} has no file`);
      if (images.has(sopInstanceUid)) continue;
      const bytes = new Uint8Array(await one.blob.arrayBuffer());
      kinds.push(dicomParser.parseDicom(bytes).string('x00080060') ?? '');
      const file = join(folder, 'result.dcm');
      writeFileSync(file, bytes);
      expect(errorsIn(file)).toEqual([]);
    }
    expect(kinds.sort()).toEqual(RESULTS);
  }
  await page.getByRole('button', { name: 'Today' }).click();
  await expect(listed.getByText('Sent', { exact: true })).toHaveCount(STUDIES);
  await shot('5-listed-with-results');
});
