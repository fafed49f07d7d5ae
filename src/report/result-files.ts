import { canonicalJson, notOk, type Reason } from '#base';
import {
  chosenSeries,
  type DecodedFrame,
  type SliceHeader,
  type Study,
  type StudyIdentity,
  sliceKey,
} from '#dicom';
import { findingsInWords, outcomeOf, partCautions, type StudyFindings } from '#triage';
import { keyObjectSelection } from './key-object-selection.ts';
import { type Make, type NamedObject, namedByContent } from './named-object.ts';
import { type ResultKind, resultSeriesUid } from './own-object.ts';
import { namedUid } from './result-uid.ts';
import { secondaryCapture } from './secondary-capture.ts';
import { type SrForm, structuredReport } from './structured-report.ts';

/** What a study's result objects are made of. */
export interface ResultSource {
  readonly study: Study;
  /** Of a finished run. */
  readonly findings: StudyFindings;
  /** When it finished, in milliseconds. */
  readonly finishedAt: number;
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
  /** Of the structured report; a Comprehensive SR where nothing is said. */
  readonly sr?: SrForm | undefined;
  /** Pixels of the slice that `capturedSlice` names; null: no Secondary Capture is made. */
  readonly captured: { readonly header: SliceHeader; readonly frame: DecodedFrame } | null;
}

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

/** Says nothing of the patient. */
const fileName = (kind: string, { sopInstanceUid }: NamedObject): string =>
  `${kind}-${sopInstanceUid}.dcm`;

/**
 * A study's result as DICOM objects of the same study: a preliminary report, the evidence slices and a picture. Every analyzed
 * study has them, flagged or not ("No flag at ... operating point", never "normal"); one that was not analyzed has none. The UIDs
 * are named by the content, so that the same result is the same object, byte for byte, whenever and wherever it is made; of a study without
 * any date but for the Content Date, which is that of its own analysis.
 */
export async function resultFiles(source: ResultSource): Promise<ResultFiles> {
  const { study, findings, finishedAt, identity, model, captured } = source;
  const outcome = outcomeOf(findings);
  if (outcome.kind === 'unsuitable' || outcome.kind === 'not-analysed') {
    const [why] = outcome.kind === 'unsuitable' ? outcome.reasons : [outcome.reason];
    const text = `it was not analyzed: ${why?.text ?? 'no reason was given'}`;
    const reason = { code: why?.code ?? 'no-evidence', text } as const;
    return { files: [], left: [{ kind: 'SR', reason }] };
  }
  const slices = chosenSeries(study)?.slices ?? [];
  const untrained = model.status === 'untrained' ? 'UNTRAINED MODEL, this means nothing. ' : '';
  const analyzed = `${findings.slices.length} of ${slices.length} slices analyzed`;
  const words = [findingsInWords(findings), analyzed, ...partCautions(findings.suitability)];
  const summary = `${untrained}${words.join('; ')}`;
  const deviceUid = await namedUid('device', model.hash);
  const algorithm = { name: `ICH Triage, ${model.title}`, version: model.hash, deviceUid };
  const burnedIn = { summary, model: `${model.title} ${model.hash.slice(0, 12)}` };
  const keySummary =
    findings.flagged.length === 0 ? `Highest probabilities, below the flag. ${summary}` : summary;
  const makers: readonly (readonly [ResultKind, Make])[] = [
    ['SR', (made) => structuredReport(study, findings, summary, algorithm, made, source.sr)],
    ['KOS', (made) => keyObjectSelection(study, findings, keySummary, made)],
    [
      'SC',
      (made) =>
        captured === null
          ? notOk('no-pixel-data', 'its picture cannot be decoded')
          : secondaryCapture(study, findings, captured, burnedIn, made),
    ],
  ];
  const about = aboutOf(source, slices);
  const files: ResultFile[] = [];
  const left: ResultFiles['left'][number][] = [];
  for (const [kind, make] of makers) {
    const seriesUid = await resultSeriesUid(kind, study.studyInstanceUid, model.hash);
    const made = await namedByContent({ seriesUid, identity, cameToBe: finishedAt, about }, make);
    if (made.ok) files.push({ kind, ...made.value, name: fileName(kind, made.value) });
    else left.push({ kind, reason: made.reason });
  }
  return { files, left };
}

/** What the object itself does not hold: the same words about other images are another result. */
const aboutOf = ({ model, findings }: ResultSource, slices: readonly SliceHeader[]): string =>
  canonicalJson([model.hash, model.preprocessHash, findings.operatingPoint, slices.map(sliceKey)]);
