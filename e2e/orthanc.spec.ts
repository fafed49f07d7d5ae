import { execFileSync, spawnSync } from 'node:child_process';
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
import { readInstanceIds } from '#dicom';
import { listSeries, type Pacs, pacsAt, retrieveStudy, storeFiles, watchedDays } from '#dicomweb';
import { type Orthanc, startOrthanc, whyNoOrthanc } from '../scripts/orthanc/start-orthanc.ts';
import { type Server, serve } from '../scripts/serve.ts';
import { expect, test } from './fixtures.ts';
import { head } from './pacs-site.ts';

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));
const REAL = fileURLToPath(new URL('../../shared/data/dicom/cq500/', import.meta.url));
const RESULTS = ['SR', 'KO', 'OT'];
const isInstalled = (tool: string) =>
  spawnSync('sh', ['-c', `command -v ${tool}`], { stdio: 'ignore' }).status === 0;

let folder: string;
let orthanc: Orthanc;
let server: Server;
let pacs: Pacs;

/** Three studies of today: real ones where they are at hand, else made ones. */
function studies(): readonly (readonly Uint8Array<ArrayBuffer>[])[] {
  if (!existsSync(REAL) || !isInstalled('dcmodify')) {
    return [1, 2, 3].map((study) => head(study).map((bytes) => new Uint8Array(bytes)));
  }
  const today = watchedDays(Date.now()).to;
  return readdirSync(REAL).map((name, index) => {
    const place = join(folder, String(index));
    cpSync(join(REAL, name), place, { recursive: true });
    const files = readdirSync(place).map((file) => join(place, file));
    execFileSync('dcmodify', [
      '-nb',
      '-m',
      `0008,0020=${today}`,
      '-m',
      `0008,0030=0${6 + index}1500`,
      ...files,
    ]);
    return files.map((file) => new Uint8Array(readFileSync(file)));
  });
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
  if (why !== null) return;
  await server.close();
  await orthanc.close();
  rmSync(folder, { recursive: true, force: true });
});

test('with a real Orthanc: three studies are listed, taken, ranked, and their results stored beside the images', async ({
  app,
}, { outputPath }) => {
  const uids: string[] = [];
  for (const files of studies()) {
    const stored = files.map((bytes) => {
      const ids = readInstanceIds(bytes);
      if (!ids.ok) throw new Error(ids.reason.text);
      if (!uids.includes(ids.value.studyInstanceUid)) uids.push(ids.value.studyInstanceUid);
      return { sopInstanceUid: ids.value.sopInstanceUid, bytes };
    });
    expect((await storeFiles(pacs, stored)).failed).toEqual([]);
  }
  expect(uids).toHaveLength(3);

  await app.page.goto(server.url);
  await expect(app.page.getByRole('button', { name: /ms a slice/ })).toBeVisible({
    timeout: 120_000,
  });
  const rows = app.page.getByTestId('pacs-row');
  await expect(rows).toHaveCount(3);
  await app.page.screenshot({ path: outputPath('1-listed.png') });
  await app.page.getByRole('button', { name: 'Take all 3' }).click();
  await expect(app.rows).toHaveCount(3);
  await expect(app.rows.filter({ hasText: /Queued|Reading|Analyzing/ })).toHaveCount(0, {
    timeout: 240_000,
  });
  await app.page.screenshot({ path: outputPath('2-ranked.png') });
  for (let at = 0; at < 3; at += 1)
    await rows.nth(at).getByRole('button', { name: 'Send result' }).click();
  await expect(rows.getByText('Sent', { exact: true })).toHaveCount(3, { timeout: 60_000 });
  await app.page.screenshot({ path: outputPath('3-sent.png') });

  // As a workstation finds it: by the list, under one patient, and objects that a validator has nothing against.
  const query = new URL(`${orthanc.url}/studies?ModalitiesInStudy=SR`);
  const answer = await fetch(query, {
    headers: { Authorization: orthanc.authorization, Accept: 'application/dicom+json' },
  });
  expect(await answer.json()).toHaveLength(3);
  for (const uid of uids) {
    expect(await listSeries(pacs, uid)).toHaveLength(1 + RESULTS.length);
    const { objects, found, troubles } = await retrieveStudy(pacs, {
      studyInstanceUid: uid,
      instances: null,
    });
    expect(troubles).toEqual([]);
    expect(new Set(objects.map(({ rawPatientId }) => rawPatientId)).size).toBe(1);
    const series = objects.map(({ seriesInstanceUid }) => seriesInstanceUid);
    for (const [at, one] of found.entries()) {
      const isResult = series.filter((other) => other === series[at]).length === 1;
      if (!isResult || !('blob' in one)) continue;
      const file = join(folder, 'result.dcm');
      writeFileSync(file, Buffer.from(await one.blob.arrayBuffer()));
      if (!isInstalled('dciodvfy')) continue;
      const { stderr } = spawnSync('dciodvfy', [file], { encoding: 'utf8' });
      expect(stderr.split('\n').filter((line) => line.startsWith('Error'))).toEqual([]);
    }
  }
});
