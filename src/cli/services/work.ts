import type { StudyQueue, StudyWork } from '#queue';
import type { Shell } from '../command.ts';
import { letManyListen } from '../many-listeners.ts';
import { writableFolder } from '../output-file.ts';
import { consumeStudies, type WorkEnd } from './consume.ts';
import { Health } from './health.ts';
import { serveMetrics } from './metrics-server.ts';
import type { WorkOptions } from './options.ts';
import { startPulse } from './pulse.ts';
import { StudyThread } from './study-thread.ts';

/** Fills a queue with work for a model until the signal. */
export type FillQueue = (
  queue: StudyQueue,
  health: Health,
  modelHash: string,
  signal: AbortSignal,
) => Promise<void>;

/** What is worked on, and who fills it meanwhile, if it is not filled elsewhere. */
export interface WorkSource {
  readonly open: (modelHash: string) => Promise<StudyQueue>;
  readonly fill?: FillQueue;
  /** Hears how each attempt ended. */
  readonly heard?: (work: StudyWork, end: WorkEnd) => void;
}

/**
 * Works on the studies of a queue until it is stopped; what is under way is done first. Gives whether a result hid its study, after which
 * nothing more is taken. Rejects with AppError where it cannot start.
 */
export async function work(
  { thread: setup, metrics }: WorkOptions,
  { signal, print, say }: Pick<Shell, 'signal' | 'print' | 'say'>,
  { open, fill, heard }: WorkSource,
): Promise<boolean> {
  if (setup.out !== null) await writableFolder(setup.out);
  const health = new Health(print);
  const thread = new StudyThread(setup, (unwritable) => {
    if (unwritable !== null) {
      health.count('out_unwritable');
      health.tell('out-unwritable', { text: `${unwritable}; the study waits for it` });
      return;
    }
    health.count('pacs_away');
    health.tell('pacs-away', {
      text: 'the PACS cannot be reached, or has no time; the study waits for it',
    });
  });
  const server = metrics === null ? null : await serveMetrics(metrics, () => health.metrics());
  try {
    const { engine, modelHash } = await thread.start();
    const queue = await open(modelHash);
    const stop = new AbortController();
    const ended = AbortSignal.any([signal, stop.signal]);
    letManyListen(ended);
    let alarmed = false;
    const pulse = startPulse(queue, health);
    // Whoever fills the queue may wait for the study under way, which may wait for its PACS.
    ended.addEventListener('abort', () => thread.hurry(), { once: true });
    const onAlarm = (text: string): void => {
      alarmed = true;
      health.count('alarms');
      health.tell('alarm', { text });
      say(`${text} The queue is held: npm run queue -- resume, when the PACS is right again.`);
      stop.abort();
    };
    const consumer = consumeStudies(queue, thread, health, onAlarm, heard);
    health.tell('ready', {
      engine,
      model: modelHash,
      ...(server === null ? {} : { metrics: server.url }),
    });
    const end = new Promise<void>((aborted) => {
      if (ended.aborted) aborted();
      ended.addEventListener('abort', () => aborted(), { once: true });
    });
    try {
      await Promise.all([end, fill?.(queue, health, modelHash, ended)]);
      health.tell('stopping', {});
    } finally {
      thread.hurry();
      await consumer.stop();
      pulse.stop();
      await queue.close();
    }
    health.tell('stopped', {});
    return alarmed;
  } finally {
    await thread.close();
    await server?.close();
  }
}
