import type { RawElement } from './dataset.ts';

/** A text's bytes, a letter a byte (ISO 8859-1). */
export const latin = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** An element of text as it stands in a file, padded to an even length (PS3.5 6.2). */
export const rawText = (tag: string, vr: string, text: string): RawElement => ({
  tag,
  vr,
  value: latin(text.length % 2 === 0 ? text : `${text} `),
});
