import type { SkippedSource } from './source.ts';

/** A DICOMDIR, and the files that it names from the folder in which it lies. */
export interface Directory {
  readonly path: string;
  readonly names: readonly string[];
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
/** Copies change the case of names, and give them a version or an ending. */
const plain = (path: string): string =>
  path
    .toLowerCase()
    .replace(/;\d+$/, '')
    .replace(/\.(?:dcm|dicom|dic|ima|img)?$/, '');

/**
 * The place of a file that is named from the root of its disk: some disks have an index in each folder, with such names. Where the folder ends as
 * the name begins it is one of these.
 */
function fromRoot(folder: string, name: string): string {
  const above = folder.split('/').slice(0, -1);
  const first = name.split('/').slice(0, -1);
  for (let count = Math.min(above.length, first.length); count > 0; count -= 1) {
    const end = above.slice(-count).join('/').toLowerCase();
    if (end !== first.slice(0, count).join('/').toLowerCase()) continue;
    return [...above.slice(0, -count), name].join('/');
  }
  return folder + name;
}

/**
 * What DICOMDIRs name and nobody gave: a disk that was copied in part has studies that are less than they were. Each file that was given is
 * one of those that are named; where it was given without its folders, by its name alone.
 */
export function missingFiles(
  directories: readonly Directory[],
  paths: Iterable<string>,
): readonly SkippedSource[] {
  const whole = new Set<string>();
  for (const path of paths) whole.add(plain(path));
  const inPlace = new Set<string>();
  const missing = new Set<string>();
  for (const { path, names } of directories) {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    for (const name of names) {
      const places = [folder + name, fromRoot(folder, name)];
      const place = places.find((one) => whole.has(plain(one)));
      if (place === undefined) missing.add(fromRoot(folder, name));
      else inPlace.add(plain(place));
    }
  }
  const rest = new Map<string, number>();
  for (const path of whole)
    if (!inPlace.has(path)) rest.set(nameOf(path), (rest.get(nameOf(path)) ?? 0) + 1);
  return [...missing].flatMap((path) => {
    const name = nameOf(plain(path));
    const count = rest.get(name) ?? 0;
    if (count > 0) {
      rest.set(name, count - 1);
      return [];
    }
    return [
      { path, reason: { code: 'file-missing', text: 'a DICOMDIR names it, and it is not there' } },
    ];
  });
}
