import { relative, resolve } from 'node:path';
import { AppError, isAbort, messageOf } from '#base';
import { type SliceHeader, type Study, sliceKey } from '#dicom';
import { canonicalSlice, type HuImage } from '#imaging';
import type { Truth } from '#labels';
import { fileError } from '#labels';
import { frameDecoder } from '#pipeline';
import { refuseMissing } from './find-node-files.ts';
import { dealFolds } from './folds.ts';
import { type Gathered, gather, readerOf, studiesIn } from './gather.ts';
import type { LabeledDataset, LabeledSlice } from './labeled-dataset.ts';
import { type MatchedLabels, matchLabels, type NamedSlice } from './match-labels.ts';

/** A folder of DICOM, and how it is labeled and split. */
export interface DicomDataset {
  readonly folder: string;
  readonly truth: Truth;
  /** Folds by Patient ID; null: five folds are dealt by `seed`. */
  readonly folds: ReadonlyMap<string, number> | null;
  readonly seed: number;
  /** Leave out labeled slices that are not there or cannot be decoded, where otherwise they are errors. */
  readonly skipMissing: boolean;
  readonly onFile: (count: number) => void;
  readonly signal: AbortSignal;
}

/** A slice in its series. */
interface Placed extends NamedSlice {
  readonly patient: string;
  /** The series' name: the Study Instance UID, numbered where a study has several or two patients share one. */
  readonly study: string;
  readonly position: number;
}

/**
 * Reads the headers of a DICOM folder, orders the slices along the normal of their series and joins the labels. Every series
 * with a labeled slice is in the dataset in full, since unlabeled slices are neighbors too. Throws AppError 'bad-dataset'.
 */
export async function readDicomDataset(options: DicomDataset): Promise<LabeledDataset> {
  const { folder, truth, signal } = options;
  if (truth.level !== 'slice') throw fileError(truth.path, 1, 'it labels studies, not slices');
  await refuseMissing([folder]);
  const gathered = await gather([folder], options.onFile, signal);
  const root = resolve(folder);
  const fileOf = (id: string) => relative(root, resolve(gathered.sources.get(id)?.path ?? id));
  const placed = placeSlices(studiesIn(gathered), fileOf);
  const matched = matchLabels(truth, placed);
  refuseUnmatched(options, gathered, matched);
  const folds = foldsOf(options, matched);
  const labeledSeries = new Set([...matched.labels.keys()].map(({ study }) => study));
  const headers = new Map<LabeledSlice, SliceHeader>();
  for (const slice of placed) {
    if (!labeledSeries.has(slice.study)) continue;
    const { header, file, patient, study, position } = slice;
    const fold = folds.get(patient) ?? null;
    const labels = matched.labels.get(slice) ?? null;
    headers.set({ id: sliceKey(header), patient, study, position, fold, labels, file }, header);
  }
  return { slices: [...headers.keys()], read: readerFor(gathered, headers, options) };
}

function placeSlices(
  studies: readonly Study[],
  fileOf: (sourceId: string) => string,
): readonly Placed[] {
  const uses = new Map<string, number>();
  return studies.flatMap((study) =>
    study.series.flatMap(({ slices }) => {
      const name = study.studyInstanceUid || study.key;
      const use = (uses.get(name) ?? 0) + 1;
      uses.set(name, use);
      return slices.map(
        (header, position): Placed => ({
          header,
          file: fileOf(header.sourceId),
          patient: study.patient.patientId || study.key,
          study: use === 1 ? name : `${name}#${use}`,
          position,
        }),
      );
    }),
  );
}

function refuseUnmatched(
  { folder, truth, skipMissing }: DicomDataset,
  gathered: Gathered,
  { labels, unmatched }: MatchedLabels<Placed>,
): void {
  const [first] = unmatched;
  if (first === undefined || (skipMissing && labels.size > 0)) return;
  const skipped = gathered.skipped.find(({ path }) => path.includes(first.name));
  const reason = skipped === undefined ? '' : ` (${skipped.path}: ${skipped.reason.text})`;
  const others = unmatched.length === 1 ? '' : `, nor are ${unmatched.length - 1} others`;
  const advice = labels.size > 0 ? '; --skip-missing leaves them out' : '';
  throw fileError(
    truth.path,
    first.line,
    `${first.name} is no slice of ${folder}${reason}${others}${advice}`,
  );
}

function foldsOf(
  { folds, truth, seed }: DicomDataset,
  { labels }: MatchedLabels<Placed>,
): ReadonlyMap<string, number> {
  const patients = new Map<string, { positive: boolean }>();
  for (const [{ patient }, [any]] of labels) {
    patients.set(patient, { positive: any === 1 || patients.get(patient)?.positive === true });
  }
  if (folds === null) return dealFolds(patients, seed);
  const without = [...patients.keys()].find((patient) => !folds.has(patient));
  if (without === undefined) return folds;
  throw fileError(truth.path, null, `patient ${without} is in no fold`);
}

/** Slices in HU, as the app's pipeline makes them. A failing neighbor is null: the slice itself stands in, as in the app. */
function readerFor(
  gathered: Gathered,
  headers: ReadonlyMap<LabeledSlice, SliceHeader>,
  { folder, skipMissing, signal }: DicomDataset,
): LabeledDataset['read'] {
  const decode = frameDecoder(readerOf(gathered));
  const failed = (slice: LabeledSlice, text: string, cause?: unknown): null => {
    if (skipMissing || slice.labels === null) return null;
    throw new AppError('bad-dataset', `${folder}/${slice.file}: ${text}`, { cause });
  };
  return async (slice): Promise<HuImage | null> => {
    const header = headers.get(slice);
    if (header === undefined) throw new AppError('no-such-slice', `${slice.id} is not known.`);
    if (header.samplesPerPixel !== 1) return failed(slice, 'it is a color image');
    try {
      const decoded = await decode(header, signal);
      if (decoded.ok) return canonicalSlice(decoded.value, header).image;
      return failed(slice, decoded.reason.text);
    } catch (error) {
      if (isAbort(error) || (error instanceof AppError && error.code === 'bad-dataset'))
        throw error;
      return failed(slice, messageOf(error), error);
    }
  };
}
