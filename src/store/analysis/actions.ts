import { type EngineKind, parseEngineKind } from '#base';
import type { AnalysisService, LoadModelOptions } from '#workers';
import type { Stores } from '../stores.ts';
import type { AnalysisQueue } from './queue.ts';

/** What can be done to the engine and its queue. */
export interface AnalysisActions {
  loadModel(): void;
  pause(): void;
  resume(): void;
}

/** How a model is loaded: on the engine that was asked for, else the one first that was ready last with it. */
export function loadOptions(
  model: string,
  settings: Stores['settings'],
  forcedEngine: EngineKind | undefined,
): LoadModelOptions {
  const rememberedEngine = parseEngineKind(settings.getState().engines[model]);
  return {
    ...(forcedEngine === undefined ? {} : { forcedEngine }),
    ...(rememberedEngine === null ? {} : { rememberedEngine }),
  };
}

/** The actions over the engine of a tab. */
export function analysisActions(
  ports: {
    readonly service: Pick<AnalysisService, 'engine'>;
    readonly modelUrl: string;
    readonly forcedEngine?: EngineKind;
  },
  { settings }: Pick<Stores, 'settings'>,
  queue: AnalysisQueue,
): AnalysisActions {
  const { service, modelUrl, forcedEngine } = ports;
  return {
    loadModel: () => {
      void service.engine.load(modelUrl, loadOptions(modelUrl, settings, forcedEngine));
    },
    pause: queue.pause,
    resume: queue.resume,
  };
}
