/** The largest number that f16 holds. */
export const HALF_MAX = 65504;

const bits = new DataView(new ArrayBuffer(4));

/** float32 to IEEE 754 binary16 bits, to the nearest, ties to even; beyond the range infinity. */
function toHalf(value: number): number {
  bits.setFloat32(0, value);
  const all = bits.getUint32(0);
  const sign = (all >>> 16) & 0x8000;
  const exponent = ((all >>> 23) & 0xff) - 112;
  const fraction = all & 0x7fffff;
  if (exponent >= 31) return sign | 0x7c00 | (exponent === 143 && fraction !== 0 ? 0x200 : 0);
  // Below 2^-14 the numbers are evenly spaced, 2^-24 apart.
  if (exponent <= 0) return sign | roundToEven(Math.abs(value) * 2 ** 24);
  // A carry out of the fraction raises the exponent, as it should; 65520 and above become infinity that way.
  return sign + ((exponent << 10) + roundToEven(fraction / 2 ** 13));
}

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}

/** Each number as binary16 bits. */
export function toHalves(values: Float32Array): Uint16Array<ArrayBuffer> {
  return Uint16Array.from(values, toHalf);
}
