import type { SourceEvent } from '#intake';
import type { Intake, TakeHow } from './intake-run.ts';

/** Files are read one drop after the other, whoever gives them. */
export interface IntakeTurns {
  /** Reads what is found when all before it is read. Stopped by the giver's signal, or by {@link stop}. */
  take(
    begin: (signal: AbortSignal) => AsyncIterable<SourceEvent>,
    giver?: AbortSignal,
    how?: TakeHow,
  ): Promise<void>;
  /** Stops all that is read or waits. */
  stop(): void;
}

/** The turns at an intake; `onRead` is called after each. */
export function intakeTurns(files: Pick<Intake, 'take'>, onRead: () => void): IntakeTurns {
  let stop = new AbortController();
  let last: Promise<void> = Promise.resolve();
  return {
    take: (begin, giver, how) => {
      if (stop.signal.aborted) stop = new AbortController();
      const { signal: stopped } = stop;
      // What nobody gave by hand is not stopped by hand either.
      const stops = [
        ...(how?.quiet === true ? [] : [stopped]),
        ...(giver === undefined ? [] : [giver]),
      ];
      const signal = AbortSignal.any(stops);
      const events = begin(signal); // Now: a drop's entries are gone later.
      last = last.then(() => files.take(events, signal, how)).then(onRead);
      return last;
    },
    stop: () => stop.abort(),
  };
}
