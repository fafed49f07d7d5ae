import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EngineService, EngineState } from '#workers';

/** The engine as the service last told it. */
export type EngineStore = StoreApi<EngineState>;

/** Idle, until {@link followService}. */
export const createEngineStore = (): EngineStore =>
  createStore<EngineState>()(() => ({ phase: 'idle' }));

/** Follows the service. Returns the function that stops it. */
export function followService(
  store: EngineStore,
  service: Pick<EngineService, 'onState'>,
): () => void {
  return service.onState((state) => store.setState(state, true));
}
