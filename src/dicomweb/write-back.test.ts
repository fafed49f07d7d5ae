import { afterEach, describe, expect, it } from 'vitest';
import { ctFile } from '../../scripts/fake-pacs/ct-file.ts';
import { startFakePacs } from '../../scripts/fake-pacs/fake-pacs.ts';
import { skippedFor } from '../../scripts/machine.ts';
import { type Orthanc, startOrthanc, whyNoOrthanc } from '../../scripts/orthanc/start-orthanc.ts';
import { type Pacs, pacsAt } from './pacs.ts';
import { retrieveStudy } from './retrieve.ts';
import { listSeries } from './series.ts';
import { type StoredFile, storeFiles } from './store.ts';
import { writeBack } from './write-back.ts';

const UID = '1.2.3.1';
const BEFORE = new Set(['1.2.3.1.1.1']);
const result = (patientId: string, index = 8): StoredFile => ({
  sopInstanceUid: `1.2.3.1.1.${index}`,
  bytes: ctFile({ study: 1, index, patientId, modality: 'SR', series: 2 }),
});
const objects = async (pacs: Pacs) =>
  (await listSeries(pacs, UID)).reduce((sum, { instances }) => sum + (instances ?? 0), 0);
const MERGED = { kind: 'failed', text: expect.stringMatching(/under another patient than/) };
const GONE = { kind: 'failed', text: expect.stringMatching(/lists the study no more/) };

let close: () => Promise<void> = async () => undefined;
afterEach(() => close());

async function start(patientId = 'P1') {
  const fake = await startFakePacs([ctFile({ study: 1, patientId })]);
  close = fake.close;
  const pacs = pacsAt(fake.url);
  const stored = () => fake.requests.filter((line) => line.startsWith('POST ')).length;
  return { fake, pacs, stored };
}

describe('a result is not stored', () => {
  it('where the study was merged to another patient since it was fetched', async () => {
    const { fake, pacs, stored } = await start();
    fake.archive.merge(UID, 'P1', 'P2');
    expect(await writeBack(pacs, UID, [result('P1')], BEFORE, [0])).toEqual(MERGED);
    expect([stored(), await objects(pacs)]).toEqual([0, 1]);
    // Fetched anew, it names the survivor.
    expect(await writeBack(pacs, UID, [result('P2')], BEFORE, [0])).toEqual({ kind: 'stored' });
  });

  it('where the study is deleted since, and that is no alarm', async () => {
    const { fake, pacs, stored } = await start();
    fake.archive.remove('1.2.3.1.1.1');
    expect(await writeBack(pacs, UID, [result('P1')], BEFORE, [0])).toEqual(GONE);
    expect([stored(), fake.archive.ofStudy(UID)]).toEqual([0, []]);
  });

  it('where the PACS does not say whose the study is now', async () => {
    const { fake, pacs, stored } = await start();
    fake.quirks.list = (response) => response.writeHead(503).end();
    expect(await writeBack(pacs, UID, [result('P1')], BEFORE, [0])).toMatchObject({
      kind: 'failed',
      text: 'the PACS answered 503',
    });
    expect(stored()).toBe(0);
  });
});

it.each([
  ['the list has it in another character set', 'J\xf6rg', 'J\xf6rg'],
  ['the images name nobody', '', ''],
])('a result is stored where %s', async (_, patientId, named) => {
  const { pacs } = await start(patientId);
  expect(await writeBack(pacs, UID, [result(named)], BEFORE, [0])).toEqual({ kind: 'stored' });
});

const why = whyNoOrthanc();
describe.skipIf(why !== null)(`in a real Orthanc${skippedFor(why)}`, () => {
  let orthanc: Orthanc;
  let pacs: Pacs;
  /** What its administrator does: DICOMweb has no way to. */
  async function administrate(path: string, body: string, method = 'POST'): Promise<unknown> {
    const root = orthanc.url.replace(/\/dicom-web$/, '');
    const headers = { Authorization: orthanc.authorization };
    const init = method === 'DELETE' ? { method, headers } : { method, headers, body };
    const answer = await fetch(`${root}${path}`, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
  const pathOf = async (name: string) => {
    const found = (await administrate('/tools/lookup', name)) as readonly { Path: string }[];
    return found.map(({ Path }) => Path)[0] ?? '';
  };
  async function begin() {
    orthanc = await startOrthanc();
    close = orthanc.close;
    pacs = pacsAt(orthanc.url, { authorization: async () => orthanc.authorization });
    const bytes = ctFile({ study: 1 });
    await storeFiles(pacs, [{ sopInstanceUid: '1.2.3.1.1.1', bytes }]);
  }

  it('a result is not stored under the ID that a merged patient had, and is under the new one', async () => {
    await begin();
    await administrate(
      `${await pathOf('P1')}/modify`,
      JSON.stringify({
        Replace: { PatientID: 'SURVIVOR' },
        Keep: ['StudyInstanceUID', 'SeriesInstanceUID', 'SOPInstanceUID'],
        Force: true,
        KeepSource: false,
      }),
    );
    expect(await writeBack(pacs, UID, [result('P1')], BEFORE, [0])).toEqual(MERGED);
    const came = await retrieveStudy(pacs, { studyInstanceUid: UID, instances: 1 });
    expect(came.objects.map(({ rawPatientId }) => rawPatientId)).toEqual(['SURVIVOR']);
    expect(await writeBack(pacs, UID, [result('SURVIVOR')], BEFORE)).toEqual({ kind: 'stored' });
    expect(await objects(pacs)).toBe(2);
  }, 120_000);

  it('a result does not bring back a study that was deleted', async () => {
    await begin();
    await administrate(await pathOf(UID), '', 'DELETE');
    expect(await writeBack(pacs, UID, [result('P1')], BEFORE, [0])).toEqual(GONE);
    const there = retrieveStudy(pacs, { studyInstanceUid: UID, instances: null });
    await expect(there).rejects.toMatchObject({ code: 'pacs-not-found' });
  }, 120_000);
});
