import type { Consumer, StudyQueue } from '#queue';
import { AlarmError } from './analyst.ts';
import type { Health } from './health.ts';
import type { StudyThread } from './study-thread.ts';

/** A trouble of the queue is told once in so many milliseconds: a client that reconnects says it each time. */
const TROUBLE_MS = 60_000;

/**
 * Works on what the queue gives, and tells of each piece. After an alarm the queue is held: nobody takes a study until somebody has
 * looked and resumes it.
 */
export function consumeStudies(
  queue: StudyQueue,
  thread: Pick<StudyThread, 'run'>,
  health: Health,
  onAlarm: (text: string) => void,
): Consumer {
  let troubleAt = Number.NEGATIVE_INFINITY;
  return queue.consume(
    async (work, attempt) => {
      const { study, stage } = work;
      const begun = performance.now();
      health.tell('begun', { study, stage, attempt });
      try {
        const result = await thread.run(work);
        const seconds = (performance.now() - begun) / 1000;
        const outcome = result.summary.known === true ? 'known' : 'done';
        health.count('work', { stage, outcome });
        health.time(stage, seconds);
        health.tell(stage === 'look' ? 'looked' : 'result', {
          study,
          seconds: Number(seconds.toFixed(2)),
          urgency: result.urgency,
          ...result.summary,
        });
        return result;
      } catch (error) {
        if (error instanceof AlarmError) {
          await queue.hold().catch(() => undefined);
          onAlarm(error.message);
        }
        throw error;
      }
    },
    {
      onFailed: ({ study, stage }, attempt, reason, isLast) => {
        health.count('work', { stage, outcome: isLast ? 'failed' : 'tried' });
        health.tell('failed', { study, stage, attempt, reason, last: isLast });
      },
      onStalled: (name) => {
        health.count('stalled');
        health.tell('stalled', { work: name });
      },
      onTrouble: (text) => {
        health.count('queue_troubles');
        if (performance.now() - troubleAt < TROUBLE_MS) return;
        troubleAt = performance.now();
        health.tell('queue-trouble', { text });
      },
    },
  );
}
