import { AppError } from '#base';
import { EXIT, type ExitStatus, runCommand, type Shell } from './command.ts';
import { parseOptions, wholeOption } from './parse-options.ts';
import { openQueue } from './services/open-queue.ts';
import { QUEUE_USAGE, WORK_OPTIONS, WORK_USAGE, workOptions } from './services/options.ts';
import { work } from './services/work.ts';

const USAGE = `usage: npm run worker -- --dicomweb URL --queue URL [options]

Takes studies out of the queue that npm run watch fills, the most urgent first, one at a time: fetches, analyzes, and keeps each
result where --out and --write-back say; without them it is printed only. As many workers as you like, on as many
machines. One JSON line on stdout for everything that happens, without patient data.

${QUEUE_USAGE}
${WORK_USAGE}
  --lock SECONDS             a worker that is silent for so long has lost its study to another (default 60)
  --help                     this text

Ctrl+C or SIGTERM ends it when the study under way is done; a second Ctrl+C ends it at once, and another worker takes the study.
Exit status: 0 ended as it was told to, 1 failure, or ALARM: a result hid its study, 64 wrong usage.
Research software. It never says that a study is normal.`;

async function worker(shell: Shell): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(shell.args, {
    ...WORK_OPTIONS,
    lock: { type: 'string', default: '60' },
  });
  const options = workOptions(values, positionals);
  const address = options.queue;
  if (address === null) throw new AppError('usage', '--queue URL is missing.');
  const lockMs = Math.max(1, wholeOption(values.lock, '--lock')) * 1000;
  const alarmed = await work(options, shell, {
    open: (modelHash) => openQueue(address, options.thread.insecure, modelHash, { lockMs }),
  });
  return alarmed ? EXIT.failure : EXIT.done;
}

await runCommand({ usage: USAGE, run: worker, isService: true });
