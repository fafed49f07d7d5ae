import type { EngineKind, LabelMap, Outcome, Probability, Reason } from '#base';
import type { DirectoryIndex, SliceHeader, Study, TagRow, UnreadInstance } from '#dicom';
import type { HeadBox, SmallChange } from '#imaging';
import type { ClassMaps, EngineDiagnostic, ModelManifest } from '#inference';
import type { Measurement } from '#measure';
import type { ReadSource, StudyEvent } from '#pipeline';
import type { AnalyzedStudy, ResultArchive, ResultFiles } from '#report';
import type { OperatingPointName, StudyFindings } from '#triage';

/** What the engine is doing. A failed engine still leaves the viewer working, but where the reason is 'workers-blocked'. */
export type EngineState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'loading'; readonly loadedBytes: number; readonly totalBytes: number }
  | { readonly phase: 'warming'; readonly backend: EngineKind }
  | ReadyEngine
  | { readonly phase: 'failed'; readonly reason: Reason };

/** A model that passed its golden vectors on the engine that was chosen by measurement. */
export interface ReadyEngine {
  readonly phase: 'ready';
  readonly kind: EngineKind;
  /** For people: "WebGPU (NVIDIA ...)", "WASM, 2 threads". */
  readonly description: string;
  readonly msPerSlice: number;
  readonly manifest: ModelManifest;
  /** The model's identity in result keys. */
  readonly modelHash: string;
  /** SHA-256 of the PreprocessSpec's canonical JSON: the other half of a result's key. */
  readonly preprocessHash: string;
  /** Every engine that was tried, and why it was or was not taken. */
  readonly diagnostics: readonly EngineDiagnostic[];
}

/**
 * Where a study's bytes are: blobs by source id (cloned into the worker by reference, nothing is copied), or a function
 * that stays on the caller's thread and is asked for each source.
 */
export type StudySources = ReadonlyMap<string, Blob> | ReadSource;

/** A model package: the address of its folder, or its files by their paths below the folder. */
export type PackageSource = string | ReadonlyMap<string, Blob>;

/** A file to read the headers of. */
export interface HeaderRequest {
  readonly sourceId: string;
  /** Equal for files of one folder; opaque. */
  readonly folder?: string;
  readonly blob: Blob;
}

/** What the headers of a file say: one entry a frame, or why it is left out. */
export interface HeaderResult {
  readonly sourceId: string;
  readonly outcome: Outcome<readonly SliceHeader[]>;
  /** Where it is left out and says which series it is of. */
  readonly unread?: UnreadInstance;
  /** What a DICOMDIR says of the files beside it. */
  readonly directory?: DirectoryIndex;
}

/** One slice as the viewport reads it. */
export interface PlainSlice {
  /** A DICOM file in Explicit VR Little Endian with one frame. */
  readonly file: Uint8Array;
  /** What decoding said of its pixels: repaired, cut short, odd. */
  readonly notes: readonly Reason[];
}

/** One slice as the model reads it, for the inspector and for parity tests. */
export interface SliceInput {
  /** size * size * channels float32, exactly what the engine is given. */
  readonly tensor: Float32Array;
  readonly size: number;
  readonly channels: number;
}

/** How {@link EngineService.load} goes about it. */
export interface LoadModelOptions {
  /** From the address bar (?engine=wasm): no other engine is tried. */
  readonly forcedEngine?: EngineKind;
  /** The engine chosen last time on this machine with this model: tried first, and taken if it is still right. */
  readonly rememberedEngine?: EngineKind;
  readonly signal?: AbortSignal;
}

/** How {@link QueueService.analyze} goes about it. */
export interface AnalyzeOptions {
  readonly operatingPoint: OperatingPointName;
  readonly signal?: AbortSignal;
  /** Called for each step of the pipeline, in order; slices may come coarse to fine. */
  readonly onEvent?: (event: StudyEvent) => void;
}

/** Class maps, and the square of the slice that they cover. */
export interface SliceExplanation {
  readonly maps: ClassMaps;
  readonly probabilities: LabelMap<Probability>;
  /** The square of the slice that the maps cover, in its pixels; may reach over its edges. */
  readonly box: HeadBox;
}

/** What the model says of a slice after a small change of its input, or without one. */
export interface ChangedOpinion {
  readonly change: SmallChange | 'none';
  /** Of this slice alone. */
  readonly probabilities: LabelMap<Probability>;
}

/** Tissue of 50 to 90 HU inside the skull of a slice, found by its values alone: no network. */
export interface SliceDensity {
  /** side * side, 1 where it lies, row-major, as the slice is stored. */
  readonly values: Float32Array;
  readonly side: number;
  /** The square of the slice that it covers, in its pixels; may reach over its edges. */
  readonly box: HeadBox;
  /** null where the file has no pixel spacing. */
  readonly mm2: number | null;
  /** Whether a skull surrounds anything: without one nothing can be said. */
  readonly hasSkull: boolean;
}

