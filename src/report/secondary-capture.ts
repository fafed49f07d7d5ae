import {
  isNeverFlagged,
  LABEL_ABBREVIATIONS,
  LABELS,
  type Label,
  type Outcome,
  roundedBeside,
} from '#base';
import { chosenSeries, type DecodedFrame, type SliceHeader, type Study, sliceKey } from '#dicom';
import {
  canonicalSlice,
  type HuImage,
  isUnstated,
  orientationFault,
  WINDOW_PRESETS,
  windowLine,
} from '#imaging';
import { evidenceOf, type StudyFindings } from '#triage';
import { objectAbout, reference } from './about-slices.ts';
import { asciiText } from './ascii-text.ts';
import { drawText, type GrayImage, LINE, lettersIn, wrapped } from './burned-in-text.ts';
import type { NewObject } from './written-object.ts';

const KIND = {
  sopClassUid: '1.2.840.10008.5.1.4.1.1.7',
  modality: 'OT',
  seriesNumber: 9003,
  seriesDescription: 'ICH Triage: AI, not for diagnosis',
};

/** Stands on every capture. */
const BANNER = 'AI, NOT FOR DIAGNOSIS';
/** Narrower images are enlarged by a whole number, so that the words fit. */
const LEAST_WIDTH = 512;
const MARGIN = 8;
const BIG = 3;
const SMALL = 2;

/** The slice that is captured: the one that speaks most for the study's result. Null where nothing was analyzed. */
export function capturedSlice(study: Study, findings: StudyFindings): SliceHeader | null {
  const [best] = evidenceOf(findings);
  const slices = chosenSeries(study)?.slices ?? [];
  return slices.find((header) => sliceKey(header) === best?.sliceKey) ?? null;
}

/**
 * The captured slice in the brain window with the result burned in, as a Secondary Capture (PS3.3 A.8.1): for readers of an
 * archive that shows no structured reports. Canonical left and right, marked where the images say them.
 */
export function secondaryCapture(
  study: Study,
  findings: StudyFindings,
  captured: { readonly header: SliceHeader; readonly frame: DecodedFrame },
  words: { readonly summary: string; readonly model: string },
  made: NewObject,
): Outcome<Uint8Array<ArrayBuffer>> {
  const { header, frame } = captured;
  const { imageOrientationPatient: orientation } = header;
  const isOriented = !isUnstated(orientation) && orientationFault(orientation) === null;
  const { image } = canonicalSlice(frame, header);
  const slices = chosenSeries(study)?.slices ?? [];
  const place = slices.findIndex((slice) => sliceKey(slice) === sliceKey(header)) + 1;
  const picture = withWords(inBrainWindow(image), isOriented, [
    words.summary,
    probabilitiesInWords(findings),
    `Slice ${place} of ${slices.length}, W ${BRAIN.width} L ${BRAIN.center}. ${words.model}`,
  ]);
  return objectAbout(study, [header], made, KIND, {
    ImageType: 'DERIVED\\SECONDARY',
    ConversionType: 'WSD',
    BodyPartExamined: 'HEAD',
    DerivationDescription: asciiText(`${BANNER}. ${words.summary}`).slice(0, 1024),
    SourceImageSequence: [reference(header)],
    PatientOrientation: isOriented ? 'L\\P' : '',
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: picture.rows,
    Columns: picture.columns,
    BitsAllocated: 8,
    BitsStored: 8,
    HighBit: 7,
    PixelRepresentation: 0,
    // It is about words that tell the patient: ours do not, those of the image may.
    BurnedInAnnotation: header.burnedInAnnotation === true ? 'YES' : 'NO',
    LossyImageCompression: header.lossyImageCompression === true ? '01' : undefined,
    PixelData: picture.values,
  });
}

/** Without the types that the model cannot tell, whose number would say something. */
function probabilitiesInWords({ probabilities, thresholds }: StudyFindings): string {
  const numberOf = (label: Label): number =>
    thresholds === undefined
      ? probabilities[label]
      : roundedBeside(probabilities[label], thresholds[label], 2);
  return LABELS.filter((label) => thresholds === undefined || !isNeverFlagged(thresholds[label]))
    .map((label) => `${LABEL_ABBREVIATIONS[label]} ${numberOf(label).toFixed(2)}`)
    .join(', ');
}

const BRAIN = WINDOW_PRESETS.brain;

function inBrainWindow({ rows, columns, values }: HuImage): GrayImage {
  const { slope, offset } = windowLine(BRAIN);
  const times = Math.max(1, Math.ceil(LEAST_WIDTH / columns));
  const gray = {
    rows: rows * times,
    columns: columns * times,
    values: new Uint8Array(rows * columns * times ** 2),
  };
  for (let at = 0; at < gray.values.length; at += 1) {
    const row = Math.floor(at / gray.columns / times);
    const column = Math.floor((at % gray.columns) / times);
    const hu = values[row * columns + column] ?? -1024;
    gray.values[at] = Math.round(255 * Math.min(1, Math.max(0, hu * slope + offset)));
  }
  return gray;
}

/** The picture with strips above and below that hold the words: no anatomy is hidden. */
function withWords(image: GrayImage, isOriented: boolean, lines: readonly string[]): GrayImage {
  const letters = lettersIn(image.columns - 2 * MARGIN, SMALL);
  const below = lines.flatMap((text) => wrapped(asciiText(text), letters));
  const above = MARGIN + LINE * BIG;
  const rows = above + image.rows + LINE * SMALL * below.length + MARGIN;
  const picture = {
    rows,
    columns: image.columns,
    values: new Uint8Array(rows * image.columns),
  };
  picture.values.set(image.values, above * image.columns);
  drawText(picture, BANNER, { top: MARGIN, left: MARGIN, dot: BIG });
  if (isOriented) {
    const top = above + Math.floor(image.rows / 2);
    drawText(picture, 'R', { top, left: MARGIN, dot: BIG });
    drawText(picture, 'L', { top, left: image.columns - MARGIN - 5 * BIG, dot: BIG });
  }
  below.forEach((text, index) => {
    const top = above + image.rows + MARGIN + index * LINE * SMALL;
    drawText(picture, text, { top, left: MARGIN, dot: SMALL });
  });
  return picture;
}
