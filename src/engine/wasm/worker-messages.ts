import type { Values } from './executor.ts';
import type { Layout } from './layout.ts';
import type { Part } from './program.ts';
import type { Program } from './slice-run.ts';

/** What a thread is started with. Its own memory, if any, it makes and fills itself. */
export interface StartMessage {
  readonly kind: 'start';
  readonly module: WebAssembly.Module;
  readonly plan: Program;
  readonly layout: Layout;
  /** The memory that all threads share, with the weights in it; null: make one. */
  readonly memory: WebAssembly.Memory | null;
  /** Counters of the barrier, shared; null: threads never work on one slice together. */
  readonly barrier: Int32Array | null;
  /** How the thread does a slice alone, and, with the others, its share of one. */
  readonly alone: Omit<Part, 'inbox'>;
  readonly together: Omit<Part, 'inbox'>;
}

/** A slice to do, alone or together with all other threads. */
export interface RunMessage {
  readonly kind: 'run';
  readonly together: boolean;
  /** Which of the slot's inboxes the input lies in or is to be put into. */
  readonly inbox: number;
  /** null: it lies there. */
  readonly input: Float32Array | null;
}

/** What the pool says to a thread. */
export type ToWorker = StartMessage | RunMessage;

/** What a thread answers, once for each message. */
export type FromWorker =
  | { readonly kind: 'started'; readonly bytes: number }
  | { readonly kind: 'done'; readonly values: Values }
  | { readonly kind: 'failed'; readonly code: string; readonly text: string };
