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
  const modelDesk = (): Promise<ModelDesk> => {
    desk ??= import('./model-desk.ts').then((module) => module.modelDesk(ports, stores, queue));
    return desk;
  };
  whenWanted(stores, async () => {
    const { standingOpinion } = await import('./standing.ts');
    standingOpinion(stores, await modelDesk());
  });
  return { modelDesk };
}

/** Begins once, as soon as a standing second opinion is wanted: its code is not there before. */
function whenWanted({ settings }: Stores, begin: () => Promise<void>): void {
  const look = (): void => {
    if (settings.getState().standingOpinion === '') return;
    end();
    void begin();
  };
  const end = settings.subscribe(look);
  look();
}
