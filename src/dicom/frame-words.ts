import { acquiredOtherDay } from './acquisition.ts';
import type { DatasetValues } from './dataset-values.ts';
import type { FrameValues } from './functional-groups.ts';
import { describedAs } from './series-words.ts';
import type { SliceHeader } from './slice-header.ts';
import { isAnimal } from './species.ts';

/** What of a frame's header says what it shows and how it was made. */
type FrameWords = Pick<SliceHeader, 'imageType' | 'convolutionKernel' | 'kvp' | 'described'>;

/** What holds for all frames of a file. */
type FileWords = Pick<
  SliceHeader,
  'seriesDescription' | 'contrastBolusAgent' | 'sopClassUid' | 'bitsStored' | 'highBit'
>;

/**
 * What the frames of a file are by their type, kernel, voltage and unit, which Enhanced CT has in functional groups of the frame
 * (PS3.3 C.8.15.3). Frames that say the same share it.
 */
export function frameWords(
  values: DatasetValues,
  { seriesDescription, contrastBolusAgent, sopClassUid, bitsStored, highBit }: FileWords,
): (frame: FrameValues) => FrameWords {
  const known = new Map<string, FrameWords>();
  const ofFile = [
    ...(isAnimal(values) ? (['animal'] as const) : []),
    ...(values.has('ModalityLUTSequence') ? (['modality-lut'] as const) : []),
    ...(values.overlayBits().some((bit) => bit <= highBit && bit > highBit - bitsStored)
      ? (['overlay-in-values'] as const)
      : []),
    ...(acquiredOtherDay(values) ? (['other-day'] as const) : []),
  ];
  return (frame) => {
    const ownType = frame.texts('FrameType');
    const imageType = ownType.length > 0 ? ownType : values.texts('ImageType');
    const convolutionKernel = frame.localText('ConvolutionKernel');
    const kvp = frame.number('KVP');
    const rescaleType = frame.localText('RescaleType');
    const unreadable = frame.text('PixelSpacing') !== '' && !isPair(frame.numbers('PixelSpacing'));
    const key = JSON.stringify([imageType, convolutionKernel, kvp, rescaleType, unreadable]);
    const same = known.get(key);
    if (same !== undefined) return same;
    const described = describedAs({
      seriesDescription,
      contrastBolusAgent,
      convolutionKernel,
      imageType,
      kvp,
      sopClassUid: sopClassUid ?? '',
      rescaleType,
    });
    const spacing = unreadable ? (['unreadable-spacing'] as const) : [];
    const words = {
      imageType,
      convolutionKernel,
      kvp,
      described: [...described, ...ofFile, ...spacing],
    };
    known.set(key, words);
    return words;
  };
}

const isPair = (numbers: readonly number[]): boolean =>
  numbers.length === 2 && numbers.every((number) => number > 0);
