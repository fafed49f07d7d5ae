/** Bytes of a stream that came and were not used up yet. */
export class ByteWindow {
  #bytes = new Uint8Array(1 << 16);
  #start = 0;
  #end = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  at(index: number): number {
    return this.#bytes[this.#start + index] ?? -1;
  }

  append(more: Uint8Array): void {
    if (this.#end + more.length > this.#bytes.length) this.#makeRoom(more.length);
    this.#bytes.set(more, this.#end);
    this.#end += more.length;
  }

  /** Drops so many bytes. */
  skip(count: number): void {
    this.#start = Math.min(this.#end, this.#start + count);
  }

  /** Takes a copy of so many bytes, and drops them. */
  take(count: number): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.slice(this.#start, Math.min(this.#end, this.#start + count));
    this.skip(taken.length);
    return taken;
  }

  /** Whether these bytes stand at `index`. */
  has(wanted: Uint8Array, index: number): boolean {
    return (
      index + wanted.length <= this.length && wanted.every((byte, i) => this.at(index + i) === byte)
    );
  }

  /** Where these bytes stand first, at `from` or behind it; -1 where they do not. */
  indexOf(wanted: Uint8Array, from: number): number {
    const [first = 0] = wanted;
    const last = this.#end - wanted.length;
    for (let at = this.#start + from; at <= last; at += 1) {
      at = this.#bytes.indexOf(first, at);
      if (at === -1 || at > last) return -1;
      if (this.has(wanted, at - this.#start)) return at - this.#start;
    }
    return -1;
  }

  #makeRoom(more: number): void {
    const kept = this.#bytes.subarray(this.#start, this.#end);
    const need = kept.length + more;
    // What is used up is dropped; the room doubles only where a part needs it.
    if (need > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(need, this.#bytes.length * 2));
      larger.set(kept);
      this.#bytes = larger;
    } else this.#bytes.copyWithin(0, this.#start, this.#end);
    this.#end = kept.length;
    this.#start = 0;
  }
}
