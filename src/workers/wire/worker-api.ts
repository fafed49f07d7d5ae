import type { AdaptationMade, AdaptationRequest } from '#adaptation';
import type { EngineKind, Outcome } from '#base';
import type { SliceHeader, Study, TagRow } from '#dicom';
import type { ComputedImage, PlaneFrame, Slab, SliceValues, Stack } from '#imaging';
import type { Measurement } from '#measure';
import type { StudyEvent } from '#pipeline';
import type { AnalyzedStudy, ResultArchive, ResultFiles } from '#report';
import type { QueueLabResult, QueueRun, QueueSite } from '#simulation';
import type { OperatingPointName, StudyFindings } from '#triage';
import type { JudgedManifest, ValidationInput, ValidationReport } from '#validation';
import type {
  ChangedOpinion,
  EngineState,
  HeaderRequest,
  HeaderResult,
  PackageSource,
  PlainSlice,
  ReadyEngine,
  SliceDensity,
  SliceExplanation,
  SliceInput,
  StudySources,
} from './analysis-service.ts';

/**
 * Numbers the messages between page and workers: raised whenever one changes, so that a page never works with a worker of
 * another build, as a cached one may be. See docs/CHANGELOG-formats.md.
 */
export const WIRE_VERSION = 14;

/** What every worker offers beside its own API. */
export interface WireApi {
  wireVersion(): number;
}

/** Which model to load, and on what. */
export interface LoadRequest {
  /** An address is absolute: a worker's own is another than the page's. */
  readonly source: PackageSource;
  readonly forced?: EngineKind;
  readonly remembered?: EngineKind;
  /** Engines that killed a worker: not tried again. */
  readonly without: readonly EngineKind[];
}

/** What one step of a study brought: some events, the last of which may be the interim findings, or the end. */
export type StudyStep =
  | { readonly done: false; readonly events: readonly StudyEvent[] }
  | {
      readonly done: true;
      readonly events: readonly StudyEvent[];
      readonly findings: StudyFindings;
    };

/** What inference.worker.ts offers. */
export interface InferenceWorkerApi {
  load(
    request: LoadRequest,
    onState: (state: EngineState) => void,
    signal: AbortSignal,
  ): Promise<ReadyEngine>;
  /** Prepares a study's run and returns its number. Nothing is computed before {@link step}. */
  begin(
    study: Study,
    sources: StudySources,
    operatingPoint: OperatingPointName,
    signal: AbortSignal,
  ): number;
  /** Goes on with a run to its next event, or to its end. */
  step(run: number): Promise<StudyStep>;
  /** Forgets a run. */
  stop(run: number): void;
  explain(
    study: Study,
    sliceKey: string,
    sources: StudySources,
    signal: AbortSignal,
  ): Promise<SliceExplanation | null>;
  changed(
    study: Study,
    sliceKey: string,
    sources: StudySources,
    signal: AbortSignal,
  ): Promise<readonly ChangedOpinion[]>;
  modelInput(
    study: Study,
    sliceKey: string,
    sources: StudySources,
    signal: AbortSignal,
  ): Promise<SliceInput>;
}

/** What a report of a site's labeled studies is made of. Nothing of it leaves the tab. */
export interface ValidationRequest extends Pick<ValidationInput, 'studies' | 'seed' | 'rounds'> {
  readonly labels: { readonly name: string; readonly content: Uint8Array };
  /** Names of files by their sources. */
  readonly files: ReadonlyMap<string, string>;
  readonly model: { readonly manifest: JudgedManifest; readonly hash: string };
}

/** What validation.worker.ts offers. */
export interface ValidationApi {
  report(request: ValidationRequest): Promise<ValidationReport>;
}

/** What adaptation.worker.ts offers. */
export interface AdaptationApi {
  propose(request: AdaptationRequest): Promise<AdaptationMade>;
}

/** What queue-lab.worker.ts offers. */
export interface QueueLabApi {
  simulate(
    site: QueueSite,
    run: QueueRun,
    onPart: (part: number) => void,
    signal: AbortSignal,
  ): Promise<QueueLabResult | null>;
}

/** What was computed of a stack, which it names: it is taken for nothing of another one. */
export interface StackImage {
  readonly stack: number;
  readonly image: ComputedImage;
}

/** What volume.worker.ts offers. Stacks are known by numbers, none of which is used twice. */
export interface VolumeWorkerApi {
  hold(number: number, stack: Stack): void;
  give(number: number, place: number, values: SliceValues): void;
  forget(number: number, places: readonly number[]): void;
  slab(number: number, place: number, slab: Slab, signal: AbortSignal): Promise<StackImage>;
  plane(number: number, frame: PlaneFrame, signal: AbortSignal): Promise<StackImage>;
  release(number: number): void;
}

/** What dicom.worker.ts offers. */
export interface DicomWorkerApi {
  readHeaders(files: readonly HeaderRequest[], signal: AbortSignal): Promise<HeaderResult[]>;
  tags(file: Blob, signal: AbortSignal): Promise<readonly TagRow[]>;
  transcode(file: Blob, header: SliceHeader, signal: AbortSignal): Promise<PlainSlice>;
  /** side * side gray values: the slice round the head, through the brain window. */
  smallPicture(
    file: Blob,
    header: SliceHeader,
    side: number,
    signal: AbortSignal,
  ): Promise<Uint8ClampedArray>;
  density(file: Blob, header: SliceHeader, signal: AbortSignal): Promise<SliceDensity>;
  resultArchive(
    analyzed: AnalyzedStudy,
    sources: ReadonlyMap<string, Blob>,
    signal: AbortSignal,
  ): Promise<Outcome<ResultArchive>>;
  measurementArchive(
    study: Study,
    measurements: readonly Measurement[],
    sources: ReadonlyMap<string, Blob>,
    signal: AbortSignal,
  ): Promise<Outcome<ResultArchive>>;
  resultFiles(
    analyzed: AnalyzedStudy,
    sources: ReadonlyMap<string, Blob>,
    signal: AbortSignal,
  ): Promise<Outcome<ResultFiles>>;
}
