import { strToU8, type Zippable, zipSync } from 'fflate';

/** A ZIP of the given files, packed by an independent writer. */
export function aZip(
  files: Readonly<Record<string, string | Uint8Array>>,
  name = 'a.zip',
  level: 0 | 6 = 6,
): File {
  const entries: Zippable = Object.fromEntries(
    Object.entries(files).map(([path, content]) => [
      path,
      typeof content === 'string' ? strToU8(content) : content,
    ]),
  );
  return new File([new Uint8Array(zipSync(entries, { level }))], name);
}

/** As {@link aZip}, without compression. */
export const aStoredZip = (files: Readonly<Record<string, string | Uint8Array>>): File =>
  aZip(files, 'a.zip', 0);
