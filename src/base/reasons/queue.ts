import type { AdviceTable } from './advice.ts';

/** About the queue that several machines share. */
export const QUEUE = {
  'queue-unreachable': {
    happened: 'The queue does not answer.',
    advice: 'Check that Redis or Valkey runs and that the address is right.',
  },
} as const satisfies AdviceTable;
