import { expect, it } from 'vitest';
import { otherSlabKind, SLAB_CHOICES, type SlabChoice, thickerSlab } from './slab-choice.ts';

it('goes through the thicknesses and off, and keeps its kind', () => {
  const seen: (SlabChoice | null)[] = [thickerSlab(null)];
  for (let step = 0; step < 3; step += 1) seen.push(thickerSlab(seen.at(-1) ?? null));
  expect(seen).toEqual([
    { kind: 'average', mm: 3 },
    { kind: 'average', mm: 5 },
    { kind: 'average', mm: 10 },
    null,
  ]);
  expect(thickerSlab({ kind: 'maximum', mm: 5 })).toEqual({ kind: 'maximum', mm: 10 });
});

it('changes kind at the same thickness', () => {
  expect(otherSlabKind({ kind: 'average', mm: 10 })).toEqual({ kind: 'maximum', mm: 10 });
  expect(otherSlabKind({ kind: 'maximum', mm: 10 })).toEqual({ kind: 'average', mm: 10 });
  expect(otherSlabKind(null)).toEqual({ kind: 'maximum', mm: 3 });
  expect(SLAB_CHOICES).toHaveLength(6);
});
