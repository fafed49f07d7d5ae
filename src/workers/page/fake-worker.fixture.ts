import type * as Comlink from 'comlink';
import { expose } from '../wire/expose.ts';
import type { WorkerLike } from './connect.ts';

/** A worker on this thread: an API behind a message channel, with a switch that makes it crash. */
export interface FakeWorker {
  readonly start: () => WorkerLike;
  /** Every worker started so far. */
  readonly started: readonly { readonly crash: () => void; readonly terminated: () => boolean }[];
}

/** `api` is called for each start, with the number of workers started before. `refuses`: each dies as one that a browser does not let start. */
export function fakeWorker(api: (start: number) => unknown, { refuses = false } = {}): FakeWorker {
  const started: { readonly crash: () => void; readonly terminated: () => boolean }[] = [];
  const start = (): WorkerLike => {
    const { port1, port2 } = new MessageChannel();
    let terminated = false;
    if (refuses) setTimeout(() => port1.dispatchEvent(new Event('error')));
    else expose(Object(api(started.length)), port2 as unknown as Comlink.Endpoint);
    port2.start();
    port1.start();
    started.push({
      crash: () => port1.dispatchEvent(new Event('error')),
      terminated: () => terminated,
    });
    const terminate = () => {
      terminated = true;
      port1.close();
      port2.close();
    };
    return Object.assign(port1, { terminate }) as unknown as WorkerLike;
  };
  return { start, started };
}
