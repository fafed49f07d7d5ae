import type { Page } from '@playwright/test';

/** Resolves when the settings that were changed lie in the database: a reload at once would be before the disk. */
export const written = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise((done) => {
        const open = indexedDB.open('ich-triage');
        open.onsuccess = () => {
          // Transactions that write to one store run one after the other, in the order in which they were asked for.
          const turn = open.result.transaction('settings', 'readwrite');
          turn.objectStore('settings').count();
          turn.oncomplete = () => {
            open.result.close();
            done();
          };
        };
      }),
  );

/** What one store of the database holds. */
const kept = <Kept>(page: Page, store: 'rows' | 'results'): Promise<readonly Kept[]> =>
  page.evaluate(async (name) => {
    const asked = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await asked(indexedDB.open('ich-triage'));
    const all: Kept[] = await asked(db.transaction(name).objectStore(name).getAll());
    db.close();
    return all;
  }, store);

/** Whether every result lies in the database, beside a row of the same slices: a reload before that finds its images gone. */
export async function resultsWritten(page: Page, studies: number): Promise<boolean> {
  type Kept = { readonly studyKey: string; readonly slices: string };
  const [rows, results] = await Promise.all([
    kept<Kept>(page, 'rows'),
    kept<Kept>(page, 'results'),
  ]);
  const same = rows.filter((row) =>
    results.some((one) => one.studyKey === row.studyKey && one.slices === row.slices),
  );
  return same.length === studies;
}

/** Of how many studies the database holds what was said of them before they were done. */
export async function partsWritten(page: Page): Promise<number> {
  const rows = await kept<{ readonly soFar: unknown }>(page, 'rows');
  return rows.filter(({ soFar }) => soFar !== null).length;
}
