import type { AdviceTable } from './advice.ts';

/** About DICOM files and their pixels: what keeps a slice from being read, and what is repaired. */
export const IMAGES = {
  'not-dicom': {
    happened: 'The file is not DICOM.',
    advice: 'Nothing, if it is no image; otherwise export the study as DICOM.',
  },
  broken: {
    happened: 'The structure or the header of the file makes no sense.',
    advice: 'Export or copy the file again.',
  },
  dicomdir: {
    happened: 'A DICOMDIR lists files and holds no image.',
    advice: 'Open the folder in which it lies.',
  },
  'file-missing': {
    happened: 'A DICOMDIR names a file that was not given: a study may be less than it was.',
    advice: 'Copy the whole disk again, and open all of it.',
  },
  'no-pixel-data': {
    happened: 'The file, or one of its frames, holds no pixels.',
    advice: 'Nothing for reports and presentation states; else export the image again.',
  },
  'not-ct': {
    happened: 'The modality is not CT.',
    advice: 'Open a non-contrast head CT.',
  },
  'not-grayscale': {
    happened: 'The image has more than one sample a pixel: it has no Hounsfield units.',
    advice: 'Open the original slices in place of a capture.',
  },
  color: {
    happened: 'A color image, such as a capture of a screen.',
    advice: 'Open the original slices.',
  },
  'palette-color': {
    happened: 'A palette color image has no Hounsfield scale.',
    advice: 'Open the original slices.',
  },
  'bits-allocated': {
    happened: 'The pixels have a width that is not read.',
    advice: 'Export with 8, 16 or 32 bits allocated.',
  },
  truncated: {
    happened: 'The pixel data end too early.',
    advice: 'Copy or export the file again.',
  },
  'size-mismatch': {
    happened: 'The compressed image has another size than its header says.',
    advice: 'Do not trust the file; export it again.',
  },
  'absurd-size': {
    happened: 'The image claims to be larger than any CT slice.',
    advice: 'Do not trust the file; export it again.',
  },
  'broken-jpeg': {
    happened: 'The JPEG data are damaged.',
    advice: 'Export the file again, uncompressed if you can.',
  },
  'broken-codestream': {
    happened: 'The JPEG-LS, JPEG 2000 or HTJ2K data are damaged.',
    advice: 'Export the file again, uncompressed if you can.',
  },
  'broken-rle': {
    happened: 'The RLE data are damaged.',
    advice: 'Export the file again, uncompressed if you can.',
  },
  'jpeg-process': {
    happened: 'A JPEG process that is retired or rare is not decoded.',
    advice: 'Export uncompressed or as JPEG 2000.',
  },
  'unsupported-transfer-syntax': {
    happened: 'No decoder reads this transfer syntax.',
    advice: 'Export uncompressed or as JPEG 2000.',
  },
  'codec-missing': {
    happened: 'The decoder of this transfer syntax is not in the program.',
    advice: 'Reload the page or install anew; export uncompressed until then.',
  },
  'decoder-failed': {
    happened: 'The decoder broke off on this image.',
    advice: 'Export the file again; report it if another viewer shows it.',
  },
  'slice-undecodable': {
    happened: 'The slice could not be decoded, so nothing can be computed of it.',
    advice: 'See the reason that the slice itself gives.',
  },
  'slice-failed': {
    happened: 'Something unforeseen happened while the slice was prepared.',
    advice: 'Analyze the study again; report it if it happens again.',
  },
  'slice-sizes-differ': {
    happened: 'Slices that go into one input differ in size.',
    advice: 'Report it: the program should have kept them apart.',
  },
  'twelve-bit-wrap-repaired': {
    happened: 'Values beyond 12 bits had wrapped round and were put back.',
    advice: 'Mind that the repair is a guess where air and bone meet.',
  },
  'padding-in-tissue-range': {
    happened: 'The padding value lies where tissue does, so it was not cut out.',
    advice: 'Look at the border of the image before trusting findings there.',
  },
  monochrome1: {
    happened: 'The image is stored with inverted grays and was turned round.',
    advice: 'Nothing; compare with another viewer if the grays look wrong.',
  },
  'rescale-missing': {
    happened:
      'Rescale slope and intercept are not stated; values were taken as they are or guessed.',
    advice: 'Check a known value, such as air at -1000 HU.',
  },
  'rescale-type': {
    happened: 'The rescale type is not HU.',
    advice: 'Check a known value, such as air at -1000 HU.',
  },
  'implausible-hounsfield': {
    happened: 'The values cannot be Hounsfield units of a head.',
    advice: 'Open the original series; check slope and intercept.',
  },
  'illegal-uids': {
    happened: 'UIDs of the images are not allowed by DICOM, so no report can refer to them.',
    advice: 'Have the study exported with legal UIDs.',
  },
  'absurd-identity': {
    happened: 'The data of patient and study are far larger than names and numbers are.',
    advice: 'Export the image again; its result cannot be written as DICOM.',
  },
  'no-evidence': {
    happened: 'There is no slice that a report could refer to.',
    advice: 'Analyze the study first.',
  },
  'bad-tag': {
    happened: 'An attribute was named that is no DICOM tag.',
    advice: 'Report it: a fault of the program.',
  },
  'bad-vr': {
    happened: 'A binary number was to be written with a VR that holds none.',
    advice: 'Report it: a fault of the program.',
  },
  'bad-value': {
    happened: 'A value does not fit the VR it was to be written with.',
    advice: 'Report it: a fault of the program.',
  },
  'value-too-long': {
    happened: 'A value is longer than DICOM allows for its VR.',
    advice: 'Shorten it.',
  },
  'bad-window': {
    happened: 'A window needs a finite center and a width of at least 1.',
    advice: 'Choose another window.',
  },
  'surplus-pixels': {
    happened: 'There are more pixel bytes than the image has place for.',
    advice: 'Do not trust the image: the matrix may be wrong. Export it again.',
  },
  'frames-unclear': {
    happened: 'A frame is missing or one too many, and nothing says where each begins.',
    advice: 'Export the study again, one file a slice if you can.',
  },
  'too-many-frames': {
    happened: 'The image claims more frames than there are bytes for.',
    advice: 'Do not trust the file; export it again.',
  },
  'bits-shifted': {
    happened: 'The header says that the stored bits do not lie at the low end of their sample.',
    advice: 'Check a known value, such as air at -1000 HU; export again.',
  },
  'bits-beyond': {
    happened: 'Bits above those that the header says are stored are set; they were left out.',
    advice: 'Check a known value, such as air at -1000 HU; export again.',
  },
  'encapsulation-contradicts': {
    happened: 'The transfer syntax and the pixel data differ on whether it is compressed.',
    advice: 'Export the study again.',
  },
  'codestream-precision': {
    happened: 'The codestream and the header name different numbers of bits.',
    advice: 'Check a known value, such as air at -1000 HU; export again.',
  },
  'codestream-sign': {
    happened: 'The codestream and the header differ on whether values are signed.',
    advice: 'Check a known value, such as air at -1000 HU; export again.',
  },
} as const satisfies AdviceTable;
