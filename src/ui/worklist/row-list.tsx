import {
  type FocusEvent,
  type KeyboardEvent,
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { WorklistRow } from '#store';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { useMedia } from '../parts/use-media.ts';
import { useShortcuts } from '../settings/use-shortcuts.ts';
import { ColumnHeads, SortNote } from './column-heads.tsx';
import { columnStyle, ROW_SIZES, shownColumns } from './columns.ts';
import { useEarlyOpened } from './early-enter.ts';
import type { ListRest } from './list-rest.ts';
import css from './row-list.module.css';
import { rowPlaces } from './row-places.ts';
import type { TableLayout } from './table-row.tsx';
import { useCareKeys } from './use-care-keys.ts';
import { useGlide } from './use-glide.ts';
import type { HeldOrder } from './use-held-order.ts';
import { visibleRange } from './visible-range.ts';
import type { WorklistLook } from './worklist-pane.tsx';
import { WorklistRowView } from './worklist-row.tsx';

const PinDialog = lazy(() =>
  import('./pin-dialog.tsx').then((module) => ({ default: module.PinDialog })),
);

const ROW_HEIGHTS: Readonly<Record<Exclude<WorklistLook, 'table'>, number>> = {
  stacked: 116,
  compact: 116,
  rail: 50,
};

/** The rows that are on the screen, of as many as there are; those of earlier shifts under their own heading. */
export function RowList(props: {
  readonly rows: readonly WorklistRow[];
  readonly look: WorklistLook;
  readonly handlers: HeldOrder['handlers'];
  readonly rest: ListRest;
}) {
  const { rows, look, handlers, rest } = props;
  const app = useApp();
  const masked = useStore(app.settings, (settings) => settings.maskNames);
  const openKey = useStore(app.reading, (reading) => reading.openKey);
  const table = useTableLayout();
  const rowHeight = look === 'table' ? ROW_SIZES[table.density].row : ROW_HEIGHTS[look];
  const box = useRef<HTMLDivElement>(null);
  const places = useMemo(() => rowPlaces(rows, rowHeight), [rows, rowHeight]);
  const { scrollTop, height } = useScroll(box);
  const { first, end } = visibleRange(scrollTop, height, rowHeight, rows.length);
  const { current, onOpen, onFocus, onKeyDown, goTo } = useRowFocus(box, rows, places);
  const [pinning, setPinning] = useState<WorklistRow | null>(null);
  const onPin = useCallback(
    (row: WorklistRow) => (row.entry.pin === null ? setPinning(row) : app.togglePin(row.key, '')),
    [app],
  );
  useCareKeys(rows, current, { goTo, onPin });
  useGlide(box, rows, places.top);
  useFocusAfterClose(box, openKey);

  return (
    <div
      className={css.list}
      data-density={look === 'table' ? table.density : undefined}
      style={look === 'table' ? columnStyle(table.columns, table.room, table.density) : undefined}
    >
      {look === 'table' ? <ColumnHeads columns={table.columns} /> : null}
      <SortNote />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it listens for the buttons in it. */}
      <div
        ref={box}
        className={css.rows}
        data-own-keys
        data-testid="row-box"
        onKeyDown={onKeyDown}
        onFocusCapture={onFocus}
        {...handlers}
      >
        {places.heading === null ? null : (
          <h2 className={css.earlier} style={{ top: places.heading }}>
            {t('Earlier')}
            {look === 'rail' ? null : (
              <span className="hint">{t('from shifts before this one; never promoted')}</span>
            )}
          </h2>
        )}
        <ul
          aria-label={t('Studies by priority')}
          className={css.inner}
          style={{ height: places.height }}
        >
          {rows.slice(first, end).map((row, offset) => (
            <li
              key={row.key}
              aria-setsize={rows.length}
              aria-posinset={first + offset + 1}
              className={css.place}
              style={{ top: places.top(first + offset), height: rowHeight }}
              data-key={row.key}
            >
              <WorklistRowView
                row={row}
                look={look}
                table={table}
                masked={masked}
                open={row.key === openKey}
                focusable={row.key === current}
                onOpen={onOpen}
                onPin={onPin}
                rest={rest}
              />
            </li>
          ))}
        </ul>
      </div>
      {pinning === null ? null : (
        <Suspense>
          <PinDialog row={pinning} onClose={() => setPinning(null)} />
        </Suspense>
      )}
    </div>
  );
}

/** How the table is laid out in this window. */
function useTableLayout(): TableLayout {
  const app = useApp();
  const density = useStore(app.settings, (settings) => settings.density);
  const hidden = useStore(app.settings, (settings) => settings.hiddenColumns);
  const now = useStore(app.worklist, (state) => state.now);
  const narrow = useMedia('(max-width: 1270px)');
  const middle = useMedia('(max-width: 1500px)');
  const wide = useMedia('(max-width: 2200px)');
  const room = narrow ? 'narrow' : middle ? 'middle' : wide ? 'wide' : 'vast';
  const columns = useMemo(() => shownColumns(hidden, room), [hidden, room]);
  return useMemo(() => ({ columns, room, density, now }), [columns, room, density, now]);
}

/** One row takes the focus by Tab; the arrows move it, from anywhere while no study is open. */
function useRowFocus(
  box: React.RefObject<HTMLDivElement | null>,
  rows: readonly WorklistRow[],
  places: ReturnType<typeof rowPlaces>,
) {
  const app = useApp();
  const open = useStore(app.reading, (reading) => reading.openKey !== null);
  const [focusKey, setFocusKey] = useState<string | null>(null);
  const current = rows.some(({ key }) => key === focusKey) ? focusKey : (rows[0]?.key ?? null);
  const at = rows.findIndex(({ key }) => key === current);
  const move = (to: number): void => {
    const target = rows[to];
    if (target === undefined) return;
    setFocusKey(target.key);
    revealRow(box.current, places.top(to), places.rowHeight);
    // At once where it is drawn: a key that follows within the frame acts on it, and what that asks gives the focus back to it.
    if (focusRow(box.current, target.key)) return;
    requestAnimationFrame(() => {
      // Pressed in between, another key may have asked something that is answered by typing.
      if (document.activeElement?.matches('input[type=text]') !== true)
        focusRow(box.current, target.key);
    });
  };
  const onOpen = useCallback(
    (key: string) => {
      setFocusKey(key);
      app.openStudy(key);
    },
    [app],
  );
  // A press on a button of a row takes the focus there: what a key does next is done to that row and to no other.
  const onFocus = ({ target }: FocusEvent<HTMLElement>): void => {
    const key = target.closest('[data-key]')?.getAttribute('data-key');
    if (key != null) setFocusKey(key);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined || rows[to] === undefined) return;
    event.preventDefault();
    move(to);
  };
  // With the focus elsewhere the first arrow goes to the row that Tab would go to, and Enter opens it.
  useShortcuts(
    open
      ? {}
      : {
          'slice-down': () => move(at),
          'slice-up': () => move(at),
          'slice-first': () => move(0),
          'slice-last': () => move(rows.length - 1),
          ...(current === null ? {} : { 'place-point': () => onOpen(current) }),
        },
  );
  useEarlyOpened(current, onOpen);
  const goTo = (key: string): void => move(rows.findIndex((row) => row.key === key));
  return { current, onOpen, onFocus, onKeyDown, goTo };
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

/** Whether the row is drawn, and has the focus now. */
function focusRow(box: HTMLElement | null, key: string): boolean {
  const row = box?.querySelector(`[data-key="${CSS.escape(key)}"] [data-testid="row-main"]`);
  if (!(row instanceof HTMLElement)) return false;
  row.focus();
  return true;
}
