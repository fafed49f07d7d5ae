import type { DatasetValues } from './dataset-values.ts';
import type { Keyword, KeywordOf } from './dictionary.ts';

/**
 * Where each per-frame attribute hides in an Enhanced multi-frame image (PS3.3 C.7.6.16): attribute to the sequence of its
 * functional group macro.
 */
const MACROS: { readonly [K in Keyword]?: KeywordOf<'SQ'> } = {
  ImagePositionPatient: 'PlanePositionSequence',
  ImageOrientationPatient: 'PlaneOrientationSequence',
  PixelSpacing: 'PixelMeasuresSequence',
  SliceThickness: 'PixelMeasuresSequence',
  SpacingBetweenSlices: 'PixelMeasuresSequence',
  RescaleIntercept: 'PixelValueTransformationSequence',
  RescaleSlope: 'PixelValueTransformationSequence',
  RescaleType: 'PixelValueTransformationSequence',
  FrameType: 'CTImageFrameTypeSequence',
  ConvolutionKernel: 'CTReconstructionSequence',
  KVP: 'CTXRayDetailsSequence',
  WindowCenter: 'FrameVOILUTSequence',
  WindowWidth: 'FrameVOILUTSequence',
  WindowCenterWidthExplanation: 'FrameVOILUTSequence',
  VOILUTFunction: 'FrameVOILUTSequence',
};

/** The part of {@link DatasetValues} that per-frame attributes are read by. */
export type FrameValues = Pick<
  DatasetValues,
  'number' | 'numbers' | 'single' | 'text' | 'texts' | 'localText' | 'localTexts'
>;

/** Looks an attribute up in the frame's groups, then in the shared ones, then at the top level. */
function lookUp(groups: readonly DatasetValues[], top: DatasetValues): FrameValues {
  const holder = (keyword: Keyword): DatasetValues => {
    const macro = MACROS[keyword];
    if (macro === undefined) return top;
    for (const group of groups) {
      const item = group.items(macro, 1)[0];
      if (item?.has(keyword) === true) return item;
    }
    return top;
  };
  return {
    number: (keyword) => holder(keyword).number(keyword),
    numbers: (keyword) => holder(keyword).numbers(keyword),
    single: (keyword) => holder(keyword).single(keyword),
    text: (keyword) => holder(keyword).text(keyword),
    texts: (keyword) => holder(keyword).texts(keyword),
    localText: (keyword) => holder(keyword).localText(keyword),
    localTexts: (keyword) => holder(keyword).localTexts(keyword),
  };
}

const SHARED = 'SharedFunctionalGroupsSequence';
const PER_FRAME = 'PerFrameFunctionalGroupsSequence';

/** The values that hold for each frame. A single-frame image without functional groups is its own answer. */
export function frameValues(
  values: DatasetValues,
  numberOfFrames: number,
): (frameIndex: number) => FrameValues {
  if (!values.has(SHARED) && !values.has(PER_FRAME)) return () => values;
  const own = values.items(PER_FRAME, numberOfFrames);
  const shared = values.items(SHARED, 1);
  return (frameIndex) => lookUp([...own.slice(frameIndex, frameIndex + 1), ...shared], values);
}
