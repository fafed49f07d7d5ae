import {
  ATTEMPTS,
  type Consumer,
  LostWorkError,
  type StudyQueue,
  type StudyWork,
  type WorkResult,
} from '#queue';
import { AlarmError } from './analyst.ts';
import type { Health } from './health.ts';
import type { StudyThread } from './study-thread.ts';

/** A trouble of the queue is told once in so many milliseconds: a client that reconnects says it each time. */
const TROUBLE_MS = 60_000;

/** How an attempt at a piece of work ended. */
export type WorkEnd =
  | { readonly kind: 'done'; readonly result: WorkResult }
  | { readonly kind: 'failed'; readonly reason: string; readonly isLast: boolean };

/**
 * Works on what the queue gives, and tells of each piece. After an alarm the queue is held: nobody takes a study until somebody has
 * looked and resumes it.
 */
export function consumeStudies(
  queue: StudyQueue,
  thread: Pick<StudyThread, 'run' | 'keeps'>,
  health: Health,
  onAlarm: (text: string) => void,
  onEnd: (work: StudyWork, end: WorkEnd) => void = () => undefined,
): Consumer {
  let troubleAt = Number.NEGATIVE_INFINITY;
  return queue.consume(
    async (work, attempt, isOurs) => {
      const { study, stage } = work;
      const begun = performance.now();
      health.tell('begun', { study, stage, attempt });
      try {
        const result = await thread.run(work, attempt >= ATTEMPTS, isOurs);
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
        onEnd(work, { kind: 'done', result });
        return result;
      } catch (error) {
        if (error instanceof AlarmError) {
          await queue.hold().catch(() => undefined);
          onAlarm(error.message);
        }
        if (error instanceof LostWorkError && error.storedLate.length > 0) {
          health.count('stored_late');
          health.tell('stored-late', { study, objects: error.storedLate });
        }
        throw error;
      }
    },
    {
      onFailed: (work, attempt, reason, isLast) => {
        const { study, stage } = work;
        health.count('work', { stage, outcome: isLast ? 'failed' : 'tried' });
        health.tell('failed', { study, stage, attempt, reason, last: isLast });
        onEnd(work, { kind: 'failed', reason, isLast });
      },
      onStalled: (name) => {
        health.count('stalled');
        health.tell('stalled', { work: name });
      },
      onLeft: ({ study, stage }, why) => {
        health.count('left', { why });
        health.tell('left', { study, stage, why });
      },
      onDoubled: (name) => {
        health.count('doubled');
        health.tell('doubled', { work: name });
      },
      onTrouble: (text) => {
        health.count('queue_troubles');
        if (performance.now() - troubleAt < TROUBLE_MS) return;
        troubleAt = performance.now();
        health.tell('queue-trouble', { text });
      },
    },
    (study) => thread.keeps(study),
  );
}
