import { expect, it } from 'vitest';
import { LABELS, labelMap, probability } from '#base';
import { strongestMap } from './explanation.ts';

it('the map is that of the likeliest type, whatever "any" says', () => {
  const box = { left: 3, top: 5, side: 40 };
  const subdural = LABELS.indexOf('subdural');
  const logits = new Float32Array(2 * LABELS.length);
  logits[subdural] = 2;
  logits[LABELS.length + subdural] = -2;
  const map = strongestMap({
    maps: { width: 2, height: 1, logits },
    probabilities: labelMap((label) =>
      probability({ any: 0.9, subdural: 0.7 }[label as string] ?? 0.1),
    ),
    box,
  });
  expect(map).toMatchObject({ label: 'subdural', width: 2, height: 1, box });
  expect(map.values[0]).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
  expect(map.values[1]).toBeCloseTo(1 / (1 + Math.exp(2)), 6);
});
