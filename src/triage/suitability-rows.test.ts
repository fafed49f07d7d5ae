import { expect, it } from 'vitest';
import { mm } from '#base';
import { groupStudies, type SliceHeader } from '#dicom';
import { aHeader, aSeries, aStudy } from './study.fixture.ts';
import { assessSuitability } from './suitability.ts';

it('says in the row that pixels are not square, or coarse, and slices thick', () => {
  const row = (given: Partial<SliceHeader>, code: string) => {
    const series = aSeries(
      Array.from({ length: 30 }, (_, i) => aHeader(i, { rows: 256, columns: 256, ...given })),
    );
    return assessSuitability(series, aStudy(series), null).find((one) => one.code === code)?.inRow;
  };
  expect(row({ pixelSpacing: [mm(0.9), mm(0.9)] }, 'field-of-view')).toBeUndefined();
  expect(row({ pixelSpacing: [mm(0.5), mm(1)] }, 'field-of-view')).toBe('pixels not square');
  expect(row({ pixelSpacing: [mm(3.6), mm(3.6)] }, 'field-of-view')).toBe('pixels of 3.6 mm');
  expect(row({ sliceThickness: mm(10) }, 'thickness')).toBeUndefined();
  expect(row({ sliceThickness: mm(15) }, 'thickness')).toBe('slices of 15 mm');
});

it('says in the row that one energy of two was read, and nothing of the mixture of both', () => {
  const inRow = (kvp: number, other: number, seconds = 0) => {
    const made = (key: string, voltage: number, acquiredAt: number) =>
      aSeries(
        Array.from({ length: 9 }, (_, i) => aHeader(i, { kvp: voltage, acquiredAt })),
        { key },
      );
    const [series, beside] = [made('a', kvp, 0), made('b', other, seconds)];
    const study = { ...aStudy(series), series: [series, beside] };
    return assessSuitability(series, study, null).find(({ code }) => code === 'kvp')?.inRow;
  };
  expect(inRow(140, 80)).toBe('140 kVp of two energies');
  expect(inRow(140, 100)).toBe('140 kVp of two energies');
  expect(inRow(120, 80)).toBeUndefined();
  expect(inRow(140, 140)).toBeUndefined();
  expect(inRow(140, 80, 600)).toBeUndefined(); // Another scan.
});

it('says in the row that each place was scanned twice, though no slice has a time or an acquisition', () => {
  const pass = (name: string) =>
    Array.from({ length: 20 }, (_, i) =>
      aHeader(i, { sopInstanceUid: `1.2.${name}.${i}`, instanceNumber: null }),
    );
  const [study] = groupStudies([...pass('1'), ...pass('2')]);
  const [series] = study?.series ?? [];
  const said = assessSuitability(series!, study!, null).find(({ code }) => code === 'duplicates');
  expect(series?.slices).toHaveLength(20);
  expect(said).toMatchObject({
    outcome: 'warn',
    inRow: '20 slices left out as duplicates that may be none',
  });
});
