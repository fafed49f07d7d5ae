import { ms } from '#base';
import type { Given, SourceEvent } from '#intake';
import type { Stores } from '../stores.ts';
import type { IntakeTurns } from './turns.ts';

/** What can be given to the tab. */
export interface IntakeActions {
  /** Call it in the event handler itself: a drop is emptied when the handler returns. */
  open(given: Given): void;
  cancelIntake(): void;
  /** What was read so far has been seen: what is told next is of what comes from now on. */
  closeIntake(): void;
}

/** The actions over the intake of a tab. Drops are read one after the other. */
export function intakeActions(
  ports: {
    readonly collect: (given: Given, signal: AbortSignal) => AsyncIterable<SourceEvent>;
    readonly now: () => number;
  },
  turns: IntakeTurns,
  { worklist, intake }: Pick<Stores, 'worklist' | 'intake'>,
): IntakeActions {
  return {
    open: (given) => {
      void turns.take((signal) => ports.collect(given, signal));
      worklist.setState({ now: ms(ports.now()) });
    },
    cancelIntake: turns.stop,
    closeIntake: () => intake.setState({ readSince: null }),
  };
}
