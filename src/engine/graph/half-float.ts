/** The largest number that 16 bits hold. */
export const HALF_MAX = 65504;

/** All 65536 half-precision numbers as float32: 256 KiB, made at the first use. */
let table: Float32Array | null = null;

function decode(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** IEEE 754 binary16 to float32, exactly. */
export function halvesToFloats(halves: Uint16Array): Float32Array {
  table ??= Float32Array.from({ length: 65536 }, (_, bits) => decode(bits));
  const floats = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) floats[i] = table[halves[i] ?? 0] ?? 0;
  return floats;
}

const word = new DataView(new ArrayBuffer(4));

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}

/**
 * A number, rounded to float32, as IEEE 754 binary16 bits: to the nearest, ties to even; subnormals are kept; 65520 and beyond
 * becomes infinity.
 */
export function floatToHalf(value: number): number {
  word.setFloat32(0, value);
  const all = word.getUint32(0);
  const sign = (all >>> 16) & 0x8000;
  const exponent = ((all >>> 23) & 0xff) - 112;
  const fraction = all & 0x7fffff;
  if (exponent >= 31) return sign | 0x7c00 | (exponent === 143 && fraction !== 0 ? 0x200 : 0);
  // Below 2^-14 the numbers are evenly spaced, 2^-24 apart.
  if (exponent <= 0) return sign | roundToEven(Math.abs(word.getFloat32(0)) * 2 ** 24);
  // A carry out of the fraction raises the exponent, as it should; 65520 and above become infinity that way.
  return sign + ((exponent << 10) + roundToEven(fraction / 2 ** 13));
}

/** Each number as binary16 bits, as {@link floatToHalf} rounds. */
export function floatsToHalves(values: Float32Array): Uint16Array<ArrayBuffer> {
  return Uint16Array.from(values, floatToHalf);
}
