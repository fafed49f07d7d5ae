import { AppError } from '#base';

/**
 * Turns to wait actively before sleeping, some tenths of a millisecond: a layer takes about as long, and a thread that sleeps is
 * late itself when it wakes, so that the others sleep in their turn.
 */
const SPINS = 100_000;
/** A thread that is later than this is taken for dead. */
const LIMIT_MS = 20_000;

/**
 * A point where `threads` threads wait for each other, over and over; `counter` is one shared number, 0 at the start.
 * Throws AppError 'engine-lost' when the others do not come.
 */
export function createBarrier(counter: Int32Array, threads: number): () => void {
  let round = 0;
  return () => {
    round += 1;
    const goal = round * threads;
    if (Atomics.add(counter, 0, 1) + 1 === goal) {
      Atomics.notify(counter, 0);
      return;
    }
    for (let spin = 0; spin < SPINS; spin++) if (Atomics.load(counter, 0) >= goal) return;
    for (let seen = Atomics.load(counter, 0); seen < goal; seen = Atomics.load(counter, 0)) {
      if (Atomics.wait(counter, 0, seen, LIMIT_MS) === 'timed-out') {
        throw new AppError('engine-lost', 'A thread of the WASM engine does not answer.');
      }
    }
  };
}
