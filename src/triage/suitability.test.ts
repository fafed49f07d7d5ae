import { describe, expect, it } from 'vitest';
import { hu, mm } from '#base';
import type { Series, SliceHeader } from '#dicom';
import { CONTENT } from './content.fixture.ts';
import { missingBetween } from './missing-between.ts';
import { aHeader, aSeries, aStudy } from './study.fixture.ts';
import { assessSuitability } from './suitability.ts';
import type { SeriesContent } from './suitability-content.ts';

/** As grouping describes slices along z. */
function geometryOf(slices: readonly SliceHeader[]) {
  const positions = slices.map(({ imagePositionPatient: at }) => mm(at?.[2] ?? 0));
  const steps = positions.slice(1).map((z, i) => z - (positions[i] ?? 0));
  const medianSpacing = mm([...steps].sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0);
  const gapsAfter = steps.flatMap((step, i) => (step > 1.5 * medianSpacing ? [i] : []));
  const extent = mm((positions.at(-1) ?? 0) - (positions[0] ?? 0));
  return { positions, medianSpacing, gapsAfter, extent };
}

function check(
  code: string,
  slice: Partial<SliceHeader> = {},
  series: Partial<Series> = {},
  content: SeriesContent | null = CONTENT,
) {
  const slices = Array.from({ length: 30 }, (_, i) =>
    aHeader(i, { pixelSpacing: [mm(0.45), mm(0.45)], rows: 512, columns: 512, ...slice }),
  );
  const made = aSeries(slices, series);
  return assessSuitability(made, aStudy(made), content).find((one) => one.code === code)?.outcome;
}

