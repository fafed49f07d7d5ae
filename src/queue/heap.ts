/** What is taken in order, put in and taken in steps of the logarithm of how much there is. */
export class Heap<T> {
  readonly #all: T[] = [];
  readonly #isBefore: (one: T, other: T) => boolean;

  constructor(isBefore: (one: T, other: T) => boolean) {
    this.#isBefore = isBefore;
  }

  get size(): number {
    return this.#all.length;
  }

  push(one: T): void {
    const all = this.#all;
    let at = all.push(one) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = all[above] as T;
      if (!this.#isBefore(one, other)) break;
      all[at] = other;
      at = above;
    }
    all[at] = one;
  }

  /** Takes out the first; undefined where there is none. */
  pop(): T | undefined {
    const all = this.#all;
    const [first] = all;
    const last = all.pop();
    if (last === undefined || all.length === 0) return first;
    let at = 0;
    for (;;) {
      const next = this.#firstBelow(at);
      if (next === null || !this.#isBefore(all[next] as T, last)) break;
      all[at] = all[next] as T;
      at = next;
    }
    all[at] = last;
    return first;
  }

  #firstBelow(at: number): number | null {
    const all = this.#all;
    const [left, right] = [2 * at + 1, 2 * at + 2];
    if (left >= all.length) return null;
    if (right >= all.length) return left;
    return this.#isBefore(all[right] as T, all[left] as T) ? right : left;
  }
}
