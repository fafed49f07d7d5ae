import { AppError } from '#base';
import { pacsAt } from '#dicomweb';
import { MemoryQueue } from '#queue';
import { EXIT, type ExitStatus, runCommand, type Shell } from './command.ts';
import { parseOptions, wholeOption } from './parse-options.ts';
import { Health } from './services/health.ts';
import { serveMetrics } from './services/metrics-server.ts';
import { modelHashIn, openQueue } from './services/open-queue.ts';
import {
  QUEUE_USAGE,
  WORK_OPTIONS,
  WORK_USAGE,
  type WorkOptions,
  workOptions,
} from './services/options.ts';
import { startPulse } from './services/pulse.ts';
import { type FillQueue, work } from './services/work.ts';
import { authorizationFrom } from './triage/pacs/credentials.ts';
import { watchPacs } from './watch/run.ts';

const USAGE = `usage: npm run watch -- --dicomweb URL [--queue URL] [options]

Watches the PACS: CT studies of yesterday to tomorrow are looked at as they arrive and analyzed when their count of objects has
stood still. With --queue they are put there for npm run worker; without one this process does the work itself. One JSON
line on stdout for everything that happens, without patient data.

  --every SECONDS            between two looks at the list (default 15)
  --settle SECONDS           for which a count has to stand (default 60)
  --retry SECONDS            before the second attempt at a study that failed, twice as long before the third (default 15)
${QUEUE_USAGE}
${WORK_USAGE}
  --help                     this text

Without --queue what was done is known by --out alone after a restart. Ctrl+C or SIGTERM ends it when the study under way is done.
Exit status: 0 ended as it was told to, 1 failure, or ALARM: a result hid its study, 64 wrong usage.
Research software. It never says that a study is normal.`;

async function watch(shell: Shell): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(shell.args, {
    ...WORK_OPTIONS,
    every: { type: 'string', default: '15' },
    settle: { type: 'string', default: '60' },
    retry: { type: 'string', default: '15' },
  });
  const options = workOptions(values, positionals);
  const times = {
    everyMs: Math.max(1, wholeOption(values.every, '--every')) * 1000,
    settleMs: wholeOption(values.settle, '--settle') * 1000,
  };
  const retryMs = wholeOption(values.retry, '--retry') * 1000;
  const { address, insecure } = options.thread;
  const pacs = pacsAt(address, { insecure, authorization: authorizationFrom(process.env) });
  const fill: FillQueue = (queue, health, modelHash, signal) =>
    watchPacs({ pacs, queue, health, modelHash, ...times, signal });
  if (options.queue !== null) {
    await fillShared(options, options.queue, fill, retryMs, shell);
    return EXIT.done;
  }
  const alarmed = await work(options, shell, {
    open: async () => new MemoryQueue(retryMs),
    fill,
  });
  return alarmed ? EXIT.failure : EXIT.done;
}

/** Fills the shared queue, and does nothing else. */
async function fillShared(
  { thread, answerMs, metrics }: WorkOptions,
  address: string,
  fill: FillQueue,
  retryMs: number,
  { print, signal }: Pick<Shell, 'print' | 'signal'>,
): Promise<void> {
  if (thread.out !== null || thread.writeBack) {
    throw new AppError(
      'usage',
      'With --queue the workers keep results: give --out and --write-back to them.',
    );
  }
  const modelHash = await modelHashIn(thread.model);
  const queue = await openQueue(address, thread.insecure, modelHash, { retryMs, answerMs });
  const health = new Health(print);
  const server = metrics === null ? null : await serveMetrics(metrics, () => health.metrics());
  const pulse = startPulse(queue, health);
  health.tell('ready', { model: modelHash, ...(server === null ? {} : { metrics: server.url }) });
  try {
    await fill(queue, health, modelHash, signal);
    health.tell('stopped', {});
  } finally {
    pulse.stop();
    await queue.close();
    await server?.close();
  }
}

await runCommand({ usage: USAGE, run: watch });
