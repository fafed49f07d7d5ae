import { appendFileSync, existsSync, readdirSync } from 'node:fs';

/** Loaded before a command: writes down what its process holds, with garbage collected, until it ends. */
const log = process.env.SOAK_LOG;
const EVERY_MS = 400;

function watch(path: string): void {
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  const listeners = process
    .eventNames()
    .reduce((sum, name) => sum + process.listenerCount(name), 0);
  const line = {
    mebibytes: rss / 1024 ** 2,
    held: (heapUsed + external) / 1024 ** 2,
    handles: existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0,
    resources: process.getActiveResourcesInfo().length,
    listeners,
  };
  appendFileSync(path, `${JSON.stringify(line)}\n`);
}

if (log !== undefined) {
  watch(log);
  setInterval(() => watch(log), EVERY_MS).unref();
}
