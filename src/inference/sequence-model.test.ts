import { readFileSync } from 'node:fs';
import { expect, it, test } from 'vitest';
import { labelMap } from '#base';
import { alongSlicesOf } from './along-slices.ts';
import { loadPackage } from './package/load-package.ts';
import { parseSequence } from './package/parse-sequence.ts';
import { memoryReader, tinyPackage } from './package/tiny-package.fixture.ts';
import { correctAlong } from './sequence-model.ts';

const read = () =>
  JSON.parse(readFileSync(new URL('./goldens/sequence.json', import.meta.url), 'utf8'));
const model = parseSequence(read(), 'sequence.json');
const study = (count: number, spacing: number) => ({
  mm: Array.from({ length: count }, (_, slice) => slice * spacing),
  logits: Array.from({ length: count }, (_, slice) =>
    Array.from({ length: 6 }, (_unused, label) => Math.sin(slice * 1.7 + label) * 3 - 2),
  ),
});

test('the model along slices makes of its golden studies what PyTorch made of them', () => {
  for (const { mm, logits, corrected } of read().golden) {
    correctAlong(logits, mm, model).forEach((row, slice) => {
      for (const [label, value] of row.entries()) {
        expect(value).toBeCloseTo(corrected[slice][label], 4);
      }
    });
  }
});

test('the order in which slices are given changes nothing', () => {
  const { mm, logits } = study(9, 5);
  const turned = correctAlong([...logits].reverse(), [...mm].reverse(), model);
  expect([...turned].reverse()).toEqual(correctAlong(logits, mm, model));
});

test('a study cut twice as thin is judged alike, a gap stays a gap, and one slice alone works', () => {
  const { mm, logits } = study(8, 5);
  const thin = correctAlong(
    logits.flatMap((row) => [row, row]),
    mm.flatMap((at) => [at - 1, at + 1]),
    model,
  );
  const thick = correctAlong(logits, mm, model);
  // The grid starts a millimeter earlier, so places between cells move by a fifth of a cell.
  thick.forEach((row, slice) => {
    const mean = row.map(
      (_, label) => ((thin[slice * 2]?.[label] ?? 0) + (thin[slice * 2 + 1]?.[label] ?? 0)) / 2,
    );
    for (const [label, value] of row.entries()) {
      expect(Math.abs(value - (mean[label] ?? 0))).toBeLessThan(0.6);
    }
  });
  // Beyond the model's reach of six cells an empty grid is the same as no grid.
  const apart = mm.map((at, slice) => (slice < 4 ? at : at + 200));
  const far = correctAlong(logits, apart, model);
  const near = correctAlong(
    [...logits.slice(0, 4), ...logits.slice(7)],
    [...mm.slice(0, 4), 235],
    model,
  );
  expect(far.slice(0, 4)).toEqual(near.slice(0, 4));
  expect(far.slice(0, 4)).not.toEqual(thick.slice(0, 4));
  expect(correctAlong(logits.slice(0, 1), [37], model)[0]).toHaveLength(6);
  expect(correctAlong([], [], model)).toEqual([]);
});

it.each([
  ['another version', (raw) => ({ ...raw, formatVersion: 2 }), /formatVersion/],
  ['other features', (raw) => ({ ...raw, features: 'embedding' }), /features/],
  ['labels in another order', (raw) => ({ ...raw, labels: [...raw.labels].reverse() }), /labels/],
  [
    'a layer for other features',
    (raw) => {
      raw.models[0][0].kernel[0].pop();
      return raw;
    },
    /models\.0: layer 0 does not take 7 features/,
  ],
  [
    'a last layer of five numbers',
    (raw) => {
      raw.models[1].at(-1).kernel.pop();
      raw.models[1].at(-1).bias.pop();
      return raw;
    },
    /models\.1: gives 5 numbers a slice, not 6/,
  ],
  [
    'weights that are not those of training, vouched for by studies without slices',
    (raw) => {
      raw.models[0][1].bias[0] += 1;
      return { ...raw, golden: [{ mm: [], logits: [], corrected: [] }] };
    },
    /golden\.0\.mm: needs a slice/,
  ],
  ['no golden studies at all', (raw) => ({ ...raw, golden: [] }), /golden/],
  [
    'a weight that is no number',
    (raw) => {
      raw.models[0][0].bias[0] = Number.POSITIVE_INFINITY;
      return raw;
    },
    /models\.0\.0\.bias\.0/,
  ],
  [
    'weights that are not those of training',
    (raw) => {
      raw.models[0][1].bias[0] += 1;
      return raw;
    },
    /golden studies come out .* off/,
  ],
] as readonly [string, (raw: ReturnType<typeof read>) => unknown, RegExp][])(
  'refuses %s, naming the file',
  (_, change, message) => {
    const refused = () => parseSequence(change(read()), 'sequence.json');
    expect(refused).toThrow(message);
    expect(refused).toThrow(/^sequence\.json: /);
  },
);

test('a package with a model along slices gives calibrated probabilities, one without none', async () => {
  const { manifest, sequence } = await loadPackage(memoryReader(await tinyPackage()));
  expect(sequence).toBeNull();
  expect(alongSlicesOf({ sequence: null, manifest })).toBeNull();
  const along = alongSlicesOf({ sequence: model, manifest });
  const slices = Array.from({ length: 6 }, (_, at) => ({
    raw: labelMap((_label, label) => (label === at % 6 ? 1 : 0)),
    mm: at * 5,
  }));
  const judged = along?.(slices) ?? [];
  expect(judged).toHaveLength(6);
  for (const p of judged.flatMap((map) => Object.values(map))) {
    expect(p).toBeGreaterThanOrEqual(0);
    expect(p).toBeLessThanOrEqual(1);
  }
});
