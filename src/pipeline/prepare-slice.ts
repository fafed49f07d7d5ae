import { AppError } from '#base';
import { type SliceHeader, type Study, sliceKey } from '#dicom';
import {
  boxTurnedBack,
  cropBox,
  type HeadBox,
  type PreprocessSpec,
  type SliceTurn,
} from '#imaging';
import type { ReadSource } from './contract.ts';
import { frameDecoder } from './frame-decoder.ts';
import { inputWithNeighbors, neighborhood } from './model-input.ts';
import { sliceLoader } from './slice-loader.ts';

/** One slice preprocessed, and the square of it that the model sees. */
export interface PreparedSlice {
  readonly tensor: Float32Array;
  /** In pixels of the slice as it is stored. */
  readonly box: HeadBox;
  /** How the tensor lies to the stored slice: what is made of it has to be turned back. */
  readonly turn: SliceTurn;
}

/**
 * One slice as the model reads it: the same steps as in a run, for a slice of any series of the study. Rejects with AppError
 * 'no-such-slice' or 'slice-undecodable', and with an AbortError on abort.
 */
export async function prepareSlice(
  study: Study,
  key: string,
  spec: PreprocessSpec,
  read: ReadSource,
  signal: AbortSignal,
): Promise<PreparedSlice> {
  const isIt = (slice: SliceHeader): boolean => sliceKey(slice) === key;
  const slices = study.series.map((series) => series.slices).find((all) => all.some(isIt));
  if (slices === undefined) throw new AppError('no-such-slice', 'The study has no such slice.');
  const index = slices.findIndex(isIt);
  const loader = sliceLoader(slices, frameDecoder(read));
  try {
    return await loader.use(neighborhood(index, slices.length, spec), signal, (near) => {
      const tensor = inputWithNeighbors(near, spec);
      const [, slice] = near;
      if (slice?.ok !== true) throw new AppError('slice-undecodable', 'The slice is not there.');
      const { image, turn } = slice;
      return { tensor, turn, box: boxTurnedBack(cropBox(image, spec), image, turn) };
    });
  } finally {
    loader.forget();
  }
}
