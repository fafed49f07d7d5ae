/**
 * Whether 16-bit samples are their stored values as they are: no bit above the `bits` that count is set or, where they are `signed`, each
 * of these is the sign. `bits` from 1 to 15. Looks at two samples at once.
 */
export function areStoredValues(samples: Uint16Array, bits: number, signed: boolean): boolean {
  const kept = (1 << bits) - 1;
  const above = 0xffff & ~kept;
  const differs = (sample: number): number => {
    const low = sample & kept;
    return signed ? sample ^ (low | ((low >>> (bits - 1)) * above)) : sample & above;
  };
  // Pairs begin at a multiple of four bytes; what is left of either end is looked at alone.
  const before = samples.byteOffset % 4 === 0 ? 0 : 1;
  const pairs = new Uint32Array(
    samples.buffer,
    samples.byteOffset + 2 * before,
    Math.max(0, samples.length - before) >> 1,
  );
  const first = samples[0] ?? 0;
  const last = samples[samples.length - 1] ?? 0;
  if (samples.length > 0 && (differs(first) | differs(last)) !== 0) return false;
  return (signed ? signsOf(pairs, bits) : anyOf(pairs) & twice(above)) === 0;
}

const twice = (half: number): number => half | (half << 16);

/** The bits that are set in any pair. */
function anyOf(pairs: Uint32Array): number {
  let any = 0;
  for (let i = 0; i < pairs.length; i += 1) any |= pairs[i] ?? 0;
  return any;
}

/** The bits in which any pair is other than it would be with its signs extended. */
function signsOf(pairs: Uint32Array, bits: number): number {
  const kept = twice((1 << bits) - 1);
  const sign = twice(1 << (bits - 1));
  const above = 0xffff & ~((1 << bits) - 1);
  let any = 0;
  for (let i = 0; i < pairs.length; i += 1) {
    const pair = pairs[i] ?? 0;
    const low = pair & kept;
    // A one for each sample that is negative, times the bits above: no half reaches into the other.
    any |= pair ^ (low | Math.imul((low & sign) >>> (bits - 1), above));
  }
  return any;
}
