import { sliceNormal } from './series-geometry.ts';
import { hasBoneKernel } from './series-role.ts';
import type { SliceHeader } from './slice-header.ts';

/** Slices that make one series, and what tells them from other slices of the study. */
export interface SeriesMembers {
  readonly identity: string;
  readonly slices: readonly SliceHeader[];
}

/** Normals are put into cells of this size, one part in so many: 1.1 degrees. Neighboring cells are one direction. */
const CELLS = 50;

/**
 * Takes a study's slices apart. One Series Instance UID is split where orientation, matrix, modality, image type or kernel differ: a
 * scout, or a second reconstruction, inside a series is common. An absent Modality is CT's. Orientations that differ by little
 * (a rounded or jittering tilt) stay together. The order of the slices doesn't matter.
 */
export function splitSeries(headers: readonly SliceHeader[]): readonly SeriesMembers[] {
  return [...groupBy(headers, (header) => JSON.stringify(attributesOf(header))).values()].flatMap(
    byDirection,
  );
}

function attributesOf(header: SliceHeader): readonly unknown[] {
  return [
    header.seriesInstanceUid,
    header.rows,
    header.columns,
    header.modality || 'CT',
    header.samplesPerPixel,
    header.imageType.includes('LOCALIZER'),
    ...(hasBoneKernel(header) ? ['bone'] : []),
    ...(header.seriesInstanceUid === '' ? withoutUid(header) : []),
  ];
}

/** What else tells series apart where no UID does. */
const withoutUid = (header: SliceHeader): readonly unknown[] => [
  header.seriesNumber,
  header.seriesDescription,
  header.convolutionKernel,
  header.frameOfReferenceUid,
  header.folder,
];

function byDirection(slices: readonly SliceHeader[]): readonly SeriesMembers[] {
  const cells = groupBy(slices, (slice) => cellOf(slice)?.join() ?? 'none');
  const open = new Set([...cells.keys()].sort());
  const members: SeriesMembers[] = [];
  for (const start of open) {
    open.delete(start);
    const reached = [start];
    for (const cell of reached) {
      for (const near of neighborsOf(cell)) if (open.delete(near)) reached.push(near);
    }
    const [first] = slices;
    if (first === undefined) continue;
    const direction = start === 'none' ? null : start.split(',').map(Number);
    const attributes = attributesOf(first);
    members.push({
      identity: JSON.stringify([...attributes.slice(0, 6), direction, ...attributes.slice(6)]),
      slices: reached.flatMap((cell) => cells.get(cell) ?? []),
    });
  }
  return members;
}

function cellOf(header: SliceHeader): readonly number[] | null {
  return sliceNormal(header)?.map((component) => Math.round(component * CELLS)) ?? null;
}

const STEPS = [-1, 0, 1];

function neighborsOf(cell: string): readonly string[] {
  if (cell === 'none') return [];
  const [x = 0, y = 0, z = 0] = cell.split(',').map(Number);
  return STEPS.flatMap((dx) =>
    STEPS.flatMap((dy) => STEPS.map((dz) => [x + dx, y + dy, z + dz].join())),
  );
}

/** Members by key, in the order in which the keys are met. */
export function groupBy<T>(
  members: readonly T[],
  key: (member: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const member of members) {
    const name = key(member);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [member]);
    else group.push(member);
  }
  return groups;
}
