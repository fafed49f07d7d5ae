import { AppError, messageOf } from '#base';

/** Milliseconds for which an answer of the queue is waited for. */
const ANSWER_MS = 10_000;

/** What the queue answers, in time. Rejects with AppError 'queue-unreachable' where it does not, or not as it should. */
export async function within<T>(answer: Promise<T>, milliseconds = ANSWER_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(
      () => fail(new AppError('queue-unreachable', 'the queue does not answer')),
      milliseconds,
    );
  });
  try {
    return await Promise.race([answer, late]);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const text = `the queue does not take it: ${messageOf(cause)}`;
    throw new AppError('queue-unreachable', text, { cause });
  } finally {
    clearTimeout(timer);
    answer.catch(() => undefined); // It may still fail when nobody waits any more.
  }
}
