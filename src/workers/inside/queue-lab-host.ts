import { throwIfAborted } from '#base';
import { queueLab } from '#simulation';
import type { QueueLabApi } from '../wire/worker-api.ts';

/** A turn for messages: a signal is one. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** The queue lab's API. */
export function queueLabHost(): QueueLabApi {
  return {
    simulate: async (site, run, onPart, signal) => {
      const lab = queueLab(site, run);
      for (;;) {
        const step = lab.next();
        if (step.done === true) return step.value;
        onPart(step.value);
        await turn();
        throwIfAborted(signal);
      }
    },
  };
}
