import { describe, expect, it } from 'vitest';
import { writeDicomFile } from '#dicom';
import { dicomHost } from './dicom-host.ts';

const { signal } = new AbortController();

/** A CT file of 5 x 6 pixels with a comment of the given length before the pixels. */
function aFile(commentLength: number): Blob {
  const us = (tag: string, value: number) => ({ tag, vr: 'US', value: [value] }) as const;
  const text = (tag: string, vr: string, value: string) => ({ tag, vr, value }) as const;
  const bytes = writeDicomFile(
    [
      text('00080016', 'UI', '1.2.840.10008.5.1.4.1.1.2'),
      text('00080018', 'UI', '1.2.3'),
      text('00080060', 'CS', 'CT'),
      text('0020000d', 'UI', '1.2'),
      text('0020000e', 'UI', '1.2.1'),
      text('00204000', 'LT', 'x'.repeat(commentLength)),
      us('00280002', 1),
      text('00280004', 'CS', 'MONOCHROME2'),
      us('00280010', 5),
      us('00280011', 6),
      us('00280100', 16),
      us('00280101', 16),
      us('00280102', 15),
      us('00280103', 1),
      { tag: '7fe00010', vr: 'OW', value: new Uint8Array(60) },
    ] as never,
    { transferSyntaxUid: '1.2.840.10008.1.2.1' },
  );
  return new Blob([bytes]);
}

describe('the dicom host reads headers', () => {
  it('in the order of the files, short and long ones alike', async () => {
    const lengths = [10, 8_000, 9_000];
    const files = lengths.map((length, n) => ({ sourceId: `s${n}`, blob: aFile(length) }));
    const results = await dicomHost().readHeaders(files, signal);
    expect(results.map(({ sourceId }) => sourceId)).toEqual(['s0', 's1', 's2']);
    for (const { outcome } of results) {
      expect(outcome).toMatchObject({ ok: true, value: [{ rows: 5, columns: 6 }] });
    }
  });

  it('and says why a file is none, or is broken, without stopping', async () => {
    const files = [
      { sourceId: 'text', blob: new Blob(['hello']) },
      { sourceId: 'empty', blob: new Blob([]) },
      { sourceId: 'cut', blob: aFile(10).slice(0, 250) },
      { sourceId: 'good', blob: aFile(10) },
    ];
    const results = await dicomHost().readHeaders(files, signal);
    expect(results.map(({ outcome }) => outcome.ok)).toEqual([false, false, false, true]);
    for (const { outcome } of results.slice(0, 3)) {
      expect(outcome).toMatchObject({ reason: { text: expect.stringMatching(/\w/) } });
    }
  });

  it('and stops between files on cancel', async () => {
    const reading = dicomHost().readHeaders(
      [{ sourceId: 'a', blob: aFile(1) }],
      AbortSignal.abort(),
    );
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});

it('says of a file that is gone what to do, when it is to be shown', async () => {
  const gone = new Blob(['x']);
  gone.arrayBuffer = () =>
    Promise.reject(new DOMException('A file could not be found.', 'NotFoundError'));
  await expect(dicomHost().transcode(gone, {} as never, signal)).rejects.toMatchObject({
    code: 'source-gone',
    message: expect.stringContaining('open it again'),
  });
});
