import { type EngineKind, parseEngineKind } from '#base';
import type { AnalysisService } from '#workers';
import type { Stores } from '../stores.ts';
import type { AnalysisQueue } from './queue.ts';

/** What can be done to the engine and its queue. */
export interface AnalysisActions {
  loadModel(): void;
  pause(): void;
  resume(): void;
}

/** The actions over the engine of a tab. The engine that was ready last is tried first. */
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
      const last = settings.getState().engines[modelUrl];
      const rememberedEngine = parseEngineKind(last);
      void service.engine.load(modelUrl, {
        ...(forcedEngine === undefined ? {} : { forcedEngine }),
        ...(rememberedEngine === null ? {} : { rememberedEngine }),
      });
    },
    pause: queue.pause,
    resume: queue.resume,
  };
}
