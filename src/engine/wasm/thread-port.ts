import type { FromWorker, ToWorker } from './worker-messages.ts';

/** A thread as its pool sees it. Answers come one a message, in order. */
export interface ThreadPort {
  post(message: ToWorker): void;
  onAnswer(listen: (answer: FromWorker) => void): void;
  /** Called when the thread has died or cannot be started. */
  onDeath(listen: (text: string) => void): void;
  terminate(): void;
}
