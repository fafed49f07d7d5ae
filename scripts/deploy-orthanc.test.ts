import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readInstanceIds } from '#dicom';
import { listSeries, listStudies, type Pacs, pacsAt, retrieveStudy, storeFiles } from '#dicomweb';
import { headSlice } from '../src/datasets/head-series.fixture.ts';
import { resultFile } from './fake-pacs/result-file.ts';
import { skippedFor } from './machine.ts';
import { type Orthanc, startOrthanc, whyNoOrthanc } from './orthanc/start-orthanc.ts';
import { type Server, serve } from './serve.ts';

const why = whyNoOrthanc();
const read = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8');
const CONFIGURATION = read('deploy/orthanc.json');
const PASSWORD = JSON.parse(CONFIGURATION).RegisteredUsers.triage as string;
const DAYS = { kind: 'dates', from: '20261124', to: '20261124' } as const;
const SLICES = 6;
const STUDY = '1.2.3.1';

describe.skipIf(why !== null)(
  `Orthanc with the configuration of deploy/, word for word${skippedFor(why)}`,
  () => {
    let folder: string;
    let orthanc: Orthanc;
    let server: Server;
    /** The PACS as the page has it: through the app's own server. */
    let pacs: Pacs;
    const images = Array.from({ length: SLICES }, (_, index) => {
      const bytes = new Uint8Array(headSlice(1, index, false, { StudyDate: '20261124' }));
      const ids = readInstanceIds(bytes);
      return { sopInstanceUid: ids.ok ? ids.value.sopInstanceUid : '', bytes };
    });

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'ich-deploy-orthanc-'));
      await writeFile(join(folder, 'index.html'), 'app');
      orthanc = await startOrthanc({
        given: { configuration: CONFIGURATION, password: PASSWORD },
      });
      const behind = pacsAt(orthanc.url, { authorization: async () => orthanc.authorization });
      server = await serve({ root: folder, dicomweb: { pacs: behind, store: true } });
      pacs = pacsAt(`${server.url}dicom-web`);
      // Images come by a modality, not through the page.
      expect((await storeFiles(behind, images)).failed).toEqual([]);
    }, 120_000);
    afterAll(async () => {
      await server?.close();
      await orthanc?.close();
      await rm(folder, { recursive: true, force: true });
    });

    it('lists, gives whole and takes a result through the app, under one patient', async () => {
      const { studies } = await listStudies(pacs, DAYS);
      expect(studies).toMatchObject([{ studyInstanceUid: STUDY, instances: SLICES }]);
      const came = await retrieveStudy(pacs, { studyInstanceUid: STUDY, instances: SLICES });
      expect([came.troubles, came.objects.length]).toEqual([[], SLICES]);

      const bytes = resultFile(1, { PatientID: 'SYNTHETIC-1' });
      const stored = await storeFiles(pacs, [{ sopInstanceUid: '1.2.3.1.9.1', bytes }]);
      expect(stored.failed).toEqual([]);
      const series = await listSeries(pacs, STUDY);
      expect(series.map(({ modality, instances }) => [modality, instances]).sort()).toEqual([
        ['CT', SLICES],
        ['SR', 1],
      ]);
      const again = await retrieveStudy(pacs, { studyInstanceUid: STUDY, instances: SLICES + 1 });
      expect(again.troubles).toEqual([]);
      expect(new Set(again.objects.map(({ rawPatientId }) => rawPatientId)).size).toBe(1);
      const at = again.objects.findIndex(({ modality }) => modality === 'SR');
      const result = again.found[at];
      if (result === undefined || !('blob' in result)) throw new Error('the result has no file');
      expect(result.blob.size).toBeGreaterThanOrEqual(bytes.byteLength);
    });

    it('lets nobody in without the password that docs/pacs.md has one choose', async () => {
      for (const password of ['', 'choose', PASSWORD]) {
        const Authorization = `Basic ${Buffer.from(`triage:${password}`).toString('base64')}`;
        const { status } = await fetch(`${orthanc.url}/studies`, { headers: { Authorization } });
        expect([password, status]).toEqual([password, password === PASSWORD ? 200 : 401]);
      }
      expect((await fetch(`${orthanc.url}/studies`)).status).toBe(401);
      // The commands there put one of the moment in its place.
      expect(read('docs/pacs.md')).toContain(`s/${PASSWORD}/$password/" deploy/orthanc.json`);
    });

    it('speaks DICOMweb and no other DICOM', () => {
      expect(JSON.parse(CONFIGURATION)).toMatchObject({
        DicomServerEnabled: false,
        RemoteAccessAllowed: false,
        AuthenticationEnabled: true,
      });
    });
  },
);
