import { ms } from '#base';
import type { Given, SourceEvent } from '#intake';
import type { AnalysisQueue } from '../analysis/queue.ts';
import type { Stores } from '../stores.ts';
import type { Intake } from './intake-run.ts';

/** What can be given to the tab. */
export interface IntakeActions {
  /** Call it in the event handler itself: a drop is emptied when the handler returns. */
  open(given: Given): void;
  cancelIntake(): void;
}

/** The actions over the intake of a tab. Drops are read one after the other. */
export function intakeActions(
  ports: {
    readonly collect: (given: Given, signal: AbortSignal) => AsyncIterable<SourceEvent>;
    readonly now: () => number;
  },
  files: Intake,
  { worklist }: Pick<Stores, 'worklist'>,
  queue: AnalysisQueue,
): IntakeActions {
  let stop = new AbortController();
  let last: Promise<void> = Promise.resolve();
  return {
    open: (given) => {
      if (stop.signal.aborted) stop = new AbortController();
      const { signal } = stop;
      const events = ports.collect(given, signal); // Now: a drop's entries are gone later.
      last = last.then(() => files.take(events, signal)).then(queue.pump);
      worklist.setState({ now: ms(ports.now()) });
    },
    cancelIntake: () => stop.abort(),
  };
}
