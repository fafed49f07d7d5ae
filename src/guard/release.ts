/** One build of the app: all that it consists of. */
export interface Release {
  /** The package's version and the first digits of the list's own SHA-256: `0.1.0+1a2b3c4d5e6f`. */
  readonly version: string;
  /** SHA-256 as hex by path below the app's folder, without a leading slash. */
  readonly files: Readonly<Record<string, string>>;
  /** Of these, the ones that are kept when they are first asked for: the samples. */
  readonly later: readonly string[];
}

/** What the service worker says when a page asks. */
export interface VersionAnswer {
  /** The version that the worker came with. */
  readonly own: string;
  /** The one in use. */
  readonly current: string;
  /** How many files are kept. */
  readonly files: number;
}

/** What a page asks the service worker, with a MessagePort for the answer. */
export type VersionQuestion =
  /** `script` is the page's own entry: a page of another build is left alone. */
  { readonly kind: 'which'; readonly script: string } | { readonly kind: 'take' };
