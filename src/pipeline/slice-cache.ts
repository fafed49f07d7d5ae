/** A value on loan. */
export interface Held<Value> {
  readonly value: Value;
  /** Call it once, when the value isn't needed any more. */
  release(): void;
}

/** Keeps what was used last while it fits; a key is whatever object its owner made. */
export interface SliceCache<Value> {
  /** The key's value of so many pixels, made where there is none; the ones used longest ago make room. */
  hold(key: object, pixels: number, make: () => Value): Held<Value>;
  delete(key: object): void;
}

interface Entry<Value> {
  readonly value: Value;
  readonly pixels: number;
  holders: number;
  kept: boolean;
}

/** A cache of so many pixels in all. `free` hears of each value once neither the cache nor a holder has it any more. */
export function sliceCache<Value>(
  mostPixels: number,
  free: (value: Value) => void = () => undefined,
): SliceCache<Value> {
  // A Map keeps the order of insertion; every use puts its entry in again, so the first was used longest ago.
  const entries = new Map<object, Entry<Value>>();
  let total = 0;

  const freeIfIdle = (entry: Entry<Value>): void => {
    if (!entry.kept && entry.holders === 0) free(entry.value);
  };
  const drop = (key: object): void => {
    const entry = entries.get(key);
    if (entry === undefined) return;
    entries.delete(key);
    total -= entry.pixels;
    entry.kept = false;
    freeIfIdle(entry);
  };
  const makeRoom = (newest: object): void => {
    for (const oldest of entries.keys()) {
      if (total <= mostPixels || oldest === newest) return;
      drop(oldest);
    }
  };

  return {
    hold: (key, pixels, make) => {
      const known = entries.get(key);
      const entry = known ?? { value: make(), pixels, holders: 0, kept: true };
      entries.delete(key);
      entries.set(key, entry);
      entry.holders += 1;
      if (known === undefined) {
        total += pixels;
        makeRoom(key);
      }
      return {
        value: entry.value,
        release: () => {
          entry.holders -= 1;
          freeIfIdle(entry);
        },
      };
    },
    delete: drop,
  };
}
