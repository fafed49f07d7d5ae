import { setMaxListeners } from 'node:events';

/** Every request and every pause, waiting or under way, listens to this signal: more than ten are no leak, of which Node would warn. */
export function letManyListen(signal: AbortSignal): void {
  setMaxListeners(0, signal);
}
