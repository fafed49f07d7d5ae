/**
 * `value`, holding what it says alike with `like` only once, all the way down: as those very strings, lists and records. What comes from a
 * worker or a database is a copy of its own, and of thousands of headers or results most says the same as the one before. Plain data that
 * nobody changes, as everything that is passed on here.
 */
export function sharing<Value>(value: Value, like: unknown): Value {
  if (Object.is(value, like)) return like as Value;
  if (!isPlain(value) || !isPlain(like) || Array.isArray(value) !== Array.isArray(like)) {
    return value;
  }
  const held = Array.isArray(value) ? [...value] : { ...value };
  const keys = Object.keys(value);
  let isAlike = keys.length === Object.keys(like).length && lengthOf(value) === lengthOf(like);
  for (const key of keys) {
    const other = Object.hasOwn(like, key) ? { part: Reflect.get(like, key) } : null;
    const part =
      other === null ? Reflect.get(value, key) : sharing(Reflect.get(value, key), other.part);
    Reflect.set(held, key, part);
    isAlike &&= other !== null && Object.is(part, other.part);
  }
  return (isAlike ? like : held) as Value;
}

/** A list with gaps is longer than it has keys. */
const lengthOf = (value: object): number => (Array.isArray(value) ? value.length : 0);

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype);
