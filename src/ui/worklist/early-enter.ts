import { useEffect } from 'react';
import { useApp, useStore } from '../app-context.ts';
import { useShortcuts } from '../settings/use-shortcuts.ts';

/** Whether Enter was pressed while a first drop was read and no row was there. */
let pressed = false;

/** While no study is there and files are read, Enter is kept for the first row; Escape, and a drop without a study, give it up. */
export function useEarlyEnter(empty: boolean): void {
  const app = useApp();
  const reading = useStore(app.intake, ({ phase }) => phase.kind === 'reading');
  const waits = empty && reading;
  const keep = (value: boolean) => () => {
    pressed = value;
  };
  useShortcuts(waits ? { 'place-point': keep(true), close: keep(false) } : {});
  useEffect(() => {
    if (empty && !reading) pressed = false;
  }, [empty, reading]);
}

/** Opens the first row, once there is one, if Enter was pressed before. */
export function useEarlyOpened(first: string | null, open: (key: string) => void): void {
  useEffect(() => {
    if (first === null || !pressed) return;
    pressed = false;
    open(first);
  }, [first, open]);
}
