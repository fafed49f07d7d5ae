import { afterEach, describe, expect, it } from 'vitest';
import { writeDicomFile } from '#dicom';
import { ctFile } from '../../scripts/fake-pacs/ct-file.ts';
import { type FakePacs, startFakePacs } from '../../scripts/fake-pacs/fake-pacs.ts';
import type { Quirks } from '../../scripts/fake-pacs/quirks.ts';
import { arrivals } from './arrivals.ts';
import type { Answer } from './ask.ts';
import { LIMITS } from './limits.ts';
import { pacsAt } from './pacs.ts';
import { retrieveStudy } from './retrieve.ts';

let fake: FakePacs | null = null;
afterEach(async () => {
  await fake?.close();
  fake = null;
});

const UID = '1.2.3.1';
const STUDY = [1, 2, 3].map((index) => ctFile({ study: 1, index }));

/** A header in which what names the object stands behind so many bytes of somebody's own. */
const longHeader = (bytes: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    writeDicomFile(
      {
        SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
        SOPInstanceUID: '1.2.3.1.1.9',
        Modality: 'CT',
        DerivationDescription: 'x'.repeat(bytes),
        PatientID: 'P1',
        StudyInstanceUID: UID,
        SeriesInstanceUID: '1.2.3.1.1',
        PixelData: [1, 2],
      },
      { transferSyntaxUid: '1.2.840.10008.1.2.1' },
    ),
  );

/** What comes of a study, its files as bytes: as the browser keeps it, or read as it comes. */
async function came(guarded: boolean, quirks: Quirks = {}, instances = 3) {
  const own = await startFakePacs([...STUDY, ctFile({ study: 2 })], quirks);
  const counts: number[] = [];
  const onObject = (count: number) => counts.push(count);
  const wanted = { studyInstanceUid: UID, instances, onObject };
  try {
    const study = await retrieveStudy(pacsAt(own.url, { guarded }), wanted);
    const found = await Promise.all(
      study.found.map(async (one) =>
        'blob' in one
          ? { path: one.path, bytes: Buffer.from(await one.blob.arrayBuffer()).toString('latin1') }
          : one,
      ),
    );
    return { ...study, found, counts };
  } finally {
    await own.close();
  }
}

describe('a study that is taken as the browser keeps it', () => {
  it.each<[string, Quirks]>([
    ['sound', {}],
    ['short', { gives: (files) => files.slice(1) }],
    ['of two studies', { gives: (files) => [...files, ctFile({ study: 2 })] }],
    [
      'of two patients',
      { gives: (files) => [...files, ctFile({ study: 1, index: 4, patientId: ' P1' })] },
    ],
    ['with a file that is none', { gives: (files) => [...files, Buffer.from('x'.repeat(300))] }],
    ['with a long header', { gives: (files) => [...files, longHeader(40_000)] }],
    ['converted', { knowsNoAsterisk: true }],
    [
      'without lengths',
      {
        study: (response) => {
          const type = 'multipart/related; type="application/dicom"; boundary=b';
          response.writeHead(200, { 'Content-Type': type });
          for (const file of STUDY) {
            response.write('--b\r\nContent-Type: application/dicom\r\n\r\n');
            response.write(file);
            response.write('\r\n');
          }
          response.end('--b--');
        },
      },
    ],
  ])('is what it would be if it were read as it comes: %s', async (_, quirks) => {
    const kept = await came(true, quirks);
    expect(kept).toEqual(await came(false, quirks));
    expect(kept.counts.at(-1)).toBeGreaterThan(1);
  });

  it('names an object wherever its header is cut', async () => {
    // The beginning that is read ends in each of the elements that name it, and around them.
    const head = 16 * 1024;
    for (let bytes = head - 600; bytes < head; bytes += 2) {
      const file = longHeader(bytes);
      const start = `--b\r\nContent-Length: ${file.length}\r\n\r\n`;
      const answer: Answer = {
        status: 200,
        type: 'multipart/related; boundary=b',
        warning: null,
        chunks: () => expect.fail('it is not read as it comes'),
        whole: async () => new Blob([start, file, '\r\n--b--']),
      };
      const found: unknown[] = [];
      for await (const { what } of arrivals(answer, UID, LIMITS, true)) found.push(what);
      const names = { sopInstanceUid: '1.2.3.1.1.9', seriesInstanceUid: '1.2.3.1.1' };
      const whose = { studyInstanceUid: UID, rawPatientId: 'P1' };
      expect([bytes, found]).toEqual([bytes, [expect.objectContaining({ ...names, ...whose })]]);
    }
  });

  it.each<[string, Quirks, string]>([
    ['dies in mid-study', { diesAfterParts: 2 }, 'pacs-unreachable'],
    [
      'gives a page to log in',
      { study: (r) => void r.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>') },
      'pacs-foreign',
    ],
    ['gives nothing', { study: (r) => void r.writeHead(204).end() }, 'pacs-not-found'],
  ])('does not come, not even in part, where the PACS %s', async (_, quirks, code) => {
    await expect(came(true, quirks)).rejects.toMatchObject({ code });
  });

  it('is given up at its deadline', async () => {
    fake = await startFakePacs(STUDY, {
      study: (response) => {
        response.writeHead(200, { 'Content-Type': 'multipart/related; boundary=b' });
        response.write('--b\r\n');
      },
    });
    const pacs = pacsAt(fake.url, { guarded: true, limits: { studyMs: 300 } });
    const wanted = { studyInstanceUid: UID, instances: 3 };
    await expect(retrieveStudy(pacs, wanted)).rejects.toMatchObject({ code: 'pacs-silent' });
  });
});
