import type { ReasonCode } from '#base';
import type { Values } from './executor.ts';
import type { Share } from './kernel-calls.ts';
import type { Layout } from './layout.ts';
import type { ThreadPlan } from './slice-run.ts';

/** What a thread is started with. Its own memory, if any, it makes and fills itself. */
export interface StartMessage {
  readonly kind: 'start';
  readonly module: WebAssembly.Module;
  readonly plan: ThreadPlan;
  readonly layout: Layout;
  /** The memory that all threads share, with the weights in it; null: make one. */
  readonly memory: WebAssembly.Memory | null;
  /** Counters of the barrier, shared; null: threads never work on one slice together. */
  readonly barrier: Int32Array | null;
  /** How the thread does a slice alone, and, with the others, its share of one. */
  readonly alone: Omit<Share, 'mailbox'>;
  readonly together: Omit<Share, 'mailbox'>;
}

/** A slice to do, alone or together with all other threads. */
export interface RunMessage {
  readonly kind: 'run';
  readonly together: boolean;
  /** Which of the slot's mailboxes the input lies in or is to be put into. */
  readonly mailbox: number;
  /** null: it lies there. */
  readonly input: Float32Array | null;
}

/** What the pool says to a thread. */
export type ToWorker = StartMessage | RunMessage;

/** What a thread answers, once for each message. */
export type FromWorker =
  | { readonly kind: 'started'; readonly bytes: number }
  | { readonly kind: 'done'; readonly values: Values }
  | { readonly kind: 'failed'; readonly code: ReasonCode; readonly text: string };
