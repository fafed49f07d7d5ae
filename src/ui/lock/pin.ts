import { hexOf } from '#base';
import type { KeptPin } from '#store';

/** Rounds of PBKDF2 (RFC 8018) with SHA-256: a fraction of a second here, and as long for each guess elsewhere. */
const ROUNDS = 600_000;

const fromHex = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

async function hashOf(pin: string, salt: string, rounds: number): Promise<string> {
  const given = new TextEncoder().encode(pin);
  const key = await crypto.subtle.importKey('raw', given, 'PBKDF2', false, ['deriveBits']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: fromHex(salt), iterations: rounds };
  return hexOf(new Uint8Array(await crypto.subtle.deriveBits(how, key, 256)));
}

/** What is kept of a PIN: a salted hash. `rounds` is for tests. */
export async function pinToKeep(pin: string, rounds = ROUNDS): Promise<KeptPin> {
  const salt = hexOf(crypto.getRandomValues(new Uint8Array(16)));
  return { salt, rounds, hash: await hashOf(pin, salt, rounds) };
}

/** Whether this is the PIN of which a hash was kept. */
export const isPin = async (pin: string, { salt, rounds, hash }: KeptPin): Promise<boolean> =>
  (await hashOf(pin, salt, rounds)) === hash;

/** Least length of a PIN. */
export const LEAST_PIN = 4;

/** Milliseconds until the next try after so many wrong ones. */
export const pauseAfter = (wrong: number): number => Math.min(30_000, 500 * 2 ** wrong);
