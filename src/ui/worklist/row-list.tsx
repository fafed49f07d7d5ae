import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { WorklistRow } from '#store';
import { useApp, useStore } from '../app-context.ts';
import css from './row-list.module.css';
import { rowMoves } from './row-moves.ts';
import type { HeldOrder } from './use-held-order.ts';
import { visibleRange } from './visible-range.ts';
import { WorklistRowView } from './worklist-row.tsx';

const ROW_HEIGHT = 76;
const COMPACT_ROW_HEIGHT = 116;
/** A change of order that comes sooner after another one is not animated. */
const CALM_MS = 700;
const GLIDE: KeyframeAnimationOptions = { duration: 320, easing: 'cubic-bezier(0.2, 0, 0, 1)' };

/** The rows that are on the screen, of as many as there are. */
export function RowList(props: {
  readonly rows: readonly WorklistRow[];
  readonly compact: boolean;
  readonly handlers: HeldOrder['handlers'];
}) {
  const { rows, compact, handlers } = props;
  const app = useApp();
  const masked = useStore(app.settings, (settings) => settings.maskNames);
  const openKey = useStore(app.reading, (reading) => reading.openKey);
  const rowHeight = compact ? COMPACT_ROW_HEIGHT : ROW_HEIGHT;
  const box = useRef<HTMLDivElement>(null);
  const { scrollTop, height } = useScroll(box);
  const { first, end } = visibleRange(scrollTop, height, rowHeight, rows.length);
  const { current, setFocusKey, onKeyDown } = useRowFocus(box, rows, rowHeight);
  useGlide(box, rows, rowHeight);
  useFocusAfterClose(box, openKey);

  return (
    <>
      {compact ? null : <ColumnHeads />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it listens for the buttons in it. */}
      <div ref={box} className={css.rows} data-own-keys onKeyDown={onKeyDown} {...handlers}>
        <ul
          aria-label="Studies by priority"
          className={css.inner}
          style={{ height: rows.length * rowHeight }}
        >
          {rows.slice(first, end).map((row, offset) => (
            <li
              key={row.key}
              aria-setsize={rows.length}
              aria-posinset={first + offset + 1}
              className={css.place}
              style={{ top: (first + offset) * rowHeight, height: rowHeight }}
              data-key={row.key}
            >
              <WorklistRowView
                row={row}
                compact={compact}
                masked={masked}
                open={row.key === openKey}
                focusable={row.key === current}
                onOpen={(key) => {
                  setFocusKey(key);
                  app.openStudy(key);
                }}
                onPin={(key) => app.togglePin(key, 'by the reader')}
              />
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

const ColumnHeads = () => (
  <div className={css.heads} aria-hidden="true">
    <span>#</span>
    <span>State</span>
    <span>Patient, and why here</span>
    <span>Flagged types</span>
    <span>Any hemorrhage</span>
    <span>Waiting</span>
    <span>Coverage</span>
  </div>
);

/** One row takes the focus by Tab; the arrows move it. */
function useRowFocus(
  box: React.RefObject<HTMLDivElement | null>,
  rows: readonly WorklistRow[],
  rowHeight: number,
) {
  const [focusKey, setFocusKey] = useState<string | null>(null);
  const current = rows.some(({ key }) => key === focusKey) ? focusKey : (rows[0]?.key ?? null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = rows.findIndex(({ key }) => key === current);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    const target = to === undefined ? undefined : rows[to];
    if (to === undefined || target === undefined) return;
    event.preventDefault();
    setFocusKey(target.key);
    revealRow(box.current, to * rowHeight, rowHeight);
    requestAnimationFrame(() => focusRow(box.current, target.key));
  };
  return { current, setFocusKey, onKeyDown };
}

function useScroll(box: React.RefObject<HTMLDivElement | null>) {
  const [state, setState] = useState({ scrollTop: 0, height: 800 });
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const read = () => setState({ scrollTop: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(read);
    observer.observe(element);
    element.addEventListener('scroll', read, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', read);
    };
  }, [box]);
  return state;
}

/**
 * Rows glide to their new places where one change can be followed by eye. While the order changes again and again, as at the
 * start of a queue, they jump, which costs a machine without a GPU a third of a core less; so too for readers who want less motion.
 */
function useGlide(
  box: React.RefObject<HTMLDivElement | null>,
  rows: readonly WorklistRow[],
  rowHeight: number,
): void {
  const before = useRef<readonly string[]>([]);
  const lastMove = useRef(Number.NEGATIVE_INFINITY);
  useLayoutEffect(() => {
    const after = rows.map(({ key }) => key);
    const moves = rowMoves(before.current, after, rowHeight);
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
  }, [box, rows, rowHeight]);
}

/** Back from a study, the focus is on its row again. */
function useFocusAfterClose(
  box: React.RefObject<HTMLDivElement | null>,
  openKey: string | null,
): void {
  const before = useRef(openKey);
  useEffect(() => {
    if (openKey === null && before.current !== null) focusRow(box.current, before.current);
    before.current = openKey;
  }, [box, openKey]);
}

function revealRow(box: HTMLElement | null, top: number, height: number): void {
  if (box === null) return;
  if (top < box.scrollTop) box.scrollTop = top;
  if (top + height > box.scrollTop + box.clientHeight)
    box.scrollTop = top + height - box.clientHeight;
}

function focusRow(box: HTMLElement | null, key: string): void {
  const row = box?.querySelector(`[data-key="${CSS.escape(key)}"] [data-testid="row-main"]`);
  if (row instanceof HTMLElement) row.focus();
}
