import { describe, expect, it } from 'vitest';
import { chosenSeries } from './chosen-series.ts';
import { groupStudies } from './group-studies.ts';
import { agentNamed, isSharpKernel, saysContrast } from './series-words.ts';
import { aSlice, aStack, headerOf } from './slice.fixture.ts';

/** A study of two series that are alike but for what is given; whichever comes first by its UID. */
const chosenOf = (one: object, other: object) =>
  [
    [one, other],
    [other, one],
  ].map(([first, second]) => {
    const [study] = groupStudies([
      ...aStack(9, { series: '1.2.8', more: { ...first } }),
      ...aStack(9, { series: '1.2.9', more: { ...second } }),
    ]);
    return chosenSeries(study!)?.slices[0];
  });

describe('a description', () => {
  it.each([
    ...['CTA_HEAD_0.6', 'HEAD C+', 'Head_post_contrast', 'Schädel KM', 'Kopf mit KM', 'nach KM'],
    ...['HEAD W CONTRAST', 'HEAD W/CONTRAST', 'HEAD +C', 'Brain enhanced 5mm', 'CE 5mm', 'IV+'],
    ...['Head arterial', 'venös 1.0', 'crâne avec injection', 'cráneo con contraste', '头颅增强'],
    ...['WITHOUT AND WITH CONTRAST', 'post-contrast', 'CTP 5.0', 'CT Angio_Head', '造影CT'],
  ])('"%s" says contrast, and the plain series beside it is taken', (description) => {
    expect(saysContrast(description)).toBe(true);
    const words = { SeriesDescription: description, SpecificCharacterSet: 'ISO_IR 192' };
    const chosen = chosenOf({ SeriesDescription: 'Head 5.0' }, words);
    expect(chosen.map((slice) => slice?.seriesDescription)).toEqual(['Head 5.0', 'Head 5.0']);
  });

  it.each([
    ...['Head W/O contrast', 'HEAD_WO_CONTRAST', 'without iv contrast', 'non-contrast', 'NONCON'],
    ...['Schädel ohne KM', 'nativ', 'vor KM', 'sans injection', 'sin contraste', 'Unenhanced'],
    ...['Head 5.0 H31s', 'Posterior fossa', 'post op', 'Brain 2.5/5mm', '头颅平扫', '非造影', ''],
    ...['Neurocranium', 'Edge enhanced', 'Schaedel Innenraum', 'Concussion', 'CEREBRUM', 'W/O'],
  ])('"%s" does not', (description) => {
    expect(saysContrast(description)).toBe(false);
  });

  it.each(['Head 3D Routine', 'SOFT REFORMAT axial', 'HEAD AX MPR 5mm'])(
    '"%s" is taken where nothing better is there, and with a caution unless the type says original',
    (description) => {
      const words = { SeriesDescription: description, ImageType: 'DERIVED\\PRIMARY\\AXIAL' };
      const [alone] = groupStudies(aStack(9, { more: words }));
      expect(chosenSeries(alone!)?.cautions).toMatchObject([
        { code: 'derived', short: 'perhaps a reformat' },
      ]);
      const beside = chosenOf({ SeriesDescription: 'Head 5.0' }, words);
      expect(beside.map((slice) => slice?.seriesDescription)).toEqual(['Head 5.0', 'Head 5.0']);
      const original = { SeriesDescription: description, ImageType: 'ORIGINAL\\PRIMARY\\AXIAL' };
      const [study] = groupStudies(aStack(9, { more: original }));
      expect(chosenSeries(study!)?.cautions).toEqual([]);
    },
  );

  it.each([
    'DERIVED\\SECONDARY\\REFORMATTED\\AVERAGE',
    'DERIVED\\SECONDARY\\AXIAL',
    'ORIGINAL\\PRIMARY\\AXIAL\\MPR',
  ])(
    'an axial series of the type %s is taken where it is the only one, a coronal one never',
    (type) => {
      const types = { ImageType: type };
      const [axial] = groupStudies(aStack(9, { more: types }));
      expect(chosenSeries(axial!)?.cautions).toMatchObject([{ code: 'derived' }]);
      const coronal = { ...types, ImageOrientationPatient: '1\\0\\0\\0\\0\\-1' };
      const [other] = groupStudies(aStack(9, { more: coronal }));
      expect(chosenSeries(other!)).toBeUndefined();
    },
  );

  it.each(['Head_Bone_5.0', 'HEAD_COR_MPR', 'Head_MIP', 'Topogram_0.6'])(
    '"%s" has words, though underscores join them',
    (description) => {
      const [study] = groupStudies(aStack(9, { more: { SeriesDescription: description } }));
      expect(study?.series[0]?.role.kind).toBe('set-aside');
    },
  );
});

describe('Contrast/Bolus Agent', () => {
  it.each([
    'NONE',
    'no',
    'N',
    '0',
    '-',
    'NO CONTRAST',
    'without',
    'ohne KM',
    'non-contrast',
    'Oral',
  ])('"%s" names none: the head is analyzed', (agent) => {
    expect(agentNamed(agent)).toBe('');
    const [study] = groupStudies(aStack(9, { more: { ContrastBolusAgent: agent } }));
    expect(chosenSeries(study!)).toBeDefined();
  });

  it.each(['Iohexol', 'OMNIPAQUE 350', 'Yes', 'unknown', 'Novopaque', 'IV contrast'])(
    '"%s" names one',
    (agent) => expect(agentNamed(agent)).toBe(agent),
  );

  it('is read where it is given by a code, as in Enhanced CT', () => {
    const coded = headerOf(
      aSlice({ more: { ContrastBolusAgentSequence: [{ CodeMeaning: 'Iopamidol' }] } }),
    );
    expect(coded.contrastBolusAgent).toBe('Iopamidol');
    const bare = headerOf(aSlice({ more: { ContrastBolusAgentSequence: [{}] } }));
    expect(bare.contrastBolusAgent).toBe('stated by a code');
  });
});

describe('a sharp kernel', () => {
  it.each([
    ...['H60s', 'J70h\\3', 'I70f\\3', 'Hr64f', 'Hr68h\\2', 'Qr69', 'Bl64', 'Br69d', 'B80s', 'U90u'],
    ...['LUNG', 'BONEPLUS', 'BONE PLUS', 'EDGE', 'YB', 'YE', 'E', 'FC30', 'FC52', 'FC81'],
  ])('%s is told, and is not taken where a soft one is there', (kernel) => {
    expect(isSharpKernel(kernel)).toBe(true);
    const chosen = chosenOf({ ConvolutionKernel: 'J30s' }, { ConvolutionKernel: kernel });
    expect(chosen.map((slice) => slice?.convolutionKernel)).toEqual(['J30s', 'J30s']);
  });

  it.each([
    'H31s',
    'J40s\\3',
    'Hr38',
    'Qr40',
    'STANDARD',
    'SOFT',
    'DETAIL',
    'UB',
    'FC21',
    'FC64',
    '',
  ])('%s is none', (kernel) => expect(isSharpKernel(kernel)).toBe(false));
});
