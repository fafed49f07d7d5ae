import { AppError } from '#base';
import { pacsAt } from '#dicomweb';
import { MemoryQueue } from '#queue';
import { EXIT, type ExitStatus, runCommand, type Shell } from './command.ts';
import { parseOptions, wholeOption } from './parse-options.ts';
import { openQueue } from './services/open-queue.ts';
import { QUEUE_USAGE, WORK_OPTIONS, WORK_USAGE, workOptions } from './services/options.ts';
import { work } from './services/work.ts';
import { authorizationFrom } from './triage/pacs/credentials.ts';
import { performerOptions } from './workitems/options.ts';
import { Performer } from './workitems/performer.ts';

const USAGE = `usage: npm run worker -- --dicomweb URL --queue URL [options]
       npm run worker -- --dicomweb URL --workitems CODE --station NAME --write-back [options]

Takes studies out of the queue that npm run watch fills, the most urgent first, one at a time: fetches, analyzes, and keeps each
result where --out and --write-back say; without them it is printed only. As many workers as you like, on as many
machines. One JSON line on stdout for everything that happens, without patient data. With --workitems it takes its work from the list of
work items (UPS-RS) of the PACS instead: claims one, and completes it with the objects of the result, or cancels it with the reason.

${QUEUE_USAGE}
  --workitems CODE           Scheduled Workitem Code of what this program does, as the site's work items have it
  --station NAME             this worker's own name, no other's: items of other stations are left alone, and its claims found again
  --every SECONDS            between two looks at the list of work items (default 15)
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
    workitems: { type: 'string' },
    station: { type: 'string' },
    every: { type: 'string', default: '15' },
  });
  const options = workOptions(values, positionals);
  const asked = performerOptions(options, values);
  if (asked !== null) {
    const { address: url, insecure } = options.thread;
    const pacs = pacsAt(url, { insecure, authorization: authorizationFrom(process.env) });
    const { fill, heard } = new Performer({ pacs, ...asked });
    const open = async () => new MemoryQueue();
    return (await work(options, shell, { open, fill, heard })) ? EXIT.failure : EXIT.done;
  }
  const address = options.queue;
  if (address === null) throw new AppError('usage', '--queue URL is missing.');
  const lockMs = Math.max(1, wholeOption(values.lock, '--lock')) * 1000;
  const times = { lockMs, answerMs: options.answerMs };
  const alarmed = await work(options, shell, {
    open: (modelHash) => openQueue(address, options.thread.insecure, modelHash, times),
  });
  return alarmed ? EXIT.failure : EXIT.done;
}

await runCommand({ usage: USAGE, run: worker });
