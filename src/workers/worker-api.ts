import type { SliceHeader, Study } from '#dicom';
import type { EngineKind } from '#inference';
import type { StudyEvent } from '#pipeline';
import type { OperatingPointName, StudyFindings } from '#triage';
import type {
  EngineState,
  HeaderRequest,
  HeaderResult,
  ReadyEngine,
  SliceExplanation,
  SliceInput,
  StudySources,
} from './analysis-service.ts';

/** Which model to load, and on what. */
export interface LoadRequest {
  /** Absolute: a worker's own address is another than the page's. */
  readonly baseUrl: string;
  readonly forced?: EngineKind;
  readonly remembered?: EngineKind;
  /** Engines that killed a worker: not tried again. */
  readonly without: readonly EngineKind[];
}

/** What inference.worker.ts offers. */
export interface InferenceWorkerApi {
  load(
    request: LoadRequest,
    onState: (state: EngineState) => void,
    signal: AbortSignal,
  ): Promise<ReadyEngine>;
  analyse(
    study: Study,
    sources: StudySources,
    operatingPoint: OperatingPointName,
    onEvent: (event: StudyEvent) => void | Promise<void>,
    signal: AbortSignal,
  ): Promise<StudyFindings>;
  explain(
    study: Study,
    sliceKey: string,
    sources: StudySources,
    signal: AbortSignal,
  ): Promise<SliceExplanation | null>;
  modelInput(
    study: Study,
    sliceKey: string,
    sources: StudySources,
    signal: AbortSignal,
  ): Promise<SliceInput>;
}

/** What dicom.worker.ts offers. */
export interface DicomWorkerApi {
  readHeaders(files: readonly HeaderRequest[], signal: AbortSignal): Promise<HeaderResult[]>;
  transcode(file: Blob, header: SliceHeader, signal: AbortSignal): Promise<Uint8Array>;
}
