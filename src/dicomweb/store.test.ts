import { afterEach, describe, expect, it } from 'vitest';
import { ctFile } from '../../scripts/fake-pacs/ct-file.ts';
import { type FakePacs, startFakePacs } from '../../scripts/fake-pacs/fake-pacs.ts';
import type { Quirks } from '../../scripts/fake-pacs/quirks.ts';
import { heldOf } from './held.ts';
import { pacsAt } from './pacs.ts';
import { listSeries } from './series.ts';
import { storeFiles } from './store.ts';

let fake: FakePacs;
afterEach(() => fake.close());

const result = (index: number, patientId = 'P1') => ({
  sopInstanceUid: `1.2.3.1.1.${index}`,
  bytes: ctFile({ study: 1, index, patientId, modality: 'SR' }),
});

async function stored(quirks: Quirks, files = [result(8), result(9)]) {
  fake = await startFakePacs([ctFile({ study: 1 })], quirks);
  return storeFiles(pacsAt(fake.url), files);
}

describe('results in the PACS', () => {
  it('are stored byte for byte, in one request to the one address that takes them', async () => {
    expect(await stored({})).toEqual({ stored: ['1.2.3.1.1.8', '1.2.3.1.1.9'], failed: [] });
    expect(fake.requests).toEqual(['POST /studies']);
    expect(
      fake.archive
        .ofStudy('1.2.3.1')
        .map(({ bytes }) => bytes)
        .slice(1),
    ).toEqual([result(8).bytes, result(9).bytes]);
  });

  it('are stored once, however often they are sent', async () => {
    await stored({});
    expect((await storeFiles(pacsAt(fake.url), [result(8)])).failed).toEqual([]);
    expect(fake.archive.ofStudy('1.2.3.1')).toHaveLength(3);
  });

  it.each<[string, Quirks, RegExp]>([
    ['refuses them with a code', { refusesToStore: 272 }, /failure 0110H/],
    ['says 200 and nothing else', { storesWithoutAWord: true }, /does not say that it stored/],
  ])('are not called stored where the PACS %s', async (_, quirks, words) => {
    const { stored: uids, failed } = await stored(quirks);
    expect(uids).toEqual([]);
    expect(failed).toHaveLength(2);
    expect(failed[0]?.reason).toMatchObject({
      code: 'pacs-not-stored',
      text: expect.stringMatching(words),
    });
  });

  it.each<[string, Quirks, string]>([
    ['has no room', { answers: (r) => r.writeHead(507).end() }, 'pacs-error'],
    ['wants credentials', { authorization: 'Basic x' }, 'pacs-refused'],
    [
      'sends them elsewhere',
      { answers: (r) => r.writeHead(307, { Location: 'http://127.0.0.2:9/' }).end() },
      'pacs-redirect',
    ],
    ['dies', { answers: (r) => r.destroy() }, 'pacs-unreachable'],
  ])('are nowhere known to be where the PACS %s', async (_, quirks, code) => {
    await expect(stored(quirks)).rejects.toMatchObject({ code });
  });
});

describe('what the PACS then answers for the study', () => {
  it('is its objects under one patient', async () => {
    await stored({});
    expect(await heldOf(pacsAt(fake.url), '1.2.3.1')).toEqual({
      instances: new Set(['1.2.3.1.1.1', '1.2.3.1.1.8', '1.2.3.1.1.9']),
      patientIds: ['P1'],
    });
    expect(await listSeries(pacsAt(fake.url), '1.2.3.1')).toEqual([
      {
        seriesInstanceUid: '1.2.3.1.1',
        modality: 'CT',
        instances: 3,
        manufacturer: '',
        seriesDescription: '',
      },
    ]);
  });

  it('is nothing where an object of another patient hides it', async () => {
    await stored({}, [result(8, ' P1')]);
    const held = heldOf(pacsAt(fake.url), '1.2.3.1');
    await expect(held).rejects.toMatchObject({ code: 'pacs-not-found' });
  });

  it('is two patients where the archive changed the one', async () => {
    fake = await startFakePacs([ctFile({ study: 1 })]);
    fake.archive.isTorn = () => false;
    fake.archive.add(ctFile({ study: 1, index: 2, patientId: 'P1X' }));
    expect((await heldOf(pacsAt(fake.url), '1.2.3.1')).patientIds).toEqual(['P1', 'P1X']);
  });
});
