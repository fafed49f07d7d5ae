import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Mm } from '#base';
import { type LabeledSlice, readCtIch } from '#datasets';
import { brainEvidence, type HuImage, skullOutline, storedFaults } from '#imaging';
import { howTurned } from '#triage';
import { figure } from '../prove/figure.ts';
import { headOf } from './head-volume.ts';

const DATA = fileURLToPath(new URL('../../../shared/data', import.meta.url));
const HEADS = [
  'cq500/intraparenchymal__CQ500_CT_427',
  'cq500/negative__CQ500_CT_47',
  'cq500/subdural__CQ500_CT_412',
  'ge-hispeed-human-tilted-28',
];
/** Patients of ct-ich: every so-manieth. */
const EVERY = 6;

/** What is said of slices that nobody changed. */
function seen(slices: readonly HuImage[], spacing: readonly [Mm, Mm] | null) {
  const faults = slices.map(storedFaults);
  const brains = slices.map((slice) => brainEvidence(slice, spacing));
  return {
    cut: faults.filter(({ cut }) => cut).length,
    wrapped: faults.filter(({ wrapped }) => wrapped).length,
    isOpen: brains.filter(({ hasOpenSkull }) => hasOpenSkull).length >= 3,
    isHead: brains.some(({ looksLikeHead }) => looksLikeHead),
    isTurned: isTurned(slices.filter((_, at) => brains[at]?.looksLikeHead)),
  };
}
/** By the outlines of the head's middle. */
function isTurned(middle: readonly HuImage[]): boolean {
  const forms = middle.flatMap((slice) => skullOutline(slice) ?? []);
  const median = (of: 'across' | 'widerBehind') =>
    forms.map((form) => form[of]).sort((a, b) => a - b)[forms.length >> 1] ?? 0;
  const [across, widerBehind] = [median('across'), median('widerBehind')];
  return !['as-it-should', 'unknown'].includes(
    howTurned({ slices: forms.length, across, widerBehind }),
  );
}
const NOTHING = { cut: 0, wrapped: 0, isOpen: false, isHead: true, isTurned: false };

describe.skipIf(!existsSync(DATA))(
  'of real heads as they are (skipped where ../shared/data is absent)',
  () => {
    it.each(HEADS)(
      'no block, wrap or gap is told: %s',
      async (name) => {
        const folder = join(DATA, 'dicom', name);
        const files = readdirSync(folder).filter((file) => file.endsWith('.dcm'));
        const head = await headOf(
          name,
          files.map((file) => readFileSync(join(folder, file))),
        );
        expect(seen(head.slices, head.spacing)).toEqual(NOTHING);
      },
      60_000,
    );

    it('no block, wrap or gap is told of every sixth patient of ct-ich', async (context) => {
      const { slices, read } = await readCtIch(join(DATA, 'ct-ich'));
      const patients = new Map<string, LabeledSlice[]>();
      for (const slice of slices) {
        patients.set(slice.patient, [...(patients.get(slice.patient) ?? []), slice]);
      }
      const some = [...patients].filter((_, at) => at % EVERY === 0);
      for (const [patient, own] of some) {
        expect(seen(await Promise.all(own.map(read)), null), patient).toEqual(NOTHING);
      }
      figure(context, `${some.length} patients of ct-ich, nothing told`);
    }, 300_000);
  },
);
