import { basename, extname } from 'node:path';
import { LABELS, type Label } from '#base';
import { type SliceHeader, sliceKey } from '#dicom';
import type { Truth, TruthEntry } from '#labels';
import { fileError } from '#labels';

/** What of a slice a labels file may call it by. */
export interface NamedSlice {
  readonly header: SliceHeader;
  /** The file relative to the dataset's folder. */
  readonly file: string;
}

/** Slices with their six labels (0 or 1, in the order of LABELS), and the names that are no slice. */
export interface MatchedLabels<Slice> {
  readonly labels: ReadonlyMap<Slice, readonly number[]>;
  readonly unmatched: readonly { readonly name: string; readonly line: number }[];
}

/** Names of a slice: SOP instance UID (with its frame), path in the folder, file name with and without its ending. */
function namesOf({ header, file }: NamedSlice): ReadonlySet<string> {
  if (header.numberOfFrames > 1) return new Set([sliceKey(header)]);
  const name = basename(file);
  const stem = name.slice(0, name.length - extname(name).length);
  return new Set([sliceKey(header), file, name, stem]);
}

/**
 * Joins labels to slices. Throws AppError 'bad-dataset' that names file and line: for labels that lack one of the six or
 * contradict each other, two labels for one slice, one name for two slices, and where no name is that of a slice.
 */
export function matchLabels<Slice extends NamedSlice>(
  truth: Truth,
  slices: readonly Slice[],
): MatchedLabels<Slice> {
  refuseMissingLabels(truth);
  const owners = new Map<string, Slice>();
  const keys = new Map<string, Slice>();
  const labels = new Map<Slice, readonly number[]>();
  for (const slice of slices) {
    const found = [...namesOf(slice)].flatMap((name) => {
      const entry = truth.byName.get(name);
      return entry === undefined ? [] : [{ name, entry }];
    });
    const [first, second] = found.sort((a, b) => a.entry.line - b.entry.line);
    if (first === undefined) continue;
    if (second !== undefined) {
      const text = `${second.name} is labeled a second time (as ${first.name} on line ${first.entry.line})`;
      throw fileError(truth.path, second.entry.line, text);
    }
    const key = sliceKey(slice.header);
    const other = owners.get(first.name) ?? keys.get(key);
    if (other !== undefined) {
      const text = `${first.name} is the name of two slices: ${other.file} and ${slice.file}`;
      throw fileError(truth.path, first.entry.line, text);
    }
    owners.set(first.name, slice);
    keys.set(key, slice);
    labels.set(slice, bitsOf(truth, first.name, first.entry));
  }
  const unmatched = [...truth.byName].flatMap(([name, { line }]) =>
    owners.has(name) ? [] : [{ name, line }],
  );
  return { labels, unmatched };
}

function refuseMissingLabels({ path, byName }: Truth): void {
  const missing = new Set<Label>(LABELS);
  for (const { truth } of byName.values()) {
    for (const label of missing) if (truth[label] !== null) missing.delete(label);
    if (missing.size === 0) return;
  }
  throw fileError(path, 1, `the column "${[...missing].join('", "')}" is missing or empty`);
}

function bitsOf({ path }: Truth, name: string, { line, truth }: TruthEntry): readonly number[] {
  const bits = LABELS.map((label) => {
    const value = truth[label];
    if (value === null) throw fileError(path, line, `${name} has no value for "${label}"`);
    return Number(value);
  });
  if ((bits[0] === 1) !== bits.slice(1).includes(1)) {
    throw fileError(path, line, `"any" of ${name} contradicts the five types`);
  }
  return bits;
}
