import { useEffect, useRef, useState } from 'react';

const INPUTS = ['pointermove', 'pointerdown', 'wheel', 'keydown'] as const;
const LOOK_EVERY_MS = 1000;

/** Two clocks: one stands still while the machine sleeps, the other may be set back. */
const clocks = () => [performance.now(), Date.now()] as const;

/** Why the screen is covered: a PIN asks who is there as the app starts, a while went by without input, or somebody takes a break. */
export type Cover = 'start' | 'idle' | 'asked';

/** Tabs of one browser: who takes a break leaves all of them. */
const CHANNEL = 'ich-triage-cover';

/**
 * Whether the screen is to be covered, and why (null: it is not): after so many minutes without input (0: never), and from the start where a PIN asks who is there.
 * Input that comes too late, as after a sleep, covers it first. `lock` covers the other tabs, too; each is uncovered by itself.
 */
export function useIdleLock(
  minutes: number,
  hasPin: boolean,
): { readonly cover: Cover | null; readonly lock: () => void; readonly unlock: () => void } {
  const [cover, setCover] = useState<Cover | null>(hasPin ? 'start' : null);
  const others = useRef<BroadcastChannel | null>(null);
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = () => setCover((now) => now ?? 'asked');
    others.current = channel;
    return () => channel.close();
  }, []);
  useEffect(() => {
    if (minutes === 0 || cover !== null) return;
    let last = clocks();
    const isLate = (): boolean =>
      clocks().some((now, at) => now - (last[at] ?? now) >= minutes * 60_000);
    const look = (event?: Event): void => {
      if (isLate()) setCover('idle');
      else if (event !== undefined) last = clocks();
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    for (const input of INPUTS) {
      window.addEventListener(input, look, { capture: true, passive: true });
    }
    return () => {
      clearInterval(timer);
      for (const input of INPUTS) window.removeEventListener(input, look, { capture: true });
    };
  }, [minutes, cover]);
  const lock = (): void => {
    setCover('asked');
    others.current?.postMessage('cover');
  };
  return { cover, lock, unlock: () => setCover(null) };
}
