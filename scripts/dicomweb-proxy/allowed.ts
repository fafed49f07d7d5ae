/** What the app asks of a PACS (PS3.18 10), and nothing beside: an archive has more addresses, some of which reach other machines. */
const UID = String.raw`\d+(?:\.\d+)*`;
const READ = new RegExp(`^studies(?:/${UID}(?:/(?:series|metadata))?)?$`);
const WRITE = /^studies$/;
const MOST_UID = 64;
/** UIDs, dates, counts and tags. */
const QUERY = /^(?:[\w.=&,*-]|%2C|%3D){0,1000}$/i;

/** Whether a request below /dicom-web/ is one of the app's. `path` and `query` as they were sent, nothing decoded. */
export function isAllowed(method: string, path: string, query: string, store: boolean): boolean {
  if (path.split('/').some((part) => part.length > MOST_UID)) return false;
  if (method === 'POST') return store && WRITE.test(path) && query === '';
  return method === 'GET' && READ.test(path) && QUERY.test(query);
}
