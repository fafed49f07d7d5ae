import { hexOf } from '#base';

/**
 * Makes what identifies a study into what only this browser can find again: a keyed hash of an identifier (HMAC-SHA-256, RFC 2104) under
 * a random key that never leaves the browser. Equal identifiers have equal seals, so that a study is known when it is given again; from
 * a seal alone, nobody learns the identifier, and a list of candidates is of no use without the key.
 */
export interface Seal {
  /** The seal of a text; a seal itself is given back as it is. */
  of(text: string): Promise<string>;
}

/** Bytes of the HMAC that are kept: no two of a browser's identifiers meet by chance. */
const BYTES = 16;
const SEALED = /^~[0-9a-f]{32}$/;

/** Whether a key is a seal: of something kept that was not given in this tab. */
export const isSealed = (text: string): boolean => SEALED.test(text);

/** A key that no script can read out: WebCrypto signs with it, and the browser keeps it. */
export const newSealKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign']);

/** So many seals are remembered, those asked for last: a study is asked for by several records at a time, and a day has many studies. */
const REMEMBERED = 128;

/** Seals under a key. A text that was asked for lately is not hashed again. */
export function sealWith(key: CryptoKey): Seal {
  const known = new Map<string, Promise<string>>();
  const make = async (text: string): Promise<string> => {
    const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text));
    return `~${hexOf(new Uint8Array(mac, 0, BYTES))}`;
  };
  return {
    of: (text) => {
      if (isSealed(text)) return Promise.resolve(text);
      const seal = known.get(text) ?? make(text);
      known.delete(text);
      known.set(text, seal);
      const [oldest] = known.keys();
      if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
      return seal;
    },
  };
}

/** For what keeps nothing beyond the tab: nothing is at rest that would have to be sealed. */
export const NO_SEAL: Seal = { of: (text) => Promise.resolve(text) };
