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
