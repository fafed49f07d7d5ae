import { AppError, throwIfAborted } from '#base';
import { changedLittle, hashPreprocessSpec, SMALL_CHANGES, turnedBack } from '#imaging';
import {
  interpretOutputs,
  type OpenModel,
  type OpenModelOptions,
  openModel,
  type ReadPackageFile,
} from '#inference';
import {
  type PreparedSlice,
  type prepareSlice,
  type runStudy,
  runWithModel,
  type StudyEvent,
} from '#pipeline';
import type { StudyFindings } from '#triage';
import type { ChangedOpinion, PackageSource, ReadyEngine } from '../wire/analysis-service.ts';
import type { InferenceWorkerApi, LoadRequest } from '../wire/worker-api.ts';
import { sharedPreparation, type WantedSlice } from './shared-preparation.ts';
import { readerOf } from './sources.ts';

/** What the host needs from outside: replaced in tests. */
export interface InferenceHostParts {
  readonly packageReader: (source: PackageSource) => ReadPackageFile;
  readonly clock: () => number;
  readonly wasmPaths?: NonNullable<OpenModelOptions['wasmPaths']>;
  readonly runStudy: typeof runStudy;
  readonly prepareSlice: typeof prepareSlice;
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

/** A step ends after this time: short enough for another study to go first, long enough not to be all messages. */
const STEP_MS = 30;

/** The inference worker's API: one model at a time, and studies through it. */
export function inferenceHost(parts: InferenceHostParts): InferenceWorkerApi {
  let model: OpenModel | null = null;
  let lastRun = 0;
  const runs = new Map<number, AsyncGenerator<StudyEvent, StudyFindings>>();

  const loaded = (): OpenModel => {
    if (model === null) throw new AppError('no-model', 'No model is loaded.');
    return model;
  };

  const open = async (
    request: LoadRequest,
    onState: Parameters<InferenceWorkerApi['load']>[1],
    signal: AbortSignal,
  ): Promise<OpenModel> => {
    const { source, forced, remembered, without } = request;
    const opened = await openModel(parts.packageReader(source), {
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

  const prepare = (
    { study, sliceKey, spec, sources }: WantedSlice,
    signal: AbortSignal,
  ): Promise<PreparedSlice> => parts.prepareSlice(study, sliceKey, spec, readerOf(sources), signal);
  const withPrepared = sharedPreparation(prepare);

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
    begin: (study, sources, operatingPoint, signal) => {
      lastRun += 1;
      const readSource = readerOf(sources);
      const run = runWithModel(loaded(), { study, readSource, operatingPoint });
      runs.set(lastRun, parts.runStudy(run, signal));
      return lastRun;
    },
    step: async (run) => {
      const generator = runs.get(run);
      if (generator === undefined) throw new AppError('no-run', 'This run is not there any more.');
      const events: StudyEvent[] = [];
      const started = parts.clock();
      try {
        for (;;) {
          const { done, value } = await generator.next();
          if (done === true) {
            runs.delete(run);
            return { done, events, findings: value };
          }
          events.push(value);
          if (value.kind === 'interim' || parts.clock() - started > STEP_MS) {
            return { done: false, events };
          }
        }
      } catch (error) {
        runs.delete(run);
        throw error;
      }
    },
    stop: async (run) => {
      const generator = runs.get(run);
      runs.delete(run);
      // Its cleaning up is all that is left; what it might still say concerns nobody.
      await generator?.return(undefined as never).catch(() => undefined);
    },
    explain: async (study, sliceKey, sources, signal) => {
      const { engine, pack } = loaded();
      const spec = pack.manifest.preprocess;
      return withPrepared({ study, sliceKey, spec, sources }, signal, async (prepared) => {
        const maps = await engine.classMaps(prepared.tensor, signal);
        if (maps === null) return null;
        const [row] = await engine.run([prepared.tensor], signal);
        const { calibrated } = interpretOutputs(row ?? [], pack.manifest);
        const { height, width, logits } = maps;
        const back = turnedBack({ height, width, values: logits }, prepared.turn);
        return {
          maps: { height: back.height, width: back.width, logits: back.values },
          probabilities: calibrated,
          box: prepared.box,
        };
      });
    },
    changed: async (study, sliceKey, sources, signal) => {
      const { engine, pack } = loaded();
      const spec = pack.manifest.preprocess;
      return withPrepared({ study, sliceKey, spec, sources }, signal, async ({ tensor }) => {
        const opinions: ChangedOpinion[] = [];
        for (const change of ['none', ...SMALL_CHANGES] as const) {
          const input = change === 'none' ? tensor : changedLittle(tensor, spec, change);
          // One by one: a study that waits for the engine waits for one slice.
          const [row] = input === null ? [] : await engine.run([input], signal);
          if (row === undefined) continue;
          const { calibrated } = interpretOutputs(row, pack.manifest);
          opinions.push({ change, probabilities: calibrated });
        }
        return opinions;
      });
    },
    modelInput: async (study, sliceKey, sources, signal) => {
      const spec = loaded().pack.manifest.preprocess;
      const { size, channels } = spec;
      // By itself: it is sent away.
      const { tensor } = await prepare({ study, sliceKey, spec, sources }, signal);
      return { tensor, size, channels: channels.length };
    },
  };
}
