/** Bits of a JPEG entropy-coded segment (ITU-T T.81 F.2.2.5): unstuffs FF00, stops at markers, then gives zeros. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at: number;
  #bits = 0;
  #count = 0;
  #invented = 0;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** Whether bits were taken that the data doesn't hold. */
  get exhausted(): boolean {
    return this.#invented > this.#count;
  }

  /** Where the next marker is looked for. */
  get position(): number {
    return this.#at;
  }

  /** The next 16 bits, without taking them. */
  peek16(): number {
    while (this.#count < 16) this.#fill();
    return (this.#bits >>> (this.#count - 16)) & 0xffff;
  }

  /** Takes `length` bits that were peeked at. */
  skip(length: number): void {
    this.#count -= length;
  }

  /** Takes 0..16 bits. */
  take(length: number): number {
    if (length === 0) return 0;
    const value = this.peek16() >>> (16 - length);
    this.#count -= length;
    return value;
  }

  /** Takes a signed value of a magnitude category 0..16 (T.81 F.2.2.1, H.1.2.2: 16 is 32768 without further bits). */
  takeSigned(category: number): number {
    if (category === 0) return 0;
    if (category >= 16) return 32768;
    const value = this.take(category);
    return value < 1 << (category - 1) ? value - (1 << category) + 1 : value;
  }

  /** Goes on behind the next restart marker, if the next marker is one. */
  restart(): void {
    this.#bits = 0;
    this.#count = 0;
    this.#invented = 0;
    const bytes = this.#bytes;
    while (this.#at + 1 < bytes.length) {
      const next = bytes[this.#at + 1] ?? 0;
      if (bytes[this.#at] === 0xff && next !== 0 && next !== 0xff) {
        if (next >= 0xd0 && next <= 0xd7) this.#at += 2;
        return;
      }
      this.#at += 1;
    }
  }

  #fill(): void {
    const bytes = this.#bytes;
    const byte = this.#at < bytes.length ? (bytes[this.#at] ?? 0) : -1;
    if (byte === -1 || (byte === 0xff && bytes[this.#at + 1] !== 0)) {
      this.#bits <<= 8;
      this.#invented += 8;
    } else {
      this.#bits = (this.#bits << 8) | byte;
      this.#at += byte === 0xff ? 2 : 1;
    }
    this.#count += 8;
  }
}
