import { isAbort, ms, type Outcome, type Reason, reasonFrom } from '#base';
import { findFiles, type Given } from '#intake';
import type { EngineState, PackageSource, ReadyEngine } from '#workers';
import { loadOptions } from '../analysis/actions.ts';
import type { AnalysisQueue } from '../analysis/queue.ts';
import type { Stores } from '../stores.ts';
import { readStudy } from '../worklist/held-study.ts';
import { resultOf, type StudyEntry } from '../worklist/study-entry.ts';
import type { ModelPorts } from './actions.ts';
import { servedModels } from './list-models.ts';
import { ownPackage, type PackageFile } from './own-package.ts';
import type { ListedModel } from './state.ts';

/** What a reader does with models. Nothing of it rejects; a fault leaves everything as it was. */
export interface ModelDesk {
  /** Looks what is served. Opened packages stay listed. */
  refresh(): Promise<void>;
  /** Reads a package from the reader's disk, proves it, and lists it for this tab. */
  open(given: Given): Promise<Outcome<ListedModel>>;
  /** Proves the model in a worker of its own, then ranks by it: every study whose images are here is analyzed again. */
  choose(model: ListedModel): Promise<Outcome<null>>;
  /** Has another model read a study too, and keeps beside its result what it said. */
  askSecond(key: string, model: ListedModel, signal?: AbortSignal): Promise<Outcome<null>>;
  /** The same for nobody who waits: it is stopped ('no-run') by whatever a reader wants of models. A model that doesn't start is told to `onRefused`. */
  askMeanwhile(
    key: string,
    model: ListedModel,
    signal: AbortSignal,
    onRefused: (reason: Reason) => void,
  ): Promise<Outcome<null>>;
}

/** As many as a manifest may list, and then some. */
const MOST_FILES = 2000;

const fault = (reason: Reason): Outcome<never> => ({ ok: false, reason });

/** Why a load came to no engine. */
const notReady = (state: EngineState): Reason =>
  state.phase === 'failed'
    ? state.reason
    : { code: 'no-engine', text: 'The model could not be started.' };

