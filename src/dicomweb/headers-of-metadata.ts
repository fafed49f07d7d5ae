/** What the metadata of a series (WADO-RS) says of its slices, before any of them but one is fetched. */
import { mm } from '#base';
import type { SliceHeader, Vector3 } from '#dicom';
import {
  type JsonDataset,
  numbersAt,
  patientIdAt,
  TAGS,
  textAt,
  textsAt,
  uidAt,
} from './dicom-json.ts';

/**
 * A header for each object of a series: what its metadata says, the rest as the `template`, an object of the series that was read, has it.
 * `sourceId`, by SOP Instance UID, names where a slice is read from. Null where the metadata can't say what each slice is: an attribute
 * of the image plane or the stored values is missing, objects are multi-frame, named twice, of another study, series or modality, or
 * of two patients or another than the template's, or the template is not among them. A header is a claim: who fetches a slice compares it (`isAsClaimed`).
 */
export function headersOfMetadata(
  datasets: readonly JsonDataset[],
  template: SliceHeader,
  sourceId: (sopInstanceUid: string) => string,
): readonly SliceHeader[] | null {
  const headers = datasets.map((dataset) => headerOf(dataset, template, sourceId));
  const whole = headers.filter((header) => header !== null);
  const uids = new Set(whole.map(({ sopInstanceUid }) => sopInstanceUid));
  const isSure =
    template.numberOfFrames === 1 &&
    whole.length === datasets.length &&
    uids.size === datasets.length &&
    uids.has(template.sopInstanceUid) &&
    new Set(datasets.map(patientIdAt)).size === 1;
  return isSure ? whole : null;
}

function headerOf(
  dataset: JsonDataset,
  template: SliceHeader,
  sourceId: (sopInstanceUid: string) => string,
): SliceHeader | null {
  const sopInstanceUid = uidAt(dataset, TAGS.sopInstanceUid);
  const plane = planeOf(dataset);
  const stored = storedOf(dataset);
  if (sopInstanceUid === null || plane === null || stored === null) return null;
  const isOfSeries =
    uidAt(dataset, TAGS.studyInstanceUid) === template.studyInstanceUid &&
    uidAt(dataset, TAGS.seriesInstanceUid) === template.seriesInstanceUid &&
    textAt(dataset, TAGS.modality).trim() === template.modality &&
    patientIdAt(dataset).trim() === template.patient.patientId;
  if (!isOfSeries || (oneOf(dataset, TAGS.numberOfFrames) ?? 1) !== 1) return null;
  const imageType = textsAt(dataset, TAGS.imageType).map((text) => text.trim());
  // A set without numbers, as anonymizing leaves some, has none in any slice.
  if ((plane.instanceNumber === null) !== (template.instanceNumber === null)) return null;
  const thickness = oneOf(dataset, TAGS.sliceThickness);
  return {
    ...template,
    ...plane,
    ...stored,
    sourceId: sourceId(sopInstanceUid),
    sopInstanceUid,
    imageType: imageType.length > 0 ? imageType : template.imageType,
    convolutionKernel: textAt(dataset, TAGS.convolutionKernel).trim() || template.convolutionKernel,
    sliceThickness: thickness !== null && thickness > 0 ? mm(thickness) : template.sliceThickness,
  };
}

/** Where a slice lies, and its number if it has one; null where the metadata doesn't say. */
function planeOf(
  dataset: JsonDataset,
): Pick<
  SliceHeader,
  'instanceNumber' | 'imagePositionPatient' | 'imageOrientationPatient' | 'pixelSpacing'
> | null {
  const instanceNumber = oneOf(dataset, TAGS.instanceNumber);
  const position = numbersAt(dataset, TAGS.imagePosition) ?? [];
  const orientation = numbersAt(dataset, TAGS.imageOrientation) ?? [];
  const [row = 0, column = 0, ...more] = numbersAt(dataset, TAGS.pixelSpacing) ?? [];
  if (position.length !== 3 || orientation.length !== 6) return null;
  if (!(row > 0 && column > 0) || more.length > 0) return null;
  return {
    instanceNumber,
    imagePositionPatient: vector(position, 0),
    imageOrientationPatient: [vector(orientation, 0), vector(orientation, 3)],
    pixelSpacing: [mm(row), mm(column)],
  };
}

/** How its values are stored; null where the metadata doesn't say. */
function storedOf(
  dataset: JsonDataset,
): Pick<
  SliceHeader,
  | 'rows'
  | 'columns'
  | 'bitsAllocated'
  | 'bitsStored'
  | 'pixelRepresentation'
  | 'rescaleSlope'
  | 'rescaleIntercept'
> | null {
  const rows = oneOf(dataset, TAGS.rows);
  const columns = oneOf(dataset, TAGS.columns);
  const bitsAllocated = oneOf(dataset, TAGS.bitsAllocated);
  const bitsStored = oneOf(dataset, TAGS.bitsStored);
  const pixelRepresentation = oneOf(dataset, TAGS.pixelRepresentation);
  const rescaleSlope = oneOf(dataset, TAGS.rescaleSlope);
  const rescaleIntercept = oneOf(dataset, TAGS.rescaleIntercept);
  if (rows === null || columns === null || bitsAllocated === null || bitsStored === null) {
    return null;
  }
  if (rescaleSlope === null || rescaleIntercept === null) return null;
  if (pixelRepresentation !== 0 && pixelRepresentation !== 1) return null;
  return {
    rows,
    columns,
    bitsAllocated,
    bitsStored,
    pixelRepresentation,
    rescaleSlope,
    rescaleIntercept,
  };
}

const vector = (numbers: readonly number[], at: number): Vector3 => [
  numbers[at] ?? 0,
  numbers[at + 1] ?? 0,
  numbers[at + 2] ?? 0,
];

/** The one number of an attribute; null where there is none, or more than one. */
function oneOf(dataset: JsonDataset, tag: string): number | null {
  const numbers = numbersAt(dataset, tag) ?? [];
  return numbers.length === 1 ? (numbers[0] ?? null) : null;
}

/**
 * What a slice is shown with, which some scanners change within a series, and where it was read from: nothing is concluded from either.
 * When and in which scan it was acquired differs from slice to slice, and tells series apart alone, for which the template's will do.
 */
const NO_CLAIM: ReadonlySet<string> = new Set([
  'sourceId',
  'folder',
  'acquiredAt',
  'contentAt',
  'acquisition',
  'windowCenter',
  'windowWidth',
  'windowExplanation',
  'voiLutFunction',
]);

/** A slice that was fetched is in every attribute that its reading depends on what was claimed of it. */
export function isAsClaimed(real: SliceHeader, claimed: SliceHeader): boolean {
  const bare = (header: SliceHeader) =>
    JSON.stringify(
      Object.entries(header)
        .filter(([key]) => !NO_CLAIM.has(key))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  return bare(real) === bare(claimed);
}
