import type { EngineKind } from '#base';
import type { AnalysisService } from '#workers';
import type { AnalysisQueue } from '../analysis/queue.ts';
import type { Stores } from '../stores.ts';
import type { ModelDesk } from './model-desk.ts';

/** What choosing among models needs of the tab. */
export interface ModelPorts {
  readonly service: Pick<AnalysisService, 'engine' | 'second'>;
  readonly sources: ReadonlyMap<string, Blob>;
  readonly now: () => number;
  /** From the address bar: no other engine is tried. */
  readonly forcedEngine?: EngineKind | undefined;
}

/** The models' part of the app. */
export interface ModelActions {
  /** All that can be done with models; its code is fetched on first use. */
  modelDesk(): Promise<ModelDesk>;
}

/** The actions over the models of a tab. */
export function modelActions(
  ports: ModelPorts,
  stores: Stores,
  queue: AnalysisQueue,
): ModelActions {
  let desk: Promise<ModelDesk> | null = null;
  return {
    modelDesk: () => {
      desk ??= import('./model-desk.ts').then(({ modelDesk }) => modelDesk(ports, stores, queue));
      return desk;
    },
  };
}