/** The desk of a tab. */
export function modelDesk(ports: ModelPorts, stores: Stores, queue: AnalysisQueue): ModelDesk {
  const { service, forcedEngine } = ports;
  const { models, settings, worklist, engine } = stores;
  const how = (source: PackageSource) =>
    loadOptions(typeof source === 'string' ? source : '', settings, forcedEngine);
  let inSecond: PackageSource | null = null;

  const timed = ({ manifest, modelHash, msPerSlice }: ReadyEngine): void =>
    models.setState(({ speeds, hashes }) => ({
      speeds: new Map(speeds).set(modelHash, msPerSlice),
      hashes: new Map(hashes).set(manifest.id, modelHash),
    }));

  /** The second worker with this model, which thereby is proven here: files, hashes, operations, golden vectors, time. */
  const proven = async (source: PackageSource): Promise<Outcome<ReadyEngine>> => {
    const there = service.second.engine.state();
    if (inSecond === source && there.phase === 'ready') return { ok: true, value: there };
    inSecond = source;
    const state = await service.second.engine.load(source, how(source));
    if (state.phase !== 'ready') {
      inSecond = null;
      return fault(notReady(state));
    }
    timed(state);
    return { ok: true, value: state };
  };

  /** Studies whose images are here get their turn anew, as far as `which` says so. */
  const again = (which: (entry: StudyEntry) => boolean): void => {
    for (const entry of worklist.getState().entries.values()) {
      if (entry.study !== null && which(entry)) queue.requeue(entry.key);
    }
    queue.pump();
  };
  const underWay = ({ phase }: StudyEntry) =>
    phase.kind === 'reading' || phase.kind === 'analyzing';

  const load = async (source: PackageSource): Promise<Reason | null> => {
    models.setState({ current: source });
    const state = await service.engine.load(source, how(source));
    return state.phase === 'ready' ? null : notReady(state);
  };

  const choose = async (model: ListedModel): Promise<Outcome<null>> => {
    const trial = await proven(model.source);
    if (!trial.ok) return trial;
    const { current: before } = models.getState();
    queue.stop();
    const reason = await load(model.source);
    if (reason !== null) {
      await load(before);
      again(underWay);
      return fault(reason);
    }
    if (model.folder !== '') settings.setState({ model: model.folder });
    const { modelHash } = trial.value;
    again((entry) => underWay(entry) || resultOf(entry)?.model.hash !== modelHash);
    return { ok: true, value: null };
  };

  const askSecond = async (
    key: string,
    model: ListedModel,
    signal?: AbortSignal,
    onRefused?: (reason: Reason) => void,
  ): Promise<Outcome<null>> => {
    const trial = await proven(model.source);
    if (!trial.ok) {
      onRefused?.(trial.reason);
      return trial;
    }
    const entry = worklist.getState().entries.get(key);
    const first = entry === undefined ? null : resultOf(entry);
    if (entry == null || entry.study === null || first === null) {
      return fault({ code: 'no-run', text: 'The study has no result to stand beside.' });
    }
    const findings = await service.second.queue.analyze(readStudy(entry.study), ports.sources, {
      operatingPoint: settings.getState().operatingPoint,
      ...(signal === undefined ? {} : { signal }),
    });
    const now = worklist.getState().entries.get(key);
    if (now === undefined || resultOf(now)?.analysisKey !== first.analysisKey) {
      return fault({ code: 'no-run', text: 'The study has another result by now.' });
    }
    const opinion = {
      engine: trial.value,
      findings,
      besides: first.analysisKey,
      at: ms(ports.now()),
    };
    models.setState(({ opinions }) => ({ opinions: new Map(opinions).set(key, opinion) }));
    return { ok: true, value: null };
  };

  const open = async (found: ReturnType<typeof findFiles>): Promise<Outcome<ListedModel>> => {
    const files: PackageFile[] = [];
    for await (const file of found) {
      if ('reason' in file) return fault(file.reason);
      files.push(file);
      if (files.length > MOST_FILES) {
        return fault({
          code: 'model-file',
          text: 'The folder holds too many files for a package.',
        });
      }
    }
    const model = await ownPackage(files, models.getState().listed ?? []);
    const trial = await proven(model.source);
    if (!trial.ok) return trial;
    models.setState(({ listed }) => ({ listed: [...(listed ?? []), model] }));
    return { ok: true, value: model };
  };

  /** What is done of nobody's asking, and whoever asks for something next stops. */
  let meanwhile = new AbortController();
  /** The second worker holds one model: one thing at a time. */
  let turn: Promise<unknown> = Promise.resolve();
  const settled = async <T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const mine = turn
      .then(work)
      .catch((error: unknown) =>
        fault(
          isAbort(error)
            ? { code: 'no-run', text: 'It was stopped.' }
            : reasonFrom(error, 'engine-failed'),
        ),
      );
    turn = mine;
    return mine;
  };
  const wanted = <T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    meanwhile.abort();
    return settled(work);
  };

  return {
    refresh: async () => {
      const { current } = models.getState();
      const served = await servedModels(current);
      const now = engine.getState();
      models.setState(({ listed }) => ({
        listed: [...served.listed, ...(listed ?? []).filter(({ folder }) => folder === '')],
        refused: served.refused.map(({ name, text }) => ({
          name,
          reason: { code: 'model-manifest', text },
        })),
      }));
      if (now.phase === 'ready') timed(now);
    },
    open: (given) => {
      const files = findFiles(given); // Now: a drop is emptied when its event is over.
      return wanted(() => open(files));
    },
    choose: (model) => wanted(() => choose(model)),
    askSecond: (key, model, signal) => wanted(() => askSecond(key, model, signal)),
    askMeanwhile: (key, model, signal, onRefused) =>
      settled(() => {
        meanwhile = new AbortController();
        const either = AbortSignal.any([signal, meanwhile.signal]);
        return askSecond(key, model, either, onRefused);
      }),
  };
}
