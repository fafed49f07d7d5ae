import { asRun, type Run, runAt } from './run.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * A list of records that say most things alike, such as the headers of a series, held in little room: what all of them say once, and of what
 * they say otherwise a column each. {@link unpacked} makes the list again. Plain data that nobody changes.
 */
export interface Packed<Item> {
  readonly length: number;
  /** A record of the same fields, shared with other lists where it is at hand. */
  readonly like: Item;
  /** In what they are otherwise, shared as well. */
  readonly names: Names;
  /** What all say otherwise than `like`, in the order of `names.alike`; then what they say each by itself: a column for each of `names.apart`. */
  readonly values: readonly unknown[];
}

/** Fields of which all records of a list say the same, and fields of which they don't. */
interface Names {
  readonly alike: readonly string[];
  readonly apart: readonly string[];
}

/** The values of a field, one a record; those that count on as such, and short lists and records of the same fields packed once more. */
type Column = readonly unknown[] | Packed<Fields> | Run;

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
const isOfFields = (record: object, fields: readonly string[]): boolean =>
  areAlike(Object.keys(record), fields);

const areAlike = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((name, at) => name === others[at]);

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
  const before = like != null && isKind(like.like) && isOfFields(like.like, fields) ? like : null;
  const base = before?.like ?? first;
  const alike: string[] = [];
  const apart: string[] = [];
  const said: unknown[] = [];
  const columns: Column[] = [];
  for (const name of fields) {
    const value: unknown = Reflect.get(first, name);
    const values = records.map((record): unknown => Reflect.get(record, name));
    if (!values.every((one) => Object.is(one, value))) {
      apart.push(name);
      columns.push(columnOf(values, columnNamed(before, name)));
    } else if (!Object.is(value, Reflect.get(base, name))) {
      alike.push(name);
      said.push(value);
    }
  }
  return {
    length: records.length,
    like: base,
    names: sharedNames(before?.names, alike, apart),
    // A list that was added to has room for more; a copy has none.
    values: said.length + columns.length === 0 ? NOTHING : [...said, ...columns].slice(),
  };
}

function sharedNames(
  before: Names | undefined,
  alike: readonly string[],
  apart: readonly string[],
): Names {
  const isSame =
    before !== undefined && areAlike(before.alike, alike) && areAlike(before.apart, apart);
  return isSame ? before : { alike, apart };
}

/** A field's column in a list that was packed before. */
function columnNamed(list: Packed<object> | null, name: string): unknown {
  const at = list?.names.apart.indexOf(name) ?? -1;
  return list === null || at === -1 ? undefined : list.values[list.names.alike.length + at];
}

function columnOf(values: readonly unknown[], like: unknown): Column {
  const run = asRun(values, like);
  if (run !== null) return run;
  if (!values.every(isShort) && !values.every(isRecord)) return values;
  return packed(values as readonly Fields[], isPacked(like) ? like : null) ?? values;
}

const isPacked = (column: unknown): column is Packed<Fields> =>
  typeof column === 'object' && column !== null && 'names' in column;

const valueAt = (column: Column, at: number): unknown => {
  if (isPacked(column)) return unpackedAt(column, at);
  return 'step' in column ? runAt(column, at) : column[at];
};

/** One record of a packed list, as it was. Throws RangeError beyond its ends. */
export function unpackedAt<Item extends object>(list: Packed<Item>, at: number): Item {
  if (!(at >= 0 && at < list.length)) {
    throw new RangeError(`There is no record ${at} of ${list.length}.`);
  }
  const record = (Array.isArray(list.like) ? [...list.like] : { ...list.like }) as Item;
  const { alike, apart } = list.names;
  alike.forEach((name, place) => {
    Reflect.set(record, name, list.values[place]);
  });
  apart.forEach((name, place) => {
    Reflect.set(record, name, valueAt(list.values[alike.length + place] as Column, at));
  });
  return record;
}

/** The list, its records equal to those that were packed. */
export const unpacked = <Item extends object>(list: Packed<Item>): readonly Item[] =>
  Array.from({ length: list.length }, (_, at) => unpackedAt(list, at));
