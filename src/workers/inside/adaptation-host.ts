import { adaptationFromSite } from '#adaptation';
import type { AdaptationApi } from '../wire/worker-api.ts';

/** The adaptation's API. */
export const adaptationHost = (): AdaptationApi => ({
  propose: async (request) => adaptationFromSite(request),
});
