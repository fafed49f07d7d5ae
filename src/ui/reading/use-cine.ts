import { useEffect, useEffectEvent } from 'react';
import { useApp, useStore } from '../app-context.ts';

const FRAME_MS = 125;

/** Runs through the slices, eight a second, round and round, while cine is on. */
export function useCine(slice: number, count: number): void {
  const app = useApp();
  const on = useStore(app.reading, (reading) => reading.cine);
  const next = useEffectEvent(() => app.showSlice((slice + 1) % count));
  useEffect(() => {
    if (!on) return;
    const timer = setInterval(() => next(), FRAME_MS);
    return () => clearInterval(timer);
  }, [on]);
}
