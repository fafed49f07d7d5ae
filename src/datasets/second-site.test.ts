import { expect, it } from 'vitest';
import { LABELS } from '#base';
import type { HuImage } from '#imaging';
import type { CtIch } from './ct-ich.ts';
import { secondSite } from './second-site.ts';

/** Three slices of one study: zero, then a bright pixel in the middle, then zero. */
const dataset: CtIch = {
  slices: [0, 1, 2].map((position) => ({
    id: String(position),
    patient: 'p',
    study: 'p',
    position,
    fold: 0,
    labels: LABELS.map(() => 0),
    file: `${position}.jpg`,
  })),
  read: async ({ position }): Promise<HuImage> => {
    const values = new Float32Array(25);
    if (position === 1) values[12] = 90;
    return { rows: 5, columns: 5, values };
  },
  readBone: async () => null,
};

const middle = async (change: Parameters<typeof secondSite>[1]) => {
  const site = secondSite(dataset, change);
  const [, slice] = site.slices;
  if (slice === undefined) throw new Error('no slice');
  return (await site.read(slice)).values;
};

it('changes values as another scanner would, and nothing of who is who', async () => {
  expect((await middle('same'))[12]).toBe(90);
  expect((await middle('offset'))[0]).toBe(12);
  expect((await middle('thick'))[12]).toBe(30);
  expect((await middle('soft'))[12]).toBeLessThan(20);
  expect((await middle('sharp'))[12]).toBeGreaterThan(90);
  const soft = await middle('soft');
  expect(soft.reduce((sum, value) => sum + value, 0)).toBeCloseTo(90, 3);
  expect(secondSite(dataset, 'soft').slices).toBe(dataset.slices);
});
