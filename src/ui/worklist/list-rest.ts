import { useEffect, useState } from 'react';

/** So long after its last movement the list still counts as moving. */
const MOVING_MS = 150;
/** So long after it the list has come to where it was meant to go: a hand takes breaks between two turns of a wheel. */
const SETTLED_MS = 500;

/** Whether the list moves, and who waits until it has settled. */
export interface ListRest {
  /** It moved just now. */
  readonly moved: () => void;
  readonly isMoving: () => boolean;
  readonly isSettled: () => boolean;
  /** Calls back once it has settled. Returns what ends that. */
  readonly whenSettled: (settled: () => void) => () => void;
}

/** A list that has not moved yet. */
export function createListRest(): ListRest {
  const waiting = new Set<() => void>();
  let last = Number.NEGATIVE_INFINITY;
  let looks = false;
  const since = (): number => performance.now() - last;
  const isSettled = (): boolean => since() >= SETTLED_MS;
  const lookSoon = (): void => {
    if (looks || waiting.size === 0) return;
    looks = true;
    setTimeout(look, Math.max(0, SETTLED_MS - since()));
  };
  const look = (): void => {
    looks = false;
    if (!isSettled()) {
      lookSoon();
      return;
    }
    const all = [...waiting];
    waiting.clear();
    for (const settled of all) settled();
  };
  return {
    moved: () => {
      last = performance.now();
    },
    isMoving: () => since() <= MOVING_MS,
    isSettled,
    whenSettled: (settled) => {
      waiting.add(settled);
      lookSoon();
      return () => void waiting.delete(settled);
    },
  };
}

/** false in a row that came up while the list was moved, until it has settled: what nobody sees in a row that passes by need not be made. */
export function useSettled(rest: ListRest): boolean {
  const [settled, setSettled] = useState(rest.isSettled);
  useEffect(() => {
    if (!settled) return rest.whenSettled(() => setSettled(true));
  }, [rest, settled]);
  return settled;
}
