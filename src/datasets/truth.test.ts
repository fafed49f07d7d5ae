import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOutOfFold } from './out-of-fold.ts';
import { readTruth } from './read-truth.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ich-labels-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function written(...lines: readonly string[]): Promise<string> {
  const path = join(folder, 'labels.csv');
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}

describe('a labels file', () => {
  it("is read as RSNA's rows, six a slice", async () => {
    const truth = await readTruth(
      await written('ID,Label', 'ID_a1_any,1', 'ID_a1_subdural,1', 'ID_b2_any,0'),
    );
    expect(truth.level).toBe('slice');
    expect(truth.byName.get('ID_a1')?.truth).toMatchObject({
      any: true,
      subdural: true,
      epidural: null,
    });
  });

  it('is read by study, with any alone', async () => {
    const truth = await readTruth(await written('study,any', 'one,1', 'two,0'));
    expect(truth.level).toBe('study');
    expect(truth.byName.get('two')?.truth.any).toBe(false);
  });

  it.each([
    ['two labels for one slice', ['ID,Label', 'ID_a_any,1', 'ID_a_any,0'], /labels\.csv:3.*second/],
    ['a slice named twice', ['file,any', 'a,1', 'a,1'], /labels\.csv:3.*twice/],
    ['no slice', ['file,any'], /names no slice/],
    ['no column any', ['file,subdural', 'a,1'], /labels\.csv:1.*"any"/],
    ['a type without any', ['file,any,subdural', 'a,0,1'], /labels\.csv:2/],
    ['a label that is no label', ['ID,Label', 'ID_a_fracture,1'], /labels\.csv:2/],
    ['a type and nothing said of any', ['file,any,subdural', 'a,,1'], /labels\.csv:2.*empty/],
    [
      'a type without any, as RSNA has it',
      ['ID,Label', 'ID_a_any,0', 'ID_a_epidural,1'],
      /:2.*type/,
    ],
    ['a number in another script', ['file,any', 'a,１'], /labels\.csv:2/],
    ['an open quote', ['file,any', '"a,1', 'b,0'], /labels\.csv:2: a quote/],
    ['a column that is there twice', ['file,any,any', 'a,1,0'], /labels\.csv:1.*twice/],
    ['a value that is not 0 or 1', ['file,any', 'a,yes'], /labels\.csv:2/],
  ])('with %s is refused by line', async (_, lines, message) => {
    await expect(readTruth(await written(...lines))).rejects.toThrow(message);
  });
});

describe('out-of-fold predictions', () => {
  const types = [
    'any',
    'epidural',
    'intraparenchymal',
    'intraventricular',
    'subarachnoid',
    'subdural',
  ];
  const header = `file,patient,fold,${types.map((t) => `logit_${t}`).join()},${types.join()},study,position`;
  const row = (file: string, fold: number, logit: string) =>
    `${file},7,${fold},${logit},0,0,0,0,0,0,0,0,0,0,0,7,1`;

  it('become raw probabilities', async () => {
    const [slice] = await readOutOfFold(await written(header, row('a', 0, '0')));
    expect(slice).toMatchObject({ id: 'a', patient: '7', fold: 0, raw: { any: 0.5 } });
  });

  it('are refused where a patient is on both sides of a split', async () => {
    const path = await written(header, row('a', 0, '0'), row('b', 1, '0'));
    await expect(readOutOfFold(path)).rejects.toThrow(/labels\.csv:3.*folds 0 and 1/);
  });

  it('are refused where a logit is not a number', async () => {
    const path = await written(header, row('a', 0, 'nan'));
    await expect(readOutOfFold(path)).rejects.toThrow(/labels\.csv:2.*logit_any/);
  });
});
