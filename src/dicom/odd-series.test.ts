import { describe, expect, it } from 'vitest';
import { chosenSeries } from './chosen-series.ts';
import type { Dataset, RawElement } from './dataset.ts';
import { groupStudies } from './group-studies.ts';
import { aSlice, aStack, headerOf } from './slice.fixture.ts';

const AXIAL = 'ORIGINAL\\PRIMARY\\AXIAL';
const PLAIN: Dataset = { SeriesDescription: 'Head 5.0', ImageType: AXIAL, AcquisitionTime: '1015' };

const roleOf = (more: Dataset) => groupStudies(aStack(9, { more }))[0]?.series[0]?.role;
/** What is chosen of two series, whichever comes first by its UID. */
const chosenOf = (one: Dataset, other: Dataset, counts: readonly [number, number] = [9, 9]) =>
  [
    ['1.2.8', '1.2.9'],
    ['1.2.9', '1.2.8'],
  ].map(([first = '', second = '']) => {
    const [study] = groupStudies([
      ...aStack(counts[0], { series: first, more: one }),
      ...aStack(counts[1], { series: second, more: other }),
    ]);
    return chosenSeries(study!)?.seriesInstanceUid === first ? 'one' : 'other';
  });

describe('values that are no plain Hounsfield units are not analyzed', () => {
  it.each<readonly [string, Dataset]>([
    ['by the unit', { RescaleType: 'MGML' }],
    ['by the unit', { RescaleType: 'ED' }],
    ['by the unit', { RescaleType: 'Z_EFF' }],
    ['by the unit', { RescaleType: 'HU_MOD' }],
    ['by the type', { ImageType: 'DERIVED\\PRIMARY\\AXIAL\\MAT_SPECIFIC' }],
    ['by the type', { ImageType: 'DERIVED\\PRIMARY\\AXIAL\\MAT_REMOVED' }],
    ['by the type', { ImageType: 'DERIVED\\PRIMARY\\PERFUSION\\TTP' }],
    ['by the type', { ImageType: 'DERIVED\\PRIMARY\\AXIAL\\SUBTRACTION' }],
    ...['VNC 5.0', 'Virtual non contrast', 'Iodine no water', 'TTP 5.0', 'Rho/Z', 'Zeff'].map(
      (SeriesDescription) => [`"${SeriesDescription}"`, { SeriesDescription }] as const,
    ),
  ])('are told %s: %o', (_, more) => {
    expect(roleOf(more)).toMatchObject({ kind: 'set-aside', reason: { code: 'derived' } });
  });

  it.each(['HU', 'US', ''])('but with the unit "%s"', (unit) => {
    expect(roleOf({ ...PLAIN, RescaleType: unit })?.kind).toBe('candidate');
  });
});

describe('a scan of two energies', () => {
  it('is analyzed in the mixture of both, else in one of them', () => {
    for (const KVP of ['80', '150']) {
      expect(chosenOf({ ...PLAIN, KVP: '120' }, { ...PLAIN, KVP }, [9, 12])).toEqual([
        'one',
        'one',
      ]);
      expect(roleOf({ ...PLAIN, KVP })?.kind).toBe('candidate');
    }
  });

  it.each([{ SeriesDescription: 'Monoenergetic Plus 50 keV' }, { ImageType: `${AXIAL}\\VMI` }])(
    'in one energy that was computed only where nothing else is there: %o',
    (more) => {
      expect(roleOf({ ...PLAIN, ...more })?.kind).toBe('candidate');
      expect(chosenOf(PLAIN, { ...PLAIN, ...more }, [9, 12])).toEqual(['one', 'one']);
    },
  );

  it.each([
    ['140', '80'],
    ['150', '70'],
    ['110', '150'],
    ['100', '140'], // As near as each other.
  ])(
    'without their mixture in the one nearer to 120 kVp, whatever their UIDs: %s, not %s',
    (nearer, farther) => {
      const [one, other] = [nearer, farther].map((KVP) => ({ ...PLAIN, KVP })) as [
        Dataset,
        Dataset,
      ];
      expect(chosenOf(one, other)).toEqual(['one', 'one']);
      expect(chosenOf(one, other, [9, 10])).toEqual(['one', 'one']);
    },
  );
});

describe('of two scans of a head the first is analyzed', () => {
  it('whatever their UIDs, and though the second has some slices more: contrast may have been given between', () => {
    const later = { ...PLAIN, AcquisitionTime: '1025' };
    expect(chosenOf(PLAIN, later)).toEqual(['one', 'one']);
    expect(chosenOf(PLAIN, later, [9, 10])).toEqual(['one', 'one']);
    // Half a head is none.
    expect(chosenOf(PLAIN, later, [9, 18])).toEqual(['other', 'other']);
    const [before, after] = [{ AcquisitionTime: '2358' }, { AcquisitionTime: '0008' }];
    expect(chosenOf({ ...PLAIN, ...before }, { ...PLAIN, ...after })).toEqual(['one', 'one']);
  });

  it('nor one that goes over the same places again and again', () => {
    const plain = aStack(8, { more: PLAIN });
    const dynamic = [1, 2, 3].flatMap((time) =>
      aStack(10, { series: '1.2.9', more: PLAIN }).map((slice) => ({
        ...slice,
        sopInstanceUid: `${slice.sopInstanceUid}.${time}`,
      })),
    );
    const [study] = groupStudies([...plain, ...dynamic]);
    expect(chosenSeries(study!)?.seriesInstanceUid).toBe('1.2.3.4');
  });

  it.each(['VPCT 5.0', 'Dynamic 5.0', 'PCT'])('"%s" says contrast', (SeriesDescription) => {
    expect(roleOf({ SeriesDescription })).toMatchObject({ reason: { code: 'contrast' } });
  });
});

describe('an animal', () => {
  const text = (tag: string, vr: string, value: string): RawElement => ({
    tag,
    vr,
    value: new TextEncoder().encode(value.padEnd(value.length + (value.length % 2))),
  });
  const isAnimal = (...rawElements: RawElement[]) =>
    headerOf(aSlice({ rawElements })).described.includes('animal');

  it('is told by its species, its breed, or whether it was neutered, and is not analyzed', () => {
    expect(isAnimal(text('00102201', 'LO', 'Canis lupus familiaris'))).toBe(true);
    expect(isAnimal(text('00102292', 'LO', 'Labrador Retriever'))).toBe(true);
    expect(isAnimal(text('00102203', 'CS', 'ALTERED'))).toBe(true);
    const coded = { PatientSpeciesCodeSequence: [{ CodeValue: '448771007' }] };
    expect(headerOf(aSlice({ more: coded })).described).toContain('animal');
    const dog = { rawElements: [text('00102201', 'LO', 'Dog')] };
    const [study] = groupStudies(aStack(9, dog));
    expect(study?.series[0]?.role).toMatchObject({ reason: { text: 'an animal, by its header' } });
  });

  it('is no patient whose header says that they are human, or nothing', () => {
    expect(isAnimal()).toBe(false);
    expect(isAnimal(text('00102201', 'LO', 'Homo sapiens'))).toBe(false);
    const human = { CodeValue: 'L-85B00', CodeMeaning: 'homo sapiens' };
    const coded = { PatientSpeciesCodeSequence: [human] };
    expect(headerOf(aSlice({ more: coded })).described).not.toContain('animal');
  });
});

it('a secondary capture that calls itself original comes after what is none', () => {
  const capture = { ...PLAIN, SOPClassUID: '1.2.840.10008.5.1.4.1.1.7' };
  expect(chosenOf(PLAIN, capture, [9, 12])).toEqual(['one', 'one']);
});
