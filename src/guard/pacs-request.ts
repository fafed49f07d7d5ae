/** Below it, on the app's own origin, a PACS may answer. Relative to the app's folder. */
export const PACS_PATH = 'dicom-web/';
/** Below {@link PACS_PATH}: what the site says of its PACS, or that there is none. */
export const SITE_FILE = 'site.json';

const UID = String.raw`\d+(?:\.\d+)*`;
const MOST_UID = 64;
const READ = new RegExp(`^studies(?:/${UID}(?:/(?:series|instances|metadata))?)?$`);
const WRITE = 'studies';

/** Who somebody is, as people write it: no control characters, no list of values. */
const TEXT = /^[^\p{Cc}\p{Zl}\p{Zp}\\]{1,64}$/u;
const COUNT = /^\d{1,6}$/;
const KEYS: ReadonlyMap<string, RegExp> = new Map([
  ['StudyDate', /^\d{8}(?:-\d{8})?$/],
  ['StudyInstanceUID', new RegExp(`^(?=.{1,${MOST_UID}}$)${UID}$`)],
  ['PatientName', TEXT],
  ['PatientID', TEXT],
  ['AccessionNumber', TEXT],
  ['includefield', /^[0-9A-F]{8}$/],
  ['limit', COUNT],
  ['offset', COUNT],
]);
/** As URLSearchParams writes it; anything else was made by hand. */
const ENCODED = /^(?:[\w.=&*+-]|%[0-9A-F]{2}){0,1000}$/i;

/**
 * Whether a request below /dicom-web/ is one that the app makes (PS3.18 10): an archive has more addresses, some of which reach other
 * machines. `path` stands behind {@link PACS_PATH} and `query` behind '?', both as they were sent, nothing decoded. `store`: results
 * may be sent.
 */
export function isPacsRequest(
  method: string,
  path: string,
  query: string,
  store: boolean,
): boolean {
  if (path.split('/').some((part) => part.length > MOST_UID)) return false;
  if (method === 'POST') return store && path === WRITE && query === '';
  return method === 'GET' && READ.test(path) && isQuery(query);
}

/** Whether a request below {@link PACS_PATH} is for what the site says of its PACS. As {@link isPacsRequest} has it. */
export const isSiteRequest = (method: string, path: string, query: string): boolean =>
  method === 'GET' && path === SITE_FILE && query === '';

function isQuery(query: string): boolean {
  if (!ENCODED.test(query)) return false;
  return [...new URLSearchParams(query)].every(([key, value]) => KEYS.get(key)?.test(value));
}
