import type { AppPage } from './fixtures.ts';

/** The layout of the images as the browser keeps it: what a reload brings back. */
export const keptLayout = ({ page }: AppPage) =>
  page.evaluate(
    () =>
      new Promise((done) => {
        const open = indexedDB.open('ich-triage');
        open.onsuccess = () => {
          const get = open.result.transaction('settings').objectStore('settings').get('settings');
          get.onsuccess = () => {
            open.result.close();
            done(get.result?.layout);
          };
        };
      }),
  );
