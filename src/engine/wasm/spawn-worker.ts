import { AppError } from '#base';
import { startNodeWorker } from './node-threads.ts';
import type { ThreadPort } from './thread-port.ts';
import type { FromWorker } from './worker-messages.ts';

function webPort(worker: Worker): ThreadPort {
  return {
    post: (message) => worker.postMessage(message),
    onAnswer: (listen) => {
      worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => listen(data));
    },
    onDeath: (listen) => {
      worker.addEventListener('error', (event) => listen(event.message || 'the worker failed'));
      worker.addEventListener('messageerror', () => listen('a message could not be read'));
    },
    terminate: () => worker.terminate(),
  };
}

function nodePort(): ThreadPort {
  const worker = startNodeWorker('./thread.worker.ts');
  if (worker === null) throw new AppError('engine-missing', 'There are no workers here.');
  worker.unref();
  return {
    post: (message) => worker.postMessage(message),
    onAnswer: (listen) => {
      worker.on('message', (answer) => listen(answer as FromWorker));
    },
    onDeath: (listen) => {
      worker.on('error', (error) => listen(String(error)));
      worker.on('exit', () => listen('the worker ended'));
    },
    terminate: () => {
      void worker.terminate();
    },
  };
}

/** Starts a thread: a Worker in a browser, worker_threads in Node. */
export function spawnThread(): ThreadPort {
  if (typeof Worker === 'undefined') return nodePort();
  return webPort(new Worker(new URL('./thread.worker.ts', import.meta.url), { type: 'module' }));
}
