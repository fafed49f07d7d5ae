import { expect, it } from 'vitest';
import { ctFile } from '../../scripts/fake-pacs/ct-file.ts';
import { startFakePacs } from '../../scripts/fake-pacs/fake-pacs.ts';
import { skippedFor } from '../../scripts/machine.ts';
import { startOrthanc, whyNoOrthanc } from '../../scripts/orthanc/start-orthanc.ts';
import { ask } from './ask.ts';
import { pacsAt } from './pacs.ts';
import { retrieveStudy } from './retrieve.ts';
import { storeFiles } from './store.ts';

const wanted = { studyInstanceUid: '1.2.3.1', instances: 1 };

it.each([
  ['Orthanc, is not asked to convert', '{ "HttpStatus": 400, "OrthancStatus": 8 }', 1],
  ['another PACS, is asked for its own form', '{ "error": "no such transfer syntax" }', 2],
])('what refuses objects as they are stored, %s', async (_, words, times) => {
  const fake = await startFakePacs([ctFile({ study: 1 })], {
    study: (response) => response.writeHead(400, { 'Content-Type': 'application/json' }).end(words),
  });
  try {
    await expect(retrieveStudy(pacsAt(fake.url), wanted)).rejects.toMatchObject({
      code: 'pacs-error',
      message: 'the PACS answered 400',
    });
    expect(fake.requests).toHaveLength(times);
  } finally {
    await fake.close();
  }
});

const why = whyNoOrthanc();
it.skipIf(why !== null)(
  `a real Orthanc is known by its words, and gives objects as they are stored${skippedFor(why)}`,
  async () => {
    const orthanc = await startOrthanc();
    try {
      const pacs = pacsAt(orthanc.url, { authorization: async () => orthanc.authorization });
      await storeFiles(pacs, [{ sopInstanceUid: '1.2.3.1.1.1', bytes: ctFile({ study: 1 }) }]);
      const accept =
        'multipart/related; type="application/dicom"; transfer-syntax=1.2.840.10008.1.2.4.201';
      const asked = { path: 'studies/1.2.3.1', accept, deadlineMs: 20_000, mostBytes: 1e6 };
      const refused = ask(pacs, asked, async () => undefined);
      await expect(refused).rejects.toMatchObject({ data: { status: 400, isOrthanc: true } });
      expect((await retrieveStudy(pacs, wanted)).troubles).toEqual([]);
    } finally {
      await orthanc.close();
    }
  },
  120_000,
);
