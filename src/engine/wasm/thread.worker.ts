import { watchThread } from '#guard';
import { nodeThreads } from './node-threads.ts';
import { createThread } from './thread.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

// A thread of the WASM engine: hands messages to createThread, and its answers back.
const handle = createThread();
const parent = nodeThreads()?.parentPort ?? null;
const answer = (message: FromWorker): void => {
  if (parent === null) globalThis.postMessage(message);
  else parent.postMessage(message);
};
const listen = async (message: ToWorker): Promise<void> => answer(await handle(message));

if (parent === null) {
  watchThread();
  globalThis.addEventListener(
    'message',
    (event: MessageEvent<ToWorker>) => void listen(event.data),
  );
} else parent.on('message', (message) => void listen(message as ToWorker));
