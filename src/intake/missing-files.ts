import type { SkippedSource } from './source.ts';

/** A DICOMDIR: the files that it names from the folder in which it lies, and the studies that it lists. */
export interface Directory {
  readonly path: string;
  readonly files: readonly { readonly name: string; readonly sopInstanceUid: string }[];
  readonly studyInstanceUids: readonly string[];
}

/** What a file that was read holds. */
export interface HeldInstance {
  readonly sopInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly studyInstanceUid: string;
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

/** Where a file that a DICOMDIR names may lie: from its folder, or from the root of the disk. */
const placesOf = (directory: string, name: string): readonly string[] => {
  const folder = directory.slice(0, directory.lastIndexOf('/') + 1);
  return [folder + name, fromRoot(folder, name)];
};

/**
 * The files that lie where a DICOMDIR names another object, or an object of a study that it does not list: files were exchanged, or it is of another
 * disk. What is in the file counts. Where files were given without their folders nothing is known.
 */
export function listedOtherwise<Held extends HeldInstance>(
  directories: readonly Directory[],
  held: Iterable<readonly [path: string, instance: Held]>,
): readonly HeldInstance[] {
  const byPath = new Map<string, Held>();
  if (directories.length > 0) for (const [path, one] of held) byPath.set(plain(path), one);
  const found = new Map<string, HeldInstance>();
  for (const { path, files, studyInstanceUids } of directories) {
    const studies = new Set(studyInstanceUids);
    for (const { name, sopInstanceUid: said } of files) {
      const at = placesOf(path, name).find((place) => byPath.has(plain(place)));
      const one = at === undefined ? undefined : byPath.get(plain(at));
      if (one === undefined || one.seriesInstanceUid === '') continue;
      const { sopInstanceUid, seriesInstanceUid, studyInstanceUid } = one;
      const isOther = said !== '' && said !== sopInstanceUid;
      const isElsewhere = studies.size > 0 && !studies.has(studyInstanceUid);
      if (isOther || isElsewhere) {
        found.set(sopInstanceUid, { sopInstanceUid, seriesInstanceUid, studyInstanceUid });
      }
    }
  }
  return [...found.values()];
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
  for (const { path, files } of directories) {
    for (const { name } of files) {
      const places = placesOf(path, name);
      const place = places.find((one) => whole.has(plain(one)));
      if (place === undefined) missing.add(places[1] ?? name);
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
