import { describe, expect, it } from 'vitest';
import { mm } from '#base';
import type { Dataset } from './dataset.ts';
import { groupStudies } from './group-studies.ts';
import { readHeaders } from './read-headers.ts';
import { seriesCautions } from './series-cautions.ts';
import { aSlice, aStack, headerOf } from './slice.fixture.ts';

const FRAMES = 9;
const SIZE = 2 * headerOf(aSlice()).rows * headerOf(aSlice()).columns;

/** A multi-frame file whose frames say so in their functional groups. */
function frames(shared: Dataset, own: (frame: number) => Dataset = () => ({})) {
  const more: Dataset = {
    NumberOfFrames: String(FRAMES),
    ImageType: 'ORIGINAL\\PRIMARY\\VOLUME\\NONE',
    SharedFunctionalGroupsSequence: [shared],
    PerFrameFunctionalGroupsSequence: Array.from({ length: FRAMES }, (_, at) => ({
      PlanePositionSequence: [{ ImagePositionPatient: `0\\0\\${5 * at}` }],
      ...own(at),
    })),
    PixelData: new Uint8Array(FRAMES * SIZE),
  };
  const outcome = readHeaders('a', aSlice({ more }), { complete: true });
  if (outcome.kind !== 'slices') throw new Error('refused');
  return outcome.slices;
}

describe('a frame of Enhanced CT', () => {
  it('is what its functional groups say: a bone kernel, an odd voltage, a map', () => {
    expect(frames({})[0]).toMatchObject({ described: [] });
    const bone = frames({ CTReconstructionSequence: [{ ConvolutionKernel: 'H70h' }] });
    expect(bone[3]).toMatchObject({ convolutionKernel: 'H70h', described: ['sharp'] });
    const odd = frames({ CTXRayDetailsSequence: [{ KVP: '80' }] });
    expect(odd[3]).toMatchObject({ kvp: 80, described: ['odd-voltage'] });
    const unit = frames({ PixelValueTransformationSequence: [{ RescaleType: 'MGML' }] });
    expect(unit[3]?.described).toEqual(['other-values']);
    const [study] = groupStudies(unit);
    expect(study?.series[0]?.role).toMatchObject({ kind: 'set-aside' });
  });

  it('of another type than the others is told', () => {
    const mixed = frames({}, (frame) => ({
      CTImageFrameTypeSequence: [
        { FrameType: `DERIVED\\PRIMARY\\VOLUME\\${frame === 2 ? 'MAXIMUM' : 'NONE'}` },
      ],
    }));
    expect(mixed.map(({ imageType }) => imageType[3])).toContain('MAXIMUM');
    expect(groupStudies(mixed)[0]?.series[0]?.cautions).toHaveLength(1);
  });
});

it('of several slopes or intercepts none is taken, unless they are one', () => {
  const rescale = (RescaleIntercept: string) =>
    headerOf(aSlice({ more: { RescaleIntercept } })).rescaleIntercept;
  expect(rescale('-1024')).toBe(-1024);
  expect(rescale('-1024\\-1024')).toBe(-1024);
  expect(rescale('-1024\\0')).toBeNull();
  expect(rescale('-1024\\x')).toBeNull();
});

it('a series of two thicknesses between each other says so; thin below and thick above is routine', () => {
  const thickness = (of: (index: number) => number) => {
    const slices = aStack(12).map((slice, at) => ({ ...slice, sliceThickness: mm(of(at)) }));
    const [study] = groupStudies(slices);
    return study?.series[0];
  };
  const routine = thickness((index) => (index < 6 ? 2.5 : 5));
  const mixed = thickness((index) => (index % 2 === 0 ? 1 : 5));
  const said = (series: typeof mixed) =>
    series === undefined ? [] : seriesCautions(series).map(({ short }) => short);
  expect(said(routine)).not.toContain('slices of two thicknesses mixed');
  expect(said(mixed)).toContain('slices of two thicknesses mixed');
});
