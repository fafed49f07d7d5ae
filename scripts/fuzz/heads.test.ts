import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenModel } from '#inference';
import { modelFolder, openFolder } from '../../src/cli/model-folder.ts';
import { figure } from '../prove/figure.ts';
import { type HeadReading, readHead } from './head-judge.ts';
import { type HeadMutation, mutated } from './head-mutants.ts';
import { type HeadVolume, paintedHead } from './head-volume.ts';
import { endOf, runHeadFuzz } from './run-head-fuzz.ts';

/** The same mutants each time; `npm run fuzz -- --heads` draws new ones, and takes real heads. */
const SEED = Number(process.env.FUZZ_SEED ?? 5);
const ALL = { from: 0, length: 1 };
const SOME = { from: 0.45, length: 0.15 };

/** What it found: each moved the number of this head or of a real one in silence. */
const FOUND: readonly (readonly [string, HeadMutation])[] = [
  ['a few slices of a darker scale', { kind: 'shift', hu: -15, part: SOME }],
  ['a few slices of a brighter scale', { kind: 'shift', hu: 15, part: SOME }],
  ['a few slices of a stretched scale', { kind: 'scale', by: 1.3, round: 0, part: SOME }],
  ['a stretched scale', { kind: 'scale', by: 1.3, round: 0, part: ALL }],
  ['values in steps of 40 HU', { kind: 'levels', hu: 40 }],
  ['bone that came round as air', { kind: 'wrap', over: 511 }],
  ['a block of one value', { kind: 'block', hu: 70, x: 0.5, y: 0.4, side: 0.15, part: ALL }],
  ['a matrix of 32', { kind: 'coarse', by: 8 }],
  ['pixels that are not square', { kind: 'squeeze', by: 2 }],
  ['slices of 15 mm', { kind: 'thick', slices: 2 }],
];

let model: OpenModel;
let head: HeadVolume;
let base: HeadReading;

/** The shipped model on a painted head with a bleed. */
beforeAll(async () => {
  model = await openFolder(await modelFolder(null), { signal: new AbortController().signal });
  head = paintedHead('intraparenchymal');
  base = await readHead(head, model);
}, 120_000);
afterAll(() => model.engine.dispose());

describe('mutants of a head', () => {
  it('of which nothing was changed have a number and nothing in the row', () => {
    expect(base).toMatchObject({ flagged: true, inRow: [] });
  });

  it.each(FOUND)(
    'what was found stays found: %s',
    async (_, mutation) => {
      const mutant = await readHead(mutated(head, [mutation]), model);
      expect(['told', 'refused']).toContain(endOf(base, mutant, []));
    },
    60_000,
  );

  it(`move no number in silence (FUZZ_SEED=${SEED})`, async (context) => {
    const result = await runHeadFuzz([head], model, { count: 8, seed: SEED });
    expect(result.faults).toEqual([]);
    figure(
      context,
      `${result.mutants} mutants of a head: ${result.refused} refused, ${result.told} told of, ${result.same} as before`,
    );
  }, 120_000);

  it('would be seen: the oracle is not blind', () => {
    const silent = { any: 0.2, flagged: false, inRow: [] };
    expect(endOf(base, silent, [{ kind: 'noise', hu: 9 }])).toBe('fault');
    expect(endOf(base, silent, [{ kind: 'shift', hu: 9, part: ALL }])).toBe('excused');
    expect(endOf(base, { ...silent, inRow: ['noisy images'] }, [])).toBe('told');
    expect(
      endOf({ ...base, inRow: ['noisy images'] }, { ...silent, inRow: ['noisy images'] }, []),
    ).toBe('fault');
  });
});
