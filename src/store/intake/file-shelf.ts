/** A number this far beyond the last one is not counted on. */
const FARTHEST = 1024;

/** What the ids of a drop begin with, and a number. */
const NUMBERED = /^(.*-)(0|[1-9]\d{0,8})$/s;

/**
 * Files by their source ids, which mostly are a drop's name and a number that counts on: these stand in a list of each drop, since of a
 * day thousands are open, and a Map would hold a text and a place in its table for every one. Says what a Map says, in the order of the drops.
 */
export class FileShelf implements ReadonlyMap<string, Blob> {
  readonly #drops = new Map<string, (Blob | undefined)[]>();
  /** Whose ids don't count on. */
  readonly #others = new Map<string, Blob>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(sourceId: string): Blob | undefined {
    const place = this.#placeOf(sourceId);
    return place === null
      ? this.#others.get(sourceId)
      : this.#drops.get(place.drop)?.[place.number];
  }

  has(sourceId: string): boolean {
    return this.get(sourceId) !== undefined;
  }

  set(sourceId: string, file: Blob): void {
    if (!this.has(sourceId)) this.#size += 1;
    const place = this.#placeOf(sourceId);
    if (place === null) {
      this.#others.set(sourceId, file);
      return;
    }
    const files = this.#drops.get(place.drop) ?? [];
    this.#drops.set(place.drop, files);
    // No gaps: a list that has some is a table.
    while (files.length < place.number) files.push(undefined);
    files[place.number] = file;
  }

  delete(sourceId: string): void {
    if (!this.has(sourceId)) return;
    this.#size -= 1;
    const place = this.#placeOf(sourceId);
    if (place === null) this.#others.delete(sourceId);
    else this.#drops.get(place.drop)?.splice(place.number, 1, undefined);
  }

  clear(): void {
    this.#drops.clear();
    this.#others.clear();
    this.#size = 0;
  }

  *entries(): Generator<[string, Blob], undefined> {
    for (const [drop, files] of this.#drops) {
      for (const [number, file] of files.entries()) {
        if (file !== undefined) yield [`${drop}${number}`, file];
      }
    }
    yield* this.#others;
  }

  *keys(): Generator<string, undefined> {
    for (const [sourceId] of this.entries()) yield sourceId;
  }

  *values(): Generator<Blob, undefined> {
    for (const [, file] of this.entries()) yield file;
  }

  [Symbol.iterator](): Generator<[string, Blob], undefined> {
    return this.entries();
  }

  forEach(tell: (file: Blob, sourceId: string, shelf: ReadonlyMap<string, Blob>) => void): void {
    for (const [sourceId, file] of this.entries()) tell(file, sourceId, this);
  }

  /** Where an id's file stands in the list of its drop; null: it is one of the others. */
  #placeOf(sourceId: string): { readonly drop: string; readonly number: number } | null {
    const [, drop, digits] = NUMBERED.exec(sourceId) ?? [];
    if (drop === undefined || this.#others.has(sourceId)) return null;
    const number = Number(digits);
    const length = this.#drops.get(drop)?.length ?? 0;
    return number > length + FARTHEST ? null : { drop, number };
  }
}
