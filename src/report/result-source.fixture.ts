import { labelMap, probability, sliceIndex } from '#base';
import {
  type Dataset,
  decodeFrame,
  groupStudies,
  type RawElement,
  readHeaders,
  readIdentity,
  type Study,
  sliceKey,
  writeDicomFile,
} from '#dicom';
import type { StudyFindings } from '#triage';
import { rawText } from '../dicom/raw-text.fixture.ts';
import { type ResultSource, resultFiles } from './result-files.ts';
import { capturedSlice } from './secondary-capture.ts';
import type { SrForm } from './structured-report.ts';

/** Everything about it that was once trimmed, put in order or left out. */
export const IDENTITY: readonly RawElement[] = [
  rawText('00080005', 'CS', 'ISO_IR 100'),
  rawText('00080020', 'DA', '20260102'),
  rawText('00080030', 'TM', '030405.678'),
  rawText('00080050', 'SH', '  ACC 1'),
  rawText('00080090', 'PN', 'Who^E.'),
  rawText('00081030', 'LO', 'Sch\xe4del nativ'),
  rawText('00100010', 'PN', 'M\xfcller^John^Albert^Dr^Jr'),
  rawText('00100020', 'LO', ' 007'),
  rawText('00100021', 'LO', 'ISSUER '),
  rawText('00100030', 'DA', ''),
  rawText('00100040', 'CS', 'F'),
  rawText('00200010', 'SH', 'STUDY 1'),
];

const SIZE = 64;
/** The file of a small slice of the study. */
export function imageOf(index: number, more: readonly RawElement[] = []): Uint8Array<ArrayBuffer> {
  const dataset: Dataset = {
    ImageType: 'ORIGINAL\\PRIMARY\\AXIAL',
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
    SOPInstanceUID: `1.2.3.1.${index + 1}`,
    Modality: 'CT',
    StudyInstanceUID: '1.2.3',
    FrameOfReferenceUID: '1.2.3.9',
    SeriesInstanceUID: '1.2.3.1',
    InstanceNumber: index + 1,
    ImagePositionPatient: [-80, -80, 5 * index],
    ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: SIZE,
    Columns: SIZE,
    PixelSpacing: [2.5, 2.5],
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 0,
    RescaleIntercept: -1024,
    RescaleSlope: 1,
    PixelData: Array.from({ length: SIZE * SIZE }, (_, at) => 1024 + ((at + index) % 80)),
  };
  return writeDicomFile(dataset, {
    transferSyntaxUid: '1.2.840.10008.1.2.1',
    rawElements: [...IDENTITY, ...more],
  });
}
/** The study. */
export const IMAGES = [0, 1, 2, 3, 4, 5].map((index) => imageOf(index));

function studyOf(images: readonly Uint8Array[]): Study {
  const headers = images.flatMap((bytes, index) => {
    const read = readHeaders(`source-${index}`, bytes, { complete: true });
    return read.kind === 'slices' ? read.slices : [];
  });
  const [study] = groupStudies(headers);
  if (study === undefined) throw new Error('no study');
  return study;
}

function findingsOf(study: Study, any: number, given: Partial<StudyFindings> = {}): StudyFindings {
  const slices = (study.series[0]?.slices ?? []).map((header, index) => ({
    sliceKey: sliceKey(header),
    index: sliceIndex(index),
    // The first slice, whose file tells whose study it is, is not the one that is captured.
    probabilities: labelMap(() => probability(index === 0 ? any / 2 : any)),
  }));
  return {
    probabilities: labelMap((label) => probability(label === 'any' ? any : any / 2)),
    flagged: any >= 0.5 ? ['any', 'subdural'] : [],
    operatingPoint: 'balanced',
    slices,
    notAnalysed: [],
    suitability: [],
    ...given,
  };
}

/** What a result is made of otherwise than usual. */
export interface Given {
  readonly any?: number;
  readonly images?: readonly Uint8Array<ArrayBuffer>[];
  readonly findings?: Partial<StudyFindings>;
  readonly hash?: string;
  readonly status?: string;
  readonly sr?: SrForm;
  readonly finishedAt?: number;
}

/** What a result is made of: the study's own slices, read and decoded. */
export async function sourceOf(given: Given = {}) {
  const {
    any = 0.9,
    images = IMAGES,
    findings = {},
    hash = 'ab12',
    status = 'trained',
    sr,
    finishedAt = new Date(2026, 10, 28, 9, 5, 7).getTime(),
  } = given;
  const study = studyOf(images);
  const [first] = images;
  const identity = await readIdentity(new Blob(first === undefined ? [] : [first]));
  if (!identity.ok) throw new Error(identity.reason.text);
  const found = findingsOf(study, any, findings);
  const header = capturedSlice(study, found);
  const place = Number(header?.sourceId.replace('source-', ''));
  const frame =
    header === null ? null : await decodeFrame(images[place] ?? new Uint8Array(), header);
  const source: ResultSource = {
    study,
    findings: found,
    finishedAt,
    identity: identity.value,
    model: { title: 'A model’s title', status, hash, preprocessHash: 'cd34' },
    sr,
    captured:
      header === null || frame === null || !frame.ok ? null : { header, frame: frame.value },
  };
  return source;
}
/** The objects of a result. */
export const make = async (given: Given = {}) => resultFiles(await sourceOf(given));
