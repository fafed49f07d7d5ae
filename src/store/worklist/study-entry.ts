import type { LabelMap, Ms, Reason } from '#base';
import type { SliceFinding, SliceNotAnalyzed, StudyFindings, SuitabilityCheck } from '#triage';
import { type Care, UNSEEN } from './care.ts';
import type { HeldStudy } from './held-study.ts';

/** Thresholds on calibrated probabilities at the operating point a result was made with. */
export interface Thresholds {
  readonly slice: LabelMap<number>;
  readonly study: LabelMap<number>;
}

/** What a model said of slices of a study, of all of them or not, and what it was that said it. Holds no pixels. */
export interface ModelReading {
  readonly findings: StudyFindings;
  readonly thresholds: Thresholds;
  readonly model: { readonly id: string; readonly title: string; readonly hash: string };
  /** "WebGPU (NVIDIA ...)": what computed it. */
  readonly engine: string;
}

/** A finished analysis and its identity. */
export interface StudyResult extends ModelReading {
  /** Slices + model + preprocessing: see `analysisKey` of the pipeline. The operating point is no part of it: what follows from it is decided anew. */
  readonly analysisKey: string;
  readonly finishedAt: Ms;
}

/** What an analysis has said that is not done. It has no analysis key: nothing takes it for a result. */
export type SoFar = ModelReading;

/** What an earlier tab had said of a study when its analysis was broken off, and of which slices: see `KeptRow`. */
export interface Earlier {
  /** At the point and on the scale that are set; it accounts for every slice. */
  readonly soFar: SoFar;
  /** As it is kept. */
  readonly kept: SoFar;
  /** As the row had them, so that it stays what it was until this tab says more. */
  readonly sealedSlices: string;
  readonly sliceCount: number;
}

/** Where a study stands. No state says normal: an unflagged result is `ranked` with nothing flagged. */
export type StudyPhase =
  | { readonly kind: 'queued' }
  | { readonly kind: 'reading' }
  | {
      readonly kind: 'analyzing';
      readonly done: number;
      readonly total: number;
      /** At the point and on the scale that are set: what the study is ranked by. */
      readonly interim: StudyFindings | null;
      /** The same as the model said it, to be kept; null where it met no slice that it could read. */
      readonly soFar: SoFar | null;
    }
  | { readonly kind: 'ranked'; readonly result: StudyResult }
  | { readonly kind: 'partial'; readonly result: StudyResult; readonly missing: number }
  | {
      readonly kind: 'unsuitable';
      readonly reasons: readonly Reason[];
      /** What the model said all the same; shown on request only, never ranked by. */
      readonly result: StudyResult | null;
    }
  | { readonly kind: 'failed'; readonly reason: Reason }
  /**
   * An earlier tab was closed before the analysis was done. `soFar` is what it had said, at the point and on the scale that are set: the
   * study is ranked by it and has no result. It accounts for every slice: those that were not reached are among the not analyzed. `kept` is
   * what stays kept.
   */
  | { readonly kind: 'interrupted'; readonly soFar: SoFar; readonly kept: SoFar }
  /**
   * Hidden from a blinded reader. `underWay`: this study, or any that is hidden as it is, is still to be analyzed; the most suspicious ones
   * are finished first, so that not even the end of one may be seen alone. Only in what is shown.
   */
  | { readonly kind: 'hidden'; readonly underWay: boolean };

/** What the worklist says of a study when its images are not there. Of this only counts are kept, unless the reader wants names kept. */
export interface StudySummary {
  readonly studyInstanceUid: string;
  readonly patientId: string;
  readonly patientName: string;
  readonly patientSex: string;
  readonly patientAgeYears: number | null;
  readonly studyDate: string;
  readonly studyTime: string;
  readonly studyDescription: string;
  readonly accessionNumber: string;
  readonly seriesCount: number;
  readonly sliceCount: number;
  /** Made by a program: said on every screen. */
  readonly synthetic: boolean;
  /** Nothing that tells the patient was kept: all of it is empty until the images are given again. */
  readonly withheld?: true;
}

/** One study of the worklist. */
export interface StudyEntry {
  readonly key: string;
  /** In order of arrival, unlike all others in the list: what the study is called while names are masked. */
  readonly number: number;
  /** The shift that it came in, by its start. */
  readonly shift: Ms;
  readonly summary: StudySummary;
  /** null: known from an earlier session; its images have to be dropped again to be seen. */
  readonly study: HeldStudy | null;
  /** What was kept for its Study Instance UID, sealed; '' where it was given in this tab, or is not known. */
  readonly sealedUid: string;
  /** What was kept for the slices of its chosen series, sealed; '' where that is not known. Of no meaning once its images are here. */
  readonly sealedSlices: string;
  readonly receivedAt: Ms;
  /** By so much {@link receivedAt} was moved, as the clock was set back while it waited. */
  readonly setBack?: Ms;
  readonly phase: StudyPhase;
  /** What was heard of slices so far, by index in the chosen series; none of them once there is a result: see {@link heardOf}. */
  readonly slices: ReadonlyMap<number, SliceFinding>;
  readonly notAnalysed: ReadonlyMap<number, SliceNotAnalyzed>;
  readonly suitability: readonly SuitabilityCheck[];
  /** Of the newest run: what an older run says is dropped. */
  readonly runId: number;
  readonly pin: { readonly note: string; readonly pinnedAt: Ms } | null;
  readonly care: Care;
  /** Its images are here again: what an earlier tab had said stands until the new figures have overtaken it. Nothing has one that has a result. */
  readonly earlier?: Earlier;
  /** The model's result is hidden from a blinded reader. Only in what is shown. */
  readonly hidden?: true;
}

