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

/** Whether every result lies in the database, beside a row of the same slices: a reload before that finds its images gone. */
export const resultsWritten = (page: Page, studies: number): Promise<boolean> =>
  page.evaluate(async (count) => {
    type Kept = { studyKey: string; slices: string };
    const asked = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await asked(indexedDB.open('ich-triage'));
    const all = (store: string): Promise<Kept[]> =>
      asked(db.transaction(store).objectStore(store).getAll());
    const [rows, results] = await Promise.all([all('rows'), all('results')]);
    db.close();
    const same = rows.filter((row) =>
      results.some((kept) => kept.studyKey === row.studyKey && kept.slices === row.slices),
    );
    return same.length === count;
  }, studies);

/** Of how many studies the database holds what was said of them before they were done. */
export const partsWritten = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await asked(indexedDB.open('ich-triage'));
    const rows: { soFar: unknown }[] = await asked(
      db.transaction('rows').objectStore('rows').getAll(),
    );
    db.close();
    return rows.filter(({ soFar }) => soFar !== null).length;
  });
