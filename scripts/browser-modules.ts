/** Modules that have a build of their own for browsers, for Vite: the CSV parser's other one wants Node's Buffer. */
export const BROWSER_MODULES: Readonly<Record<string, string>> = {
  'csv-parse/sync': 'csv-parse/browser/esm/sync',
};
