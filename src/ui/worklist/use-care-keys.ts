import type { WorklistRow } from '#store';
import { useApp, useStore } from '../app-context.ts';
import { useShortcuts } from '../settings/use-shortcuts.ts';

/**
 * Keys that take on, pin and finish: the open study, or the row that has the focus. Done goes on to the next row; the last one leads back
 * to the list.
 */
export function useCareKeys(
  rows: readonly WorklistRow[],
  current: string | null,
  { goTo, onPin }: { goTo: (key: string) => void; onPin: (row: WorklistRow) => void },
): void {
  const app = useApp();
  const openKey = useStore(app.reading, (reading) => reading.openKey);
  const target = openKey ?? current;
  const act = (what: (row: WorklistRow) => void) => () => {
    const row = rows.find(({ key }) => key === target);
    if (row !== undefined) what(row);
  };
  useShortcuts({
    acknowledge: act(({ key }) => app.setCare(key, 'acknowledged')),
    'back-to-unread': act(({ key }) => app.setCare(key, 'unread')),
    pin: act(onPin),
    done: act((row) => {
      const at = rows.indexOf(row);
      const next = rows[at + 1] ?? rows[at - 1];
      app.setCare(row.key, 'done');
      if (openKey === null) {
        if (next !== undefined) goTo(next.key);
      } else if (rows[at + 1] === undefined) app.closeStudy();
      else app.openStudy(rows[at + 1]?.key ?? '');
    }),
  });
}
