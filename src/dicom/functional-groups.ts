import type { DatasetValues } from './dataset-values.ts';

/**
 * Where each per-frame attribute hides in an Enhanced multi-frame image (PS3.3 C.7.6.16): attribute to the sequence of its
 * functional group macro.
 */
const MACROS: Readonly<Record<string, string>> = {
  x00200032: 'x00209113', // Plane Position
  x00200037: 'x00209116', // Plane Orientation
  x00280030: 'x00289110', // Pixel Measures
  x00180050: 'x00289110',
  x00180088: 'x00289110',
  x00281052: 'x00289145', // Pixel Value Transformation
  x00281053: 'x00289145',
  x00281054: 'x00289145',
  x00281050: 'x00289132', // Frame VOI LUT
  x00281051: 'x00289132',
  x00281055: 'x00289132',
  x00281056: 'x00289132',
};

const SHARED = 'x52009229';
const PER_FRAME = 'x52009230';

/** The part of {@link DatasetValues} that per-frame attributes are read by. */
export type FrameValues = Pick<DatasetValues, 'number' | 'numbers' | 'text' | 'texts'>;

/** Looks an attribute up in the frame's groups, then in the shared ones, then at the top level. */
function lookUp(groups: readonly DatasetValues[], top: DatasetValues): FrameValues {
  const holder = (tag: string): DatasetValues => {
    const macro = MACROS[tag];
    if (macro === undefined) return top;
    for (const group of groups) {
      const item = group.items(macro, 1)[0];
      if (item?.has(tag) === true) return item;
    }
    return top;
  };
  return {
    number: (tag) => holder(tag).number(tag),
    numbers: (tag) => holder(tag).numbers(tag),
    text: (tag) => holder(tag).text(tag),
    texts: (tag) => holder(tag).texts(tag),
  };
}

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
