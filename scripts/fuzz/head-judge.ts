import { chosenSeries, groupStudies, readHeaders, type SliceHeader, writeDicomFile } from '#dicom';
import type { OpenModel } from '#inference';
import { runStudy, runWithModel } from '#pipeline';
import { outcomeOf, type StudyFindings } from '#triage';
import { huElements } from '../hu-elements.ts';
import type { HeadVolume } from './head-volume.ts';

/** What the pipeline said of a volume. */
export interface HeadReading {
  /** Of any hemorrhage, 0..1; null where it isn't analyzed. */
  readonly any: number | null;
  readonly flagged: boolean;
  /** What stands in the row beside the number: cautions, or why it is partial or not analyzed. */
  readonly inRow: readonly string[];
}

const text = (numbers: readonly number[]): string =>
  numbers.map((number) => number.toFixed(3)).join('\\');

/** A slice as a file of signed 16-bit values in HU. */
function fileOf(head: HeadVolume, index: number): Uint8Array {
  const slice = head.slices[index];
  if (slice === undefined) throw new RangeError(`There is no slice ${index}.`);
  const { rows, columns, values } = slice;
  const stored = Int16Array.from(values, (hu) => Math.min(32767, Math.max(-32768, Math.round(hu))));
  const [row, column] = head.spacing;
  return writeDicomFile(
    {
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
      SOPInstanceUID: `1.2.3.9.${index + 1}`,
      ImageType: 'ORIGINAL\\PRIMARY\\AXIAL',
      Modality: 'CT',
      PatientID: 'SYNTHETIC',
      StudyInstanceUID: '1.2.3',
      SeriesInstanceUID: '1.2.3.9',
      InstanceNumber: `${index + 1}`,
      BodyPartExamined: 'HEAD',
      PatientAge: '061Y',
      KVP: '120',
      SliceThickness: head.thickness.toFixed(2),
      ImagePositionPatient: text([
        (-columns * column) / 2,
        (-rows * row) / 2,
        head.places[index] ?? 0,
      ]),
      ImageOrientationPatient: '1\\0\\0\\0\\1\\0',
      PixelSpacing: text(head.spacing),
      ...huElements(rows, columns, stored),
    },
    { transferSyntaxUid: '1.2.840.10008.1.2.1' },
  );
}

/** Sends a volume as files through the whole pipeline: headers, grouping, decoding, checks, model, row. */
export async function readHead(head: HeadVolume, model: OpenModel): Promise<HeadReading> {
  const files = new Map(head.slices.map((_, index) => [String(index), fileOf(head, index)]));
  const headers = [...files].flatMap(([id, file]): readonly SliceHeader[] => {
    const outcome = readHeaders(id, file, { complete: true });
    if (outcome.kind !== 'slices') throw new Error('A slice that was written can’t be read.');
    return outcome.slices;
  });
  const [study, ...more] = groupStudies(headers);
  if (study === undefined || more.length > 0) throw new Error('One head is not one study.');
  if (chosenSeries(study) === undefined) return { any: null, flagged: false, inRow: ['no series'] };
  const run = runWithModel(model, {
    study,
    readSource: async (id) => files.get(id) ?? new Uint8Array(),
    operatingPoint: 'balanced',
    schedule: 'in-order',
  });
  const events = runStudy(run, new AbortController().signal);
  for (let step = await events.next(); ; step = await events.next()) {
    if (step.done === true) return readingOf(step.value);
  }
}

function readingOf(findings: StudyFindings): HeadReading {
  const outcome = outcomeOf(findings);
  const cautions = findings.suitability.flatMap(({ outcome: what, inRow }) =>
    what === 'warn' ? (inRow ?? []) : [],
  );
  const other = outcome.kind === 'ranked' ? [] : [outcome.kind];
  const analyzed = outcome.kind === 'ranked' || outcome.kind === 'partial';
  return {
    any: analyzed ? findings.probabilities.any : null,
    flagged: findings.flagged.includes('any'),
    inRow: [...other, ...cautions],
  };
}
