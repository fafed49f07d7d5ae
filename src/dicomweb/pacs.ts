import { AppError } from '#base';
import { LIMITS, type Limits } from './limits.ts';
import { Slots } from './slots.ts';

/** A PACS that speaks DICOMweb, and how it is spoken to. */
export interface Pacs {
  /** Ends in '/': paths are appended. */
  readonly base: URL;
  readonly limits: Limits;
  readonly slots: Slots;
  readonly isGuarded: boolean;
  readonly authorization: Authorization;
}

/**
 * The value of the Authorization header ("Basic ...", "Bearer ..."), null for none. `again`: the last one was refused, so a token in a
 * file is read anew; null then means that there is no newer one.
 */
export type Authorization = (again: boolean) => Promise<string | null>;

/** What may be said besides the address. */
export interface PacsOptions {
  readonly limits?: Partial<Limits>;
  /** In a browser there is none: what stands between the page and the PACS adds it. */
  readonly authorization?: Authorization;
  /** Take http:// to another machine, where patient data and credentials can be read on the way. */
  readonly insecure?: boolean;
  /** The app's own server stands between and holds each answer to limits of bytes and silence. */
  readonly guarded?: boolean;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** The PACS at an address such as http://127.0.0.1:8042/dicom-web. Throws AppError 'usage' in words for people. */
export function pacsAt(address: string, options: PacsOptions = {}): Pacs {
  const {
    insecure = false,
    guarded = false,
    authorization = async () => null,
    limits = {},
  } = options;
  const all = { ...LIMITS, ...limits };
  const base = baseOf(address);
  if (base.protocol === 'http:' && !LOOPBACK.test(base.hostname) && !insecure) {
    throw new AppError(
      'usage',
      `${base.origin} is another machine, and http:// shows patient data to everybody on the way: give https://, or --insecure if the way is safe.`,
    );
  }
  return { base, limits: all, slots: new Slots(all.atOnce), isGuarded: guarded, authorization };
}

function baseOf(address: string): URL {
  const url = parsed(address);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new AppError('usage', 'The address of a PACS begins with http:// or https://.');
  }
  if (url.username !== '' || url.password !== '') {
    // The address itself is not repeated: it holds a password.
    throw new AppError(
      'usage',
      'Credentials do not belong into the address, which others can see: put them into the environment.',
    );
  }
  if (url.search !== '' || url.hash !== '') {
    throw new AppError('usage', 'The address of a PACS has no ? and no #.');
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

function parsed(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
