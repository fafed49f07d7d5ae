import type { SliceHeader } from './slice-header.ts';

/**
 * `header`, holding what it states alike with `like` only once, as that very string, vector or patient. The slices of a series state most
 * of their fifty attributes alike, and a header that came from a worker has a copy of each: a list of thousands would be copies.
 */
export function sharingValues(header: SliceHeader, like: SliceHeader): SliceHeader {
  const own = Object.entries(header);
  if (own.length !== Object.keys(like).length) return header;
  const values: Readonly<Record<string, unknown>> = { ...like };
  const parted: Record<string, unknown> = {};
  for (const [key, value] of own) {
    if (!(key in values)) return header;
    if (!isAlike(values[key], value)) parted[key] = value;
  }
  return { ...like, ...parted };
}

/** Equal all the way down; NaN equals itself. */
function isAlike(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object') return false;
  if (one === null || other === null || Array.isArray(one) !== Array.isArray(other)) return false;
  const [left, right] = [Object.entries(one), new Map(Object.entries(other))];
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && isAlike(value, right.get(key)))
  );
}
