import { zipSync } from 'fflate';

/** Of every entry: ZIP knows no date before it; the time of the export is nobody's, and would make another file of the same result. */
export const EPOCH = '1980-01-01T00:00:00';

/** Files as one ZIP, the same bytes for the same files; null where there are none. */
export function zipOf(
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Uint8Array<ArrayBuffer> | null {
  if (files.length === 0) return null;
  const entries = Object.fromEntries(files.map(({ name, bytes }) => [name, bytes]));
  return new Uint8Array(zipSync(entries, { mtime: new Date(EPOCH) }));
}
