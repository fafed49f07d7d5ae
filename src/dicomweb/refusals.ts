import { AppError, type ReasonCode } from '#base';

/** The header in which the app's own proxy says, by a word, what it does not pass on of a PACS. */
export const PROBLEM_HEADER = 'X-Pacs-Problem';

/** The proxy's word for an error that Orthanc gives its words for. */
export const ORTHANCS = 'orthanc';

/** What the proxy says of a PACS whose answer it does not pass on. */
const PROBLEMS: ReadonlyMap<string, readonly [code: ReasonCode, text: string]> = new Map([
  ['unreachable', ['pacs-unreachable', 'the PACS cannot be reached, or does not answer']],
  ['untrusted', ['pacs-unreachable', 'the PACS cannot be reached: its certificate is not trusted']],
  ['redirect', ['pacs-redirect', 'the PACS sends the request elsewhere; that is not followed']],
  ['refused', ['pacs-refused', 'the PACS refuses the credentials that the server has']],
  ['foreign', ['pacs-foreign', 'what answers is no DICOMweb: is it a page to log in?']],
]);

/** Bytes of an error's words that are read. */
export const MOST_WORDS = 4096;

/** Whether words may tell whose they are: Orthanc names itself in those for a bad request. */
export const mayBeOrthancs = (status: number): boolean => status === 400 || status === 406;

/** Whether the words of an error are Orthanc's. */
export const areOrthancs = (words: string): boolean => words.includes('"OrthancStatus"');

/** What of an answer says why there is none. */
type Refused = Pick<Response, 'status' | 'type' | 'headers'>;

/** The error of an answer that is none; `words`: the first of what it says besides. */
export async function errorOf(
  { status, type, headers }: Refused,
  words: () => Promise<string>,
): Promise<AppError> {
  const said = headers.get(PROBLEM_HEADER) ?? '';
  const problem = PROBLEMS.get(said);
  if (problem !== undefined) return new AppError(...problem);
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    return new AppError(
      'pacs-redirect',
      'the PACS sends the request elsewhere; that is not followed',
    );
  }
  const isOrthanc =
    mayBeOrthancs(status) && (said === ORTHANCS || areOrthancs(await words().catch(() => '')));
  const retryAfterMs = retryAfterOf(headers.get('retry-after'));
  const data = {
    status,
    ...(isOrthanc ? { isOrthanc } : {}),
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  };
  if (status === 401 || status === 403) {
    return new AppError('pacs-refused', `the PACS refuses access (${status})`, { data });
  }
  const code = status === 404 || status === 410 ? 'pacs-not-found' : 'pacs-error';
  return new AppError(code, `the PACS answered ${status}`, { data });
}

/** A wait that is asked for is believed up to this. */
const MOST_WAIT_MS = 5 * 60_000;

/** Milliseconds for which an answer asks to be let alone (RFC 9110 10.2.3, in seconds); null where it does not say so. */
function retryAfterOf(value: string | null): number | null {
  return value !== null && /^\d{1,9}$/.test(value)
    ? Math.min(Number(value) * 1000, MOST_WAIT_MS)
    : null;
}

/** Too many requests; or what stands before the PACS has nobody to ask, or whoever is asked has no time. */
const BUSY: ReadonlySet<unknown> = new Set([429, 502, 503, 504]);

/** Whether a PACS is away for a while, or says that it has no time: what was asked for is worth to be asked for again. */
export const isAway = (error: unknown): error is AppError =>
  error instanceof AppError && (error.code === 'pacs-unreachable' || BUSY.has(error.data.status));

/** How long a PACS that is away asks to be let alone, in milliseconds, 0 where it doesn't say. */
export const waitAskedFor = (error: unknown): number => {
  const asked = error instanceof AppError ? error.data.retryAfterMs : 0;
  return typeof asked === 'number' ? asked : 0;
};

/** What Node calls a certificate that has run out, is of another name, or of nobody who is known. */
const CERTIFICATE = /CERT|SELF_SIGNED|VERIFY_LEAF|UNABLE_TO_GET_ISSUER/;
const ERROR_NAME = /^[A-Z][A-Z\d_]{2,60}$/;

/** The name that the system has for why a connection failed, such as CERT_HAS_EXPIRED; '' where it says none, as in a browser. */
function causeOf(error: unknown): string {
  const { code, cause }: { readonly code?: unknown; readonly cause?: unknown } =
    error instanceof Error ? error : {};
  if (typeof code === 'string' && ERROR_NAME.test(code)) return code;
  return cause === undefined ? '' : causeOf(cause);
}

/** Whether a connection failed for the certificate of whoever answers. */
export const isUntrusted = (error: unknown): boolean => CERTIFICATE.test(causeOf(error));

/** The error of a connection that failed, with the system's name for it where there is one. */
export function unreachable(cause: unknown): AppError {
  const name = causeOf(cause);
  const text = isUntrusted(cause)
    ? `the PACS cannot be reached: its certificate is not trusted, or has expired (${name})`
    : `the PACS cannot be reached, or broke the connection${name === '' ? '' : ` (${name})`}`;
  return new AppError('pacs-unreachable', text, { cause });
}
