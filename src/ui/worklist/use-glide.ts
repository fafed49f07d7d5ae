import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { WorklistRow } from '#store';
import { rowMoves } from './row-moves.ts';

/** A change of order that comes sooner after another one is not animated. */
const CALM_MS = 700;
const GLIDE: KeyframeAnimationOptions = { duration: 320, easing: 'cubic-bezier(0.2, 0, 0, 1)' };

/**
 * Rows glide to their new places where one change can be followed by eye. While the order changes again and again, as at the
 * start of a queue, they jump, which costs a machine without a GPU a third of a core less; so too for readers who want less motion.
 */
export function useGlide(
  box: RefObject<HTMLDivElement | null>,
  rows: readonly WorklistRow[],
  top: (index: number) => number,
): void {
  const before = useRef<readonly string[]>([]);
  const lastMove = useRef(Number.NEGATIVE_INFINITY);
  useLayoutEffect(() => {
    const after = rows.map(({ key }) => key);
    const moves = rowMoves(before.current, after, top);
    const arrived = after.length !== before.current.length;
    before.current = after;
    if (moves.length === 0 && !arrived) return;
    const calm = performance.now() - lastMove.current > CALM_MS;
    lastMove.current = performance.now();
    if (!calm || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    for (const { key, from } of moves) {
      const element = box.current?.querySelector(`[data-key="${CSS.escape(key)}"]`);
      element?.animate([{ transform: `translateY(${from}px)` }, { transform: 'none' }], GLIDE);
    }
  }, [box, rows, top]);
}
