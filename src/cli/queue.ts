import { AppError, countOf } from '#base';
import { isUid } from '#dicomweb';
import type { FailedWork, StudyQueue } from '#queue';
import { EXIT, type ExitStatus, runCommand, type Shell } from './command.ts';
import { parseOptions } from './parse-options.ts';
import { modelHashIn, openQueue } from './services/open-queue.ts';
import { answerMsFrom, QUEUE_OPTIONS, QUEUE_USAGE } from './services/options.ts';

const USAGE = `usage: npm run queue -- status|failed|retry [UID]|first UID|hold|resume --queue URL [--model DIR] [--json] [--insecure]

  status                     how many studies wait, are worked on, failed
  failed                     which failed three times, and why
  retry [UID]                has what failed tried again, all or a study's
  first UID                  puts a study before all others
  hold, resume               nobody takes a study until it is resumed; after an alarm it is held

${QUEUE_USAGE}
  --model DIR                the model whose queue it is (default as for npm run worker)
  --json                     one JSON object on stdout
  --help                     this text

Exit status: 0 done, 1 failure, 2 something has failed for good (status, failed), or nothing was found (retry UID, first), 64 wrong usage.`;

interface Told {
  readonly text: string;
  readonly json: unknown;
  readonly status: ExitStatus;
}

async function queueCommand({ args, print }: Shell): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(args, {
    ...QUEUE_OPTIONS,
    model: { type: 'string' },
    json: { type: 'boolean', default: false },
    insecure: { type: 'boolean', default: false },
  });
  const [word = '', uid, ...stray] = positionals;
  const act = Object.hasOwn(ACTS, word) ? ACTS[word] : undefined;
  if (act === undefined) {
    throw new AppError('usage', word === '' ? 'What is to be done?' : `${word} is not known.`);
  }
  if (stray[0] !== undefined) throw new AppError('usage', `${stray[0]} is not expected here.`);
  if (uid !== undefined && !TAKE_A_STUDY.has(word)) {
    throw new AppError('usage', `${word} takes no study.`);
  }
  if (uid !== undefined && !isUid(uid)) {
    throw new AppError('usage', `${uid} is no Study Instance UID.`);
  }
  if (word === 'first' && uid === undefined) throw new AppError('usage', 'first UID is missing.');
  if (values.queue === undefined) throw new AppError('usage', '--queue URL is missing.');
  const modelHash = await modelHashIn(values.model ?? null);
  const queue = await openQueue(values.queue, values.insecure, modelHash, {
    answerMs: answerMsFrom(values.answer),
  });
  try {
    const { text, json, status } = await act(queue, uid);
    print(values.json ? JSON.stringify(json) : text);
    return status;
  } finally {
    await queue.close();
  }
}

const TAKE_A_STUDY = new Set(['retry', 'first']);

const ACTS: Readonly<Record<string, (queue: StudyQueue, uid?: string) => Promise<Told>>> = {
  status: async (queue) => {
    const counts = await queue.counts();
    const held = await queue.isHeld();
    const risk = await queue.risk();
    const { waiting, active, delayed, failed, done } = counts;
    const text = `${risk === null ? '' : `${risk}.\n`}${waiting} waiting, ${active} worked on, ${delayed} to be tried again, ${failed} failed, ${done} done${held ? '. HELD: nobody takes a study until it is resumed.' : '.'}`;
    return {
      text,
      json: { ...counts, held, ...(risk === null ? {} : { risk }) },
      status: failedStatus(failed),
    };
  },
  failed: async (queue) => {
    const failed = await queue.failed();
    const text = failed.length === 0 ? 'Nothing failed.' : failed.map(failedLine).join('\n');
    return { text, json: failed, status: failedStatus(failed.length) };
  },
  retry: async (queue, uid) => {
    const count = await queue.retry(uid);
    const status = count === 0 && uid !== undefined ? EXIT.nothingAnalyzed : EXIT.done;
    const text = `${countOf(count, 'piece of work is', 'pieces of work are')} tried again.`;
    return { text, json: { retried: count }, status };
  },
  first: async (queue, uid = '') => {
    const found = await queue.first(uid);
    return {
      text: found ? 'It is the next.' : 'Nothing of it waits.',
      json: { found },
      status: found ? EXIT.done : EXIT.nothingAnalyzed,
    };
  },
  hold: async (queue) => {
    await queue.hold();
    return { text: 'Held: nobody takes a study.', json: { held: true }, status: EXIT.done };
  },
  resume: async (queue) => {
    await queue.resume();
    return { text: 'Resumed.', json: { held: false }, status: EXIT.done };
  },
};

const failedStatus = (count: number): ExitStatus => (count > 0 ? EXIT.nothingAnalyzed : EXIT.done);

const failedLine = ({ study, stage, attempts, reason, at }: FailedWork): string =>
  `${study} (${stage}), ${countOf(attempts, 'attempt')}${at === null ? '' : `, ${new Date(at).toISOString()}`}: ${reason}`;

await runCommand({ usage: USAGE, run: queueCommand });
