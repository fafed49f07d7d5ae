import { fileError } from '#labels';
import { readCsv } from './csv.ts';
import { isThere } from './is-there.ts';
import type { LabeledSlice, LesionBox } from './labeled-dataset.ts';

/** The types as the boxes' file calls them. */
const TYPES = new Map(
  ['EDH', 'IPH', 'IVH', 'SAH', 'SDH'].map((abbreviation, index) => [abbreviation, index + 1]),
);
/** Edges are rounded by whoever wrote the file: so much beyond the slice is still on it. */
const ROUNDING = 0.01;

/**
 * Reads `boxes.csv` (ct_ich_file, type, coords_0to1: center x, center y, width, height) for slices by their `images/` path.
 * An empty map where there is no such file. A box whose type the slice's own labels lack is left out: the labels are two
 * radiologists', the boxes' annotators are not named. Throws AppError 'bad-dataset' naming file and line for an absent slice, an unknown type, and a
 * box that isn't on the slice.
 */
export async function readBoxes(
  path: string,
  slices: ReadonlyMap<string, LabeledSlice>,
): Promise<ReadonlyMap<string, readonly LesionBox[]>> {
  const found = new Map<string, LesionBox[]>();
  if (!(await isThere(path))) return found;
  const csv = await readCsv(path, ['ct_ich_file', 'type', 'coords_0to1']);
  for (const { line, text } of csv.rows) {
    const file = `images/${text('ct_ich_file')}`;
    const slice = slices.get(file);
    if (slice === undefined) throw fileError(path, line, `${file} is no slice of labels.csv`);
    const label = TYPES.get(text('type'));
    if (label === undefined) {
      throw fileError(path, line, `"${text('type')}" is none of ${[...TYPES.keys()].join(' ')}`);
    }
    const box = parseBox(text('coords_0to1'), label);
    if (box === null) {
      throw fileError(
        path,
        line,
        `"${text('coords_0to1')}" is no box on the slice (cx cy w h, 0 to 1)`,
      );
    }
    if (slice.labels?.[label] !== 1) continue;
    found.set(file, [...(found.get(file) ?? []), box]);
  }
  return found;
}

/** "cx cy w h" as edges, clipped to the slice; null where it is none or reaches beyond. */
function parseBox(text: string, label: number): LesionBox | null {
  const numbers = text.split(/\s+/).map(Number);
  const [cx = Number.NaN, cy = Number.NaN, width = Number.NaN, height = Number.NaN] = numbers;
  const edges = [cx - width / 2, cy - height / 2, cx + width / 2, cy + height / 2];
  const on = edges.every((edge) => edge >= -ROUNDING && edge <= 1 + ROUNDING);
  if (numbers.length !== 4 || !on || !(width > 0) || !(height > 0)) return null;
  const [left = 0, top = 0, right = 0, bottom = 0] = edges.map((e) => Math.min(1, Math.max(0, e)));
  return { label, left, top, right, bottom };
}