/** Of no slice: one for all studies, since an empty map takes as much as one of four. */
export const NO_SLICES: ReadonlyMap<number, never> = new Map<number, never>();

/** A study that nothing was heard of yet. */
export const queuedEntry = (
  given: Pick<StudyEntry, 'key' | 'number' | 'shift' | 'summary' | 'study' | 'receivedAt'>,
): StudyEntry => ({
  ...given,
  sealedUid: '',
  sealedSlices: '',
  phase: { kind: 'queued' },
  slices: NO_SLICES,
  notAnalysed: NO_SLICES,
  suitability: [],
  runId: 0,
  pin: null,
  care: UNSEEN,
});

/** What an earlier tab had said of a study that is to be analyzed again, if anything. */
function earlierOf({
  phase,
  earlier,
  sealedSlices,
  summary,
}: StudyEntry): Pick<StudyEntry, 'earlier'> {
  if (phase.kind !== 'interrupted') return earlier === undefined ? {} : { earlier };
  const { soFar, kept } = phase;
  return { earlier: { soFar, kept, sealedSlices, sliceCount: summary.sliceCount } };
}

/** The study without what an earlier tab had said. */
export function withoutEarlier(entry: StudyEntry): StudyEntry {
  if (entry.earlier === undefined) return entry;
  const { earlier: _, ...rest } = entry;
  return rest;
}

/** The study with nothing heard of it, to be analyzed anew: what was said of other slices stands beside these for no moment. */
export const queuedAgain = (entry: StudyEntry): StudyEntry => ({
  ...entry,
  ...earlierOf(entry),
  phase: { kind: 'queued' },
  slices: NO_SLICES,
  notAnalysed: NO_SLICES,
  suitability: [],
  runId: 0,
});

/** Whether the analysis has ended, whatever came of it. */
export const isSettled = ({ phase }: Pick<StudyEntry, 'phase'>): boolean =>
  phase.kind === 'hidden'
    ? !phase.underWay
    : phase.kind !== 'queued' && phase.kind !== 'reading' && phase.kind !== 'analyzing';

/** The result that a study is ranked by; null where it has none. */
export const rankedResultOf = ({ phase }: Pick<StudyEntry, 'phase'>): StudyResult | null =>
  phase.kind === 'ranked' || phase.kind === 'partial' ? phase.result : null;

/** The result of a study, ranked by or not. */
export function resultOf(entry: StudyEntry): StudyResult | null {
  switch (entry.phase.kind) {
    case 'ranked':
    case 'partial':
    case 'unsuitable':
      return entry.phase.result;
    default:
      return null;
  }
}

/** What the model said that stands, with what said it: a result, or what was said before the analysis was broken off. */
export const readingOf = (entry: StudyEntry): ModelReading | null =>
  entry.phase.kind === 'interrupted' ? entry.phase.soFar : resultOf(entry);

/** Slices by their index. */
export const byIndex = <Slice extends { readonly index: number }>(
  slices: readonly Slice[],
): ReadonlyMap<number, Slice> =>
  slices.length === 0 ? NO_SLICES : new Map(slices.map((slice) => [slice.index, slice]));

/** What is known of slices, by index in the chosen series: of a study that is not under way from what was said of it alone, which is held for every row of a day. */
export function heardOf(entry: StudyEntry): Pick<StudyEntry, 'slices' | 'notAnalysed'> {
  const findings = readingOf(entry)?.findings;
  if (findings === undefined) return entry;
  return { slices: byIndex(findings.slices), notAnalysed: byIndex(findings.notAnalysed) };
}

/** Finished findings, or the latest interim ones, also of an analysis that was broken off. */
export function findingsOf(entry: StudyEntry): StudyFindings | null {
  if (entry.phase.kind === 'analyzing') return entry.phase.interim;
  return readingOf(entry)?.findings ?? null;
}

/** What a study is ranked by and its row says: its findings, or what an earlier tab had said as long as that is more. */
export const rankedFindings = (entry: StudyEntry): StudyFindings | null =>
  entry.earlier?.soFar.findings ?? findingsOf(entry);

/** The findings that a row shows: of an unsuitable study none, whatever the model said all the same. */
export const rowFindings = (entry: StudyEntry): StudyFindings | null =>
  entry.phase.kind === 'unsuitable' ? null : rankedFindings(entry);

/**
 * The study without what an earlier tab had said, once its own figures have overtaken it: they are of as many slices, or flag, or another
 * model says them.
 */
export function withoutOvertaken(entry: StudyEntry): StudyEntry {
  const { phase, earlier } = entry;
  if (earlier === undefined || phase.kind !== 'analyzing' || phase.interim === null) return entry;
  const { findings, model } = earlier.soFar;
  const isOvertaken =
    phase.interim.slices.length >= findings.slices.length ||
    phase.interim.flagged.length > 0 ||
    (phase.soFar !== null && phase.soFar.model.hash !== model.hash);
  return isOvertaken ? withoutEarlier(entry) : entry;
}