describe('assessSuitability', () => {
  it('passes a routine head CT in every point', () => {
    const series = aSeries(
      Array.from({ length: 30 }, (_, i) =>
        aHeader(i, { pixelSpacing: [mm(0.45), mm(0.45)], rows: 512, columns: 512 }),
      ),
    );
    const odd = assessSuitability(series, aStudy(series), CONTENT).filter(
      ({ outcome }) => outcome !== 'pass',
    );
    expect(odd).toEqual([]);
  });

  it('blocks what is no axial CT', () => {
    expect(check('modality', { modality: 'MR' })).toBe('block');
    expect(check('image-type', { imageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'] })).toBe('block');
    const { geometry } = aSeries([aHeader(0)]);
    expect(check('orientation', {}, { geometry: { ...geometry, tiltDegrees: 88 } })).toBe('block');
  });

  it('refuses orientations that cannot be and that differ within a series, and says where none is stated', () => {
    const askew = [
      [1, 0, 0],
      [0.5, 0.87, 0],
    ] as const;
    expect(check('orientation', { imageOrientationPatient: askew })).toBe('block');
    const flipped = Array.from({ length: 30 }, (_, i) => {
      const down = i % 2 === 0 ? 1 : -1;
      return aHeader(i, {
        imageOrientationPatient: [
          [1, 0, 0],
          [0, down, 0],
        ],
      });
    });
    expect(check('orientation', {}, { slices: flipped })).toBe('block');
    const jittered = Array.from({ length: 30 }, (_, i) =>
      aHeader(i, {
        imageOrientationPatient: [
          [1, 1e-6 * i, 0],
          [-1e-6 * i, 1, 0],
        ],
      }),
    );
    expect(check('orientation', {}, { slices: jittered })).toBe('pass');
    expect(check('orientation', { imageOrientationPatient: null })).toBe('warn');
  });

  it('takes Enhanced CT volumes as they are and warns of reformats', () => {
    expect(check('image-type', { imageType: ['ORIGINAL', 'PRIMARY', 'VOLUME', 'NONE'] })).toBe(
      'pass',
    );
    expect(check('image-type', { imageType: ['DERIVED', 'PRIMARY', 'MPR'] })).toBe('warn');
  });

  it('says in the row that images are captures, of one computed energy, of an odd voltage or with text in them', () => {
    const inRow = (slice: Partial<SliceHeader>) => {
      const series = aSeries(
        Array.from({ length: 30 }, (_, i) =>
          aHeader(i, { pixelSpacing: [mm(0.45), mm(0.45)], rows: 512, columns: 512, ...slice }),
        ),
      );
      return assessSuitability(series, aStudy(series), CONTENT).flatMap((one) => one.inRow ?? []);
    };
    expect(inRow({ described: ['capture'] })).toEqual(['a secondary capture']);
    expect(inRow({})).toEqual([]);
    expect(inRow({ described: ['monoenergetic'] })).toEqual(['monoenergetic images']);
    expect(inRow({ kvp: 80 })).toEqual(['80 kVp']);
    expect(inRow({ burnedInAnnotation: true })).toEqual(['text in the pixels']);
  });

  it('warns of contrast, and not of "without contrast"', () => {
    expect(check('contrast', { contrastBolusAgent: 'Iohexol' })).toBe('warn');
    expect(check('contrast', { seriesDescription: 'CTA head' })).toBe('warn');
    expect(check('contrast', { seriesDescription: 'Head W/O contrast' })).toBe('pass');
  });

  it('warns of sharp kernels, children, metal and odd voltages', () => {
    expect(check('kernel', { convolutionKernel: 'H70h' })).toBe('warn');
    expect(check('kernel', { convolutionKernel: 'BONEPLUS' })).toBe('warn');
    expect(check('kernel', { convolutionKernel: 'H31s' })).toBe('pass');
    expect(check('kvp', { kvp: 80 })).toBe('warn');
    const range = { ...CONTENT.range, metalFraction: 0.02 };
    expect(check('metal', {}, {}, { ...CONTENT, range })).toBe('warn');
  });

  it('says in the row that air was stored as the largest value, which looks like metal all over', () => {
    const series = aSeries(Array.from({ length: 30 }, (_, i) => aHeader(i)));
    const inRow = (metalFraction: number) =>
      assessSuitability(series, aStudy(series), {
        ...CONTENT,
        range: { ...CONTENT.range, metalFraction },
      }).flatMap((one) => one.inRow ?? []);
    expect(inRow(0.02)).toEqual([]);
    expect(inRow(0.55)).toEqual(['metal in 55.0 % of a slice']);
  });

  it.each([
    [0, 'the patient is under 1 year: measured on adults only'],
    [12 / 365.25, 'the patient is 12 days: measured on adults only'],
    [0.15, 'the patient is 7 weeks: measured on adults only'],
    [0.3, 'the patient is 3 months: measured on adults only'],
    [1.1, 'the patient is 13 months: measured on adults only'],
    [9.8, 'the patient is 9: measured on adults only'],
  ])('says in the row that %d years are no adult', (patientAgeYears, text) => {
    const series = aSeries([aHeader(0)]);
    const study = { ...aStudy(series), patient: { ...aStudy(series).patient, patientAgeYears } };
    const said = assessSuitability(series, study, null).find(({ code }) => code === 'age');
    expect(said).toEqual({ outcome: 'warn', code: 'age', text, inRow: 'not an adult' });
  });

  it('says unknown, not wrong, where tags are absent as in RSNA files', () => {
    const bare = {
      imageType: [],
      seriesDescription: '',
      convolutionKernel: '',
      kvp: null,
      burnedInAnnotation: null,
      sliceThickness: null,
    };
    for (const code of ['image-type', 'kernel', 'kvp', 'burned-in']) {
      expect(check(code, bare)).toBe('unknown');
    }
  });

  it('blocks values that are no Hounsfield units and series without brain', () => {
    const range = { ...CONTENT.range, min: hu(0), max: hu(255) };
    expect(check('implausible-hounsfield', {}, {}, { ...CONTENT, range })).toBe('block');
    expect(check('not-a-head', {}, {}, { ...CONTENT, withBrain: 0 })).toBe('block');
  });

  it.each(['CHEST', 'ABDOMEN', 'FOOT', 'NECK'])('does not pass %s for a head', (part) => {
    expect(check('body-part', { bodyPartExamined: part })).toBe('warn');
    const nothing = { ...CONTENT, looksLikeHead: 0 };
    expect(check('body-part', { bodyPartExamined: part }, {}, nothing)).toBe('block');
  });

  it.each(['Phantom, daily QA', 'Dog head', 'CT thorax'])('takes heed of "%s"', (words) => {
    const series = aSeries([aHeader(0, { bodyPartExamined: '', seriesDescription: '' })]);
    const study = { ...aStudy(series), studyDescription: words };
    const said = assessSuitability(series, study, null).find(({ code }) => code === 'body-part');
    expect(said).toMatchObject({ outcome: 'warn', inRow: said?.text });
  });

  it('passes heads whatever else is named beside them, and CAT scans', () => {
    expect(check('body-part', { bodyPartExamined: 'HEADNECK' })).toBe('pass');
    expect(check('body-part', { bodyPartExamined: '', seriesDescription: 'CAT scan' })).toBe(
      'unknown',
    );
    const words = { bodyPartExamined: 'HEAD', seriesDescription: 'Head and neck trauma' };
    expect(check('body-part', words)).toBe('pass');
  });

  it('sets a whole series aside that shows no closed skull, and warns of a part of one', () => {
    const nothing = { ...CONTENT, looksLikeHead: 0 };
    expect(check('not-a-head', {}, {}, nothing)).toBe('block');
    expect(check('no-closed-skull', {}, {}, { ...nothing, decoded: 8 })).toBe('warn');
  });

  it('warns of a shifted scale and of lost slices', () => {
    expect(check('brain-hu', {}, {}, { ...CONTENT, brainHu: 72 })).toBe('warn');
    // A head that was moved by -12 HU lost its flag at 16 HU.
    expect(check('brain-hu', {}, {}, { ...CONTENT, brainHu: 19 })).toBe('warn');
    expect(check('brain-hu', {}, {}, { ...CONTENT, brainHu: 20 })).toBe('pass');
    expect(check('brain-hu', {}, {}, { ...CONTENT, brainHu: 50 })).toBe('pass');
    expect(check('brain-hu', {}, {}, { ...CONTENT, brainHuSpread: 40 })).toBe('warn');
    expect(check('brain-hu', {}, {}, { ...CONTENT, brainHuStep: 6 })).toBe('pass');
    expect(check('brain-hu', {}, {}, { ...CONTENT, brainHuStep: 10 })).toBe('warn');
    expect(check('brain-hu', {}, {}, { ...CONTENT, airHuSpread: 8 })).toBe('warn');
    expect(check('brain-hu', {}, {}, { ...CONTENT, airHu: -850 })).toBe('warn');
    expect(check('brain-hu', {}, {}, { ...CONTENT, airHu: -1150 })).toBe('warn');
    const wrapped = { ...CONTENT.lost, wrapped: 5 };
    expect(check('lost-slices', {}, {}, { ...CONTENT, lost: wrapped })).toBe('warn');
    expect(
      check('lost-slices', {}, {}, { ...CONTENT, lost: { ...CONTENT.lost, repeated: 3 } }),
    ).toBe('warn');
  });

  it('warns of gaps, duplicates and too few slices', () => {
    const { geometry } = aSeries(Array.from({ length: 30 }, (_, i) => aHeader(i)));
    expect(check('gaps', {}, { geometry: { ...geometry, gapsAfter: [3] } })).toBe('warn');
    expect(check('duplicates', {}, { duplicates: [aHeader(1)] })).toBe('warn');
    expect(check('slice-count', {}, { slices: [aHeader(0)] })).toBe('warn');
  });

  it('says in the row that a head was given in part', () => {
    const whole = aSeries(Array.from({ length: 30 }, (_, i) => aHeader(i)));
    const rowOf = (slices: readonly SliceHeader[], content: Partial<SeriesContent> = {}) => {
      const given = geometryOf(slices);
      const made = { ...whole, slices, geometry: { ...whole.geometry, ...given } };
      return assessSuitability(made, aStudy(made), { ...CONTENT, ...content }).flatMap(
        ({ outcome, inRow }) => (outcome === 'warn' ? (inRow ?? []) : []),
      );
    };
    const { slices } = whole;
    expect(rowOf(slices)).toEqual([]);
    // Eight of thirty in the middle did not come.
    expect(rowOf([...slices.slice(0, 11), ...slices.slice(19)])).toEqual([
      'about 8 slices missing between others',
    ]);
    // A single slice between two gaps excuses neither.
    expect(rowOf([...slices.slice(0, 11), ...slices.slice(15, 16), ...slices.slice(20)])).toEqual([
      'about 8 slices missing between others',
    ]);
    expect(rowOf(slices.slice(0, 15))).toEqual(['not a whole head']);
    const withNeck = Array.from({ length: 60 }, (_, i) => aHeader(i));
    expect(rowOf(withNeck)).toEqual(['more than a head']);
    expect(rowOf(slices.slice(0, 7))).toEqual(['not a whole head', 'not a whole head']);
    // 100 mm of a head, its top missing: long enough, and the last slice shows no vertex.
    const base = slices.slice(0, 21);
    expect(rowOf(base, { middleOfHead: [8, 20] })).toEqual(['the head goes on beyond the slices']);
    expect(rowOf(base, { middleOfHead: [0, 17] })).toEqual(['the head goes on beyond the slices']);
    expect(rowOf(base, { middleOfHead: null })).toEqual([]);
    expect(rowOf(slices, { cutByEdge: 1 })).toEqual([]);
    expect(rowOf(slices, { cutByEdge: 9 })).toEqual(['part of the head outside the image']);
  });

  it('takes thicker slices above the base for no gaps', () => {
    const at = [...Array.from({ length: 14 }, (_, i) => 4 * i), ...[59, 66, 73, 80, 87, 94, 101]];
    const slices = at.map((z, i) =>
      aHeader(i, { imagePositionPatient: [0, 0, z], sliceThickness: mm(z < 55 ? 4 : 7) }),
    );
    const unstated = slices.map((slice) => ({ ...slice, sliceThickness: null }));
    for (const given of [slices, unstated]) {
      const series = { ...aSeries(given), slices: given };
      const geometry = { ...series.geometry, ...geometryOf(given) };
      expect(geometry.gapsAfter.length).toBeGreaterThan(5);
      expect(missingBetween({ slices: given, geometry })).toBe(0);
    }
  });

  it('tells of one slice that is missing among the thin ones below thick ones, and of every second one of both', () => {
    const at = [...Array.from({ length: 14 }, (_, i) => 4 * i), ...[59, 66, 73, 80, 87, 94, 101]];
    at.push(108, 115, 122, 129, 136, 143, 150);
    const rowOf = (keep: (index: number) => boolean) => {
      const given = at.filter((_, index) => keep(index));
      const slices = given.map((z, i) =>
        aHeader(i, { imagePositionPatient: [0, 0, z], sliceThickness: mm(z < 55 ? 4 : 7) }),
      );
      const series = aSeries(slices);
      const geometry = { ...series.geometry, ...geometryOf(slices) };
      return assessSuitability({ ...series, geometry }, aStudy(series), null)
        .filter(({ code }) => code === 'gaps' || code === 'sparse')
        .flatMap(({ inRow }) => inRow ?? []);
    };
    expect(rowOf(() => true)).toEqual([]);
    expect(rowOf((index) => index !== 5)).toEqual(['about 1 slice missing between others']);
    expect(rowOf((index) => index !== 18)).toEqual(['about 1 slice missing between others']);
    expect(rowOf((index) => index % 2 === 0)).toEqual(['some of the head not given']);
  });

  it('tells of slices missing between others by Instance Number where positions say nothing', () => {
    const nowhere = { positions: [], medianSpacing: null, extent: null };
    const rowOf = (numbers: readonly (number | null)[]) => {
      const slices = numbers.map((instanceNumber, i) =>
        aHeader(i, { instanceNumber, imagePositionPatient: null }),
      );
      const series = aSeries(slices);
      const geometry = { ...series.geometry, ...nowhere, orderedByInstanceNumber: true };
      return assessSuitability({ ...series, geometry }, aStudy(series), null)
        .filter(({ code }) => code === 'gaps')
        .map(({ outcome, inRow }) => inRow ?? outcome);
    };
    const upTo30 = Array.from({ length: 30 }, (_, i) => i + 1);
    const without = (...missing: readonly number[]) =>
      upTo30.filter((number) => !missing.includes(number));
    expect(rowOf(upTo30)).toEqual(['unknown']);
    expect(rowOf(without(12))).toEqual(['about 1 slice missing between others']);
    expect(rowOf(without(9, 10, 11, 20))).toEqual(['about 4 slices missing between others']);
    // Numbered otherwise: from elsewhere on, in tens, downwards, or not at all.
    expect(rowOf(upTo30.map((number) => 1000 + number))).toEqual(['unknown']);
    expect(rowOf(without(7).map((number) => 10 * number))).toEqual([
      'about 1 slice missing between others',
    ]);
    expect(rowOf(without(7).reverse())).toEqual(['about 1 slice missing between others']);
    for (const silent of [upTo30.map(() => null), upTo30.map(() => 1), [...without(9), 8]]) {
      expect(rowOf(silent)).toEqual(['unknown']);
    }
  });

  it('warns of what grouping saw, in its words', () => {
    const caution = {
      code: 'slices-elsewhere' as const,
      text: 'not in this row: 9 slices',
      short: '9 missing',
    };
    expect(check('slices-elsewhere', {}, { cautions: [caution] })).toBe('warn');
    expect(check('slices-elsewhere', {}, { cautions: [caution] }, null)).toBe('warn');
    const made = aSeries([aHeader(0)], { cautions: [caution] });
    const note = { code: 'surplus-pixels' as const, slices: 1, text: 'bytes left' };
    const checks = assessSuitability(made, aStudy(made), { ...CONTENT, notes: [note] });
    expect(checks.flatMap(({ inRow }) => inRow ?? [])).toEqual(
      expect.arrayContaining(['9 missing', 'more pixel data than the matrix takes']),
    );
  });

  it('tells a slice that was given twice from another one at its place', () => {
    const made = aSeries([aHeader(0), aHeader(1)]);
    const textOf = (duplicate: SliceHeader) =>
      assessSuitability({ ...made, duplicates: [duplicate] }, aStudy(made), null).find(
        ({ code }) => code === 'duplicates',
      )?.text;
    expect(textOf(aHeader(1))).toBe('1 slice given twice and left out');
    expect(textOf(aHeader(1, { sopInstanceUid: '9' }))).toContain('a second acquisition');
    expect(textOf(aHeader(1, { imagePositionPatient: [0, 0, 7] }))).toContain('at other places');
  });

  it.each([
    'PET CT brain',
    'CTAC',
    'AC CT head 3.0',
    'SPECT/CT brain perfusion',
    'FDG brain',
    'Attenuation correction',
    'CT Sim head',
    'RT planning head',
    'Bestrahlungsplanung Schädel',
    'Wasserphantom',
    'CBCT head',
    'DynaCT head',
    'Dosimétrie crâne',
  ])('says of "%s" that it was not scanned to be read', (seriesDescription) => {
    expect(check('body-part', { seriesDescription })).toBe('warn');
  });

  it.each([
    'Head low dose without contrast',
    'CT head petrous bone soft',
    'Head acute',
    'Schädel nativ',
    'perspective head',
    'ACA territory',
  ])('says nothing of "%s"', (seriesDescription) => {
    expect(check('body-part', { seriesDescription })).toBe('pass');
  });

  it('says that a head may be turned in its pixels, where enough square ones tell', () => {
    const skull = { slices: 12, across: -0.04, widerBehind: 0.014 };
    const turned = { ...skull, across: 0.04 };
    const upsideDown = { ...skull, widerBehind: -0.02 };
    const of = (seen: SeriesContent['skull'], slice: Partial<SliceHeader> = {}) =>
      check('head-turned', slice, {}, { ...CONTENT, skull: seen });
    expect([of(skull), of(turned), of(upsideDown)]).toEqual(['pass', 'warn', 'warn']);
    expect(of(null)).toBe('unknown');
    expect(of({ ...turned, slices: 4 })).toBe('unknown');
    expect(of(turned, { pixelSpacing: [mm(0.4), mm(0.5)] })).toBe('unknown');
  });

  it('checks the headers alone before pixels are read', () => {
    expect(check('head', {}, {}, null)).toBeUndefined();
  });
});
