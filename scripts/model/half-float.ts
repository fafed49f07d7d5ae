const bits = new DataView(new ArrayBuffer(4));

/** IEEE 754 binary32 to binary16, to nearest, ties to even; subnormals kept; beyond 65504 becomes infinity. */
export function floatToHalf(value: number): number {
  bits.setFloat32(0, value);
  const word = bits.getUint32(0);
  const sign = (word >>> 16) & 0x8000;
  const exponent = (word >>> 23) & 0xff;
  const mantissa = word & 0x7fffff;
  if (exponent === 0xff) return sign | 0x7c00 | (mantissa === 0 ? 0 : 0x200);
  const halfExponent = exponent - 112;
  if (halfExponent >= 31) return sign | 0x7c00;
  // A carry out of the mantissa raises the exponent, which is right.
  if (halfExponent > 0) return sign | roundToEven((halfExponent << 23) | mantissa, 13);
  if (halfExponent < -10) return sign;
  return sign | roundToEven(mantissa | 0x800000, 14 - halfExponent);
}

/** Drops the lowest `count` bits of a positive number, to nearest, ties to even. */
function roundToEven(value: number, count: number): number {
  const kept = value >>> count;
  const rest = value & (2 ** count - 1);
  const half = 2 ** (count - 1);
  return rest > half || (rest === half && (kept & 1) === 1) ? kept + 1 : kept;
}
