type Fields = Readonly<Record<string, unknown>>;

/**
 * A list of records that say most things alike, such as the headers of a series, held in little room: what all of them say once, and of what
 * they say otherwise a column each. {@link unpacked} makes the list again. Plain data that nobody changes.
 */
export interface Packed<Item> {
  readonly length: number;
  /** A record of the same fields, shared with other lists where it is at hand. */
  readonly like: Item;
  /** What all say otherwise than it: a field's name, its value, the next one's name ... */
  readonly alike: readonly unknown[];
  /** What they say each by itself: a field's name, its column, the next one's name ... */
  readonly apart: readonly (string | Column)[];
}

/** The values of a field, one a record; of short lists and of records of the same fields packed once more. */
type Column = readonly unknown[] | Packed<Fields>;

/** Many lists have none. */
const NOTHING: readonly never[] = [];

/** Longer lists stay as they are: they have no columns. */
const LONGEST = 4;

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** A list without gaps. */
const isShort = (value: unknown): value is Fields =>
  Array.isArray(value) && value.length <= LONGEST && Object.keys(value).length === value.length;

/** Those of `record`, in their order: a list is made again as it was. */
const isOfFields = (record: object, fields: readonly string[]): boolean => {
  const own = Object.keys(record);
  return own.length === fields.length && own.every((name, at) => name === fields[at]);
};

/**
 * Packs plain records of the same fields; null where they are not, and of none. `like`: a list that was packed before, most of which these say, too.
 */
export function packed<Item extends object>(
  records: readonly Item[],
  like?: Packed<Item> | null,
): Packed<Item> | null {
  const [first] = records;
  if (first === undefined) return null;
  const fields = Object.keys(first);
  const isKind = isRecord(first) ? isRecord : isShort;
  if (!records.every((record) => isKind(record) && isOfFields(record, fields))) return null;
  const isLike = like != null && isKind(like.like) && isOfFields(like.like, fields);
  const base = isLike ? like.like : first;
  const alike: unknown[] = [];
  const apart: (string | Column)[] = [];
  for (const name of fields) {
    const value: unknown = Reflect.get(first, name);
    const values = records.map((record): unknown => Reflect.get(record, name));
    if (!values.every((one) => Object.is(one, value))) apart.push(name, columnOf(values));
    else if (!Object.is(value, Reflect.get(base, name))) alike.push(name, value);
  }
  return {
    length: records.length,
    like: base,
    // Lists that were added to have room for more; copies have none.
    alike: alike.length === 0 ? NOTHING : alike.slice(),
    apart: apart.length === 0 ? NOTHING : apart.slice(),
  };
}

function columnOf(values: readonly unknown[]): Column {
  if (!values.every(isShort) && !values.every(isRecord)) return values;
  return packed(values as readonly Fields[]) ?? values;
}

const valueAt = (column: Column, at: number): unknown =>
  'like' in column ? unpackedAt(column, at) : column[at];

/** Sets the fields that stand in `pairs`, each to what `value` makes of what stands behind its name. */
function fill(record: object, pairs: readonly unknown[], value: (held: unknown) => unknown): void {
  for (let at = 0; at < pairs.length; at += 2) {
    Reflect.set(record, String(pairs[at]), value(pairs[at + 1]));
  }
}

/** One record of a packed list, as it was. Throws RangeError beyond its ends. */
export function unpackedAt<Item extends object>(list: Packed<Item>, at: number): Item {
  if (!(at >= 0 && at < list.length)) {
    throw new RangeError(`There is no record ${at} of ${list.length}.`);
  }
  const record = (Array.isArray(list.like) ? [...list.like] : { ...list.like }) as Item;
  fill(record, list.alike, (value) => value);
  fill(record, list.apart, (column) => valueAt(column as Column, at));
  return record;
}

/** The list, its records equal to those that were packed. */
export const unpacked = <Item extends object>(list: Packed<Item>): readonly Item[] =>
  Array.from({ length: list.length }, (_, at) => unpackedAt(list, at));
