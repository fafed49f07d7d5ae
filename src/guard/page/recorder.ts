import { type EgressNote, type GuardMessage, openGuardChannel } from '../egress-note.ts';
import { watchRequests } from '../watch-thread.ts';

/** What threads told, before and after somebody reads it. */
export interface Recorder {
  /** Hands over all so far, and from then on each that comes. `at` is in milliseconds since 1970. */
  play(hear: (message: GuardMessage, at: number) => void): void;
}

/**
 * Records what the page and its workers request, from the first request on. First thing that the app does; small, since it is
 * part of what starts.
 */
export function startRecorder(): Recorder {
  const tape: [GuardMessage, number][] = [];
  let pass = (message: GuardMessage, at: number): void => {
    tape.push([message, at]);
  };
  const hear = (message: GuardMessage) => pass(message, Date.now());
  const note = (notes: readonly EgressNote[]) => hear({ kind: 'notes', notes });
  watchRequests(note);
  openGuardChannel().onmessage = ({ data }) => hear(data);
  return {
    play(next) {
      for (const [message, at] of tape) next(message, at);
      pass = next;
    },
  };
}
