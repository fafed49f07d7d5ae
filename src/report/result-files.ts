import { canonicalJson, notOk, type Outcome, type Reason } from '#base';
import {
  chosenSeries,
  type DecodedFrame,
  type SliceHeader,
  type Study,
  type StudyIdentity,
  sliceKey,
} from '#dicom';
import { findingsInWords, outcomeOf, type StudyFindings } from '#triage';
import { keyObjectSelection } from './key-object-selection.ts';
import { contentUid, namedUid } from './result-uid.ts';
import { secondaryCapture } from './secondary-capture.ts';
import { structuredReport } from './structured-report.ts';
import type { NewObject } from './written-object.ts';

/** What a study's result objects are made of. */
export interface ResultSource {
  readonly study: Study;
  /** Of a finished run. */
  readonly findings: StudyFindings;
  /** Of an image of the chosen series: `readIdentity` of its file. */
  readonly identity: StudyIdentity;
  readonly model: {
    readonly title: string;
    /** 'untrained': the probabilities mean nothing, and every object says so. */
    readonly status: string;
    /** The package's hash: another model's result is another object. */
    readonly hash: string;
    readonly preprocessHash: string;
  };
  /** Pixels of the slice that `capturedSlice` names; null: no Secondary Capture is made. */
  readonly captured: { readonly header: SliceHeader; readonly frame: DecodedFrame } | null;
}

/** An object of a result: Structured Report, Key Object Selection or Secondary Capture. */
export type ResultKind = 'SR' | 'KOS' | 'SC';

/** A DICOM file. */
export interface ResultFile {
  readonly kind: ResultKind;
  readonly sopInstanceUid: string;
  /** "SR-2.25.123.dcm": says nothing of the patient. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The files, and why there are no others. */
export interface ResultFiles {
  readonly files: readonly ResultFile[];
  readonly left: readonly { readonly kind: ResultKind; readonly reason: Reason }[];
}

const PLACEHOLDER = '2.25.0';

type Make = (made: NewObject) => Outcome<Uint8Array<ArrayBuffer>>;

/**
 * A study's result as DICOM objects of the same study: a preliminary report, the evidence slices and a picture. Every analyzed
 * study has them, flagged or not ("No flag at ... operating point", never "normal"); one that was not analyzed has none. The UIDs
 * are named by the content, so that the same result is the same object, byte for byte, whenever and wherever it is made.
 */
export async function resultFiles(source: ResultSource): Promise<ResultFiles> {
  const { study, findings, model, captured } = source;
  const outcome = outcomeOf(findings);
  if (outcome.kind === 'unsuitable' || outcome.kind === 'not-analysed') {
    const [why] = outcome.kind === 'unsuitable' ? outcome.reasons : [outcome.reason];
    const text = `it was not analyzed: ${why?.text ?? 'no reason was given'}`;
    const reason = { code: why?.code ?? 'no-evidence', text } as const;
    return { files: [], left: [{ kind: 'SR', reason }] };
  }
  const slices = chosenSeries(study)?.slices ?? [];
  const untrained = model.status === 'untrained' ? 'UNTRAINED MODEL, this means nothing. ' : '';
  const summary = `${untrained}${findingsInWords(findings)}; ${findings.slices.length} of ${slices.length} slices analyzed`;
  const deviceUid = await namedUid('device', model.hash);
  const algorithm = { name: `ICH Triage, ${model.title}`, version: model.hash, deviceUid };
  const words = { summary, model: `${model.title} ${model.hash.slice(0, 12)}` };
  const keySummary =
    findings.flagged.length === 0 ? `Highest probabilities, below the flag. ${summary}` : summary;
  const makers: readonly (readonly [ResultKind, Make])[] = [
    ['SR', (made) => structuredReport(study, findings, summary, algorithm, made)],
    ['KOS', (made) => keyObjectSelection(study, findings, keySummary, made)],
    [
      'SC',
      (made) =>
        captured === null
          ? notOk('no-pixel-data', 'its picture cannot be decoded')
          : secondaryCapture(study, findings, captured, words, made),
    ],
  ];
  const files: ResultFile[] = [];
  const left: ResultFiles['left'][number][] = [];
  for (const [kind, make] of makers) {
    const made = await named(source, kind, slices, make);
    if (made.ok) files.push(made.value);
    else left.push({ kind, reason: made.reason });
  }
  return { files, left };
}

/** The series that a model's results of a study stand in, known before there is one: an archive that has it has a result. */
export const resultSeriesUid = (
  kind: ResultKind,
  studyInstanceUid: string,
  modelHash: string,
): Promise<string> => namedUid('series', kind, studyInstanceUid, modelHash);

/** Makes an object twice: without a name, to find its name, and with it. */
async function named(
  { study, identity, model, findings }: ResultSource,
  kind: ResultKind,
  slices: readonly SliceHeader[],
  make: Make,
): Promise<Outcome<ResultFile>> {
  const seriesUid = await resultSeriesUid(kind, study.studyInstanceUid, model.hash);
  const draft = make({ seriesUid, instanceUid: PLACEHOLDER, identity });
  if (!draft.ok) return draft;
  // Of what the object itself does not hold: the same words about other images are another result.
  const about = canonicalJson([
    model.hash,
    model.preprocessHash,
    findings.operatingPoint,
    slices.map(sliceKey),
  ]);
  const head = new TextEncoder().encode(about);
  const whole = new Uint8Array(head.length + draft.value.length);
  whole.set(head);
  whole.set(draft.value, head.length);
  const sopInstanceUid = await contentUid(whole);
  const made = make({ seriesUid, instanceUid: sopInstanceUid, identity });
  if (!made.ok) return made;
  return {
    ok: true,
    value: { kind, sopInstanceUid, name: `${kind}-${sopInstanceUid}.dcm`, bytes: made.value },
  };
}
