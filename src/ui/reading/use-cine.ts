import { useEffect, useRef } from 'react';
import { useApp, useStore } from '../app-context.ts';

const FRAME_MS = 125;

/** Runs through the slices, eight a second, round and round, while cine is on. */
export function useCine(slice: number, count: number): void {
  const app = useApp();
  const on = useStore(app.reading, (reading) => reading.cine);
  const at = useRef(slice);
  at.current = slice;
  useEffect(() => {
    if (!on) return;
    const timer = setInterval(() => app.showSlice((at.current + 1) % count), FRAME_MS);
    return () => clearInterval(timer);
  }, [app, on, count]);
}