/** The model and what computes it. */
export interface EngineService {
  state(): EngineState;
  /** Called at once with the present state, then on every change. Returns the function that stops it. */
  onState(listener: (state: EngineState) => void): () => void;
  /** Loads, verifies, proves and times. Resolves with the state reached; never rejects for a bad package: it is `failed`. */
  load(source: PackageSource, options?: LoadModelOptions): Promise<EngineState>;
}

/** What files say of themselves. */
export interface HeaderService {
  /** Headers of many files, in batches off the main thread; results come in the order of the files. */
  read(
    files: readonly HeaderRequest[],
    options?: {
      readonly signal?: AbortSignal;
      readonly onBatch?: (results: readonly HeaderResult[]) => void;
    },
  ): Promise<readonly HeaderResult[]>;
}

/** Studies through the model, taking turns. */
export interface QueueService {
  /**
   * Runs the chosen series of the study. Call it for the whole queue at once: every study gets its first look (interim
   * findings) before any is finished, then the most suspicious are finished first; see {@link prioritize}. After a
   * worker's death a study begins again, and its events come again: they are keyed by slice.
   */
  analyze(study: Study, sources: StudySources, options: AnalyzeOptions): Promise<StudyFindings>;
  /** The study on the screen: it goes before all others from now on. */
  prioritize(studyKey: string): void;
  /** The reader scrolls: the queue holds its breath for a moment, the study on the screen goes on. */
  giveWay(): void;
  /** The reader opens a study: no turn starts, of that study neither, until {@link pictureCame}; for a second at the most. */
  awaitPicture(): void;
  /** A picture is there to be drawn: the queue goes on in a moment. */
  pictureCame(): void;
  /** The queue stops where it is, after the slices under way, until {@link resume}. */
  pause(): void;
  resume(): void;
}

/** Another model in a worker of its own, beside the one that the list is ranked by: to try a package, and for a second opinion. */
export interface SecondService {
  readonly engine: EngineService;
  readonly queue: Pick<QueueService, 'analyze'>;
}

/** A single slice: for the viewport, for the inspector, explained. */
export interface SliceService {
  /** The file's attributes up to the pixel data; [] where it can't be parsed. May hold the patient's data. */
  tags(file: Blob, signal?: AbortSignal): Promise<readonly TagRow[]>;
  /** The slice for the viewport. The receiver owns the bytes. */
  transcode(file: Blob, header: SliceHeader, signal?: AbortSignal): Promise<PlainSlice>;
  /** The slice round the head through the brain window: side * side gray values. The receiver owns them. */
  smallPicture(
    file: Blob,
    header: SliceHeader,
    side: number,
    signal?: AbortSignal,
  ): Promise<Uint8ClampedArray>;
  /** Where in the slice dense tissue lies. */
  density(file: Blob, header: SliceHeader, signal?: AbortSignal): Promise<SliceDensity>;
  /** Where in the slice the model saw what; null where the graph has no class maps. */
  explain(
    study: Study,
    sliceKey: string,
    sources: StudySources,
    signal?: AbortSignal,
  ): Promise<SliceExplanation | null>;
  /** What the model says of a slice as it is, first, and after each small change that its input has. */
  changed(
    study: Study,
    sliceKey: string,
    sources: StudySources,
    signal?: AbortSignal,
  ): Promise<readonly ChangedOpinion[]>;
  /** The exact input tensor of a slice. */
  input(
    study: Study,
    sliceKey: string,
    sources: StudySources,
    signal?: AbortSignal,
  ): Promise<SliceInput>;
}

/** What leaves the tab of an analyzed study. */
export interface ResultService {
  /** Its result objects as DICOM in one ZIP, made of the files of this session; or why there are none. */
  archive(
    analyzed: AnalyzedStudy,
    sources: ReadonlyMap<string, Blob>,
    signal?: AbortSignal,
  ): Promise<Outcome<ResultArchive>>;
  /** What readers measured as DICOM in one ZIP, a report a reader, apart from any result; or why there is none. */
  measurements(
    study: Study,
    measurements: readonly Measurement[],
    sources: ReadonlyMap<string, Blob>,
    signal?: AbortSignal,
  ): Promise<Outcome<ResultArchive>>;
  /** The same objects as those of {@link archive}, one by one. */
  files(
    analyzed: AnalyzedStudy,
    sources: ReadonlyMap<string, Blob>,
    signal?: AbortSignal,
  ): Promise<Outcome<ResultFiles>>;
}

/**
 * Everything that runs off the main thread, as plain promises. Workers start on first use, restart after a crash and
 * end when idle. Every promise rejects with an AbortError when its signal says so, and with AppError otherwise.
 */
export interface AnalysisService {
  readonly engine: EngineService;
  readonly headers: HeaderService;
  readonly queue: QueueService;
  readonly second: SecondService;
  readonly slices: SliceService;
  readonly results: ResultService;
  /** Ends the workers; everything pending is rejected with an AbortError. */
  dispose(): void;
}
