import { AppError, throwIfAborted } from '#base';
import type { Study } from '#dicom';
import { type HeadBox, hashPreprocessSpec } from '#imaging';
import {
  interpretOutputs,
  type OpenModel,
  type OpenModelOptions,
  openModel,
  type ReadPackageFile,
} from '#inference';
import type { ReadSource, StudyEvent } from '#pipeline';
import type { OperatingPointName, StudyFindings } from '#triage';
import type { ReadyEngine } from './analysis-service.ts';
import { readerOf } from './sources.ts';
import type { InferenceWorkerApi, LoadRequest } from './worker-api.ts';

/** One slice preprocessed, and the square of it that the model sees. */
export interface PreparedSlice {
  readonly tensor: Float32Array;
  readonly box: HeadBox;
}

/** What the host needs from outside: replaced in tests. */
export interface InferenceHostParts {
  /** Reads a package's files below an address. */
  readonly packageReader: (baseUrl: string) => ReadPackageFile;
  readonly clock: () => number;
  readonly wasmPaths?: NonNullable<OpenModelOptions['wasmPaths']>;
  readonly runStudy: (
    study: Study,
    model: OpenModel,
    read: ReadSource,
    operatingPoint: OperatingPointName,
    signal: AbortSignal,
  ) => AsyncGenerator<StudyEvent, StudyFindings>;
  readonly prepareSlice: (
    study: Study,
    sliceKey: string,
    model: OpenModel,
    read: ReadSource,
    signal: AbortSignal,
  ) => Promise<PreparedSlice>;
}

async function readyStateOf(model: OpenModel): Promise<ReadyEngine> {
  const { pack, engine, msPerSlice, diagnostics } = model;
  return {
    phase: 'ready',
    kind: engine.kind,
    description: engine.description,
    msPerSlice,
    manifest: pack.manifest,
    modelHash: pack.modelHash,
    preprocessHash: await hashPreprocessSpec(pack.manifest.preprocess),
    diagnostics,
  };
}

/** The inference worker's API: one model at a time, and studies through it. */
export function inferenceHost(parts: InferenceHostParts): InferenceWorkerApi {
  let model: OpenModel | null = null;

  const loaded = (): OpenModel => {
    if (model === null) throw new AppError('no-model', 'No model is loaded.');
    return model;
  };

  const open = async (
    request: LoadRequest,
    onState: Parameters<InferenceWorkerApi['load']>[1],
    signal: AbortSignal,
  ): Promise<OpenModel> => {
    const { baseUrl, forced, remembered, without } = request;
    const opened = await openModel(parts.packageReader(baseUrl), {
      clock: parts.clock,
      signal,
      without,
      onProgress: (progress) => onState({ phase: 'loading', ...progress }),
      onTry: (backend) => onState({ phase: 'warming', backend }),
      onChange: () => void readyStateOf(opened).then(onState),
      ...(forced === undefined ? {} : { forced }),
      ...(remembered === undefined ? {} : { remembered }),
      ...(parts.wasmPaths === undefined ? {} : { wasmPaths: parts.wasmPaths }),
    });
    return opened;
  };

  return {
    load: async (request, onState, signal) => {
      model?.engine.dispose();
      model = null;
      const opened = await open(request, onState, signal);
      if (signal.aborted) opened.engine.dispose();
      throwIfAborted(signal);
      model = opened;
      return readyStateOf(opened);
    },
    analyse: async (study, sources, operatingPoint, onEvent, signal) => {
      const run = parts.runStudy(study, loaded(), readerOf(sources), operatingPoint, signal);
      let step = await run.next();
      // Awaiting the receiver keeps the events in order and lets nothing pile up.
      for (; step.done !== true; step = await run.next()) await onEvent(step.value);
      return step.value;
    },
    explain: async (study, sliceKey, sources, signal) => {
      const { engine, pack } = loaded();
      const prepared = await parts.prepareSlice(
        study,
        sliceKey,
        loaded(),
        readerOf(sources),
        signal,
      );
      const maps = await engine.classMaps(prepared.tensor, signal);
      if (maps === null) return null;
      const [row] = await engine.run([prepared.tensor], signal);
      const { calibrated } = interpretOutputs(row ?? [], pack.manifest);
      return { maps, probabilities: calibrated, box: prepared.box };
    },
    modelInput: async (study, sliceKey, sources, signal) => {
      const { size, channels } = loaded().pack.manifest.preprocess;
      const { tensor } = await parts.prepareSlice(
        study,
        sliceKey,
        loaded(),
        readerOf(sources),
        signal,
      );
      return { tensor, size, channels: channels.length };
    },
  };
}
