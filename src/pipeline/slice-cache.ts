/** Keeps what was used last while it fits; a key is whatever object its owner made. */
export interface SliceCache<Value> {
  get(key: object): Value | undefined;
  /** Keeps a value of so many pixels; the ones used longest ago make room. */
  set(key: object, pixels: number, value: Value): void;
  delete(key: object): void;
}

/** A cache of so many pixels in all. */
export function sliceCache<Value>(mostPixels: number): SliceCache<Value> {
  // A Map keeps the order of insertion; every use puts its entry in again, so the first was used longest ago.
  const kept = new Map<object, { readonly pixels: number; readonly value: Value }>();
  let total = 0;

  const drop = (key: object): void => {
    total -= kept.get(key)?.pixels ?? 0;
    kept.delete(key);
  };

  return {
    get: (key) => {
      const entry = kept.get(key);
      if (entry === undefined) return undefined;
      kept.delete(key);
      kept.set(key, entry);
      return entry.value;
    },
    set: (key, pixels, value) => {
      drop(key);
      kept.set(key, { pixels, value });
      total += pixels;
      for (const oldest of kept.keys()) {
        if (total <= mostPixels || oldest === key) break;
        drop(oldest);
      }
    },
    delete: drop,
  };
}
