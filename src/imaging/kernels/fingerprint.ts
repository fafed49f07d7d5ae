const PRIME: i32 = 0x01000193;

@inline
function step(hash: v128, bits: v128): v128 {
  return v128.xor(i32x4.mul(v128.xor(hash, bits), i32x4.splat(PRIME)), i32x4.shr_u(hash, 15));
}

/** FNV-1a over the bits of `count` float32 values, in sixteen lanes of which each takes every sixteenth value, and over the lanes' own. */
export function fingerprint(image: usize, count: i32, scratch: usize): u32 {
  const basis = i32x4.splat(0x811c9dc5);
  let first = basis, second = basis, third = basis, fourth = basis;
  const whole = count & ~15;
  for (let at = 0; at < whole; at += 16) {
    const from = image + (usize(at) << 2);
    first = step(first, v128.load(from));
    second = step(second, v128.load(from, 16));
    third = step(third, v128.load(from, 32));
    fourth = step(fourth, v128.load(from, 48));
  }
  v128.store(scratch, first);
  v128.store(scratch, second, 16);
  v128.store(scratch, third, 32);
  v128.store(scratch, fourth, 48);
  for (let at = whole; at < count; at++) {
    const lane = scratch + (usize(at - whole) << 2);
    store<u32>(lane, next(load<u32>(lane), load<u32>(image + (usize(at) << 2))));
  }
  let hash: u32 = 0x811c9dc5;
  for (let lane: usize = 0; lane < 64; lane += 4) hash = next(hash, load<u32>(scratch + lane));
  return hash;
}

@inline
function next(hash: u32, bits: u32): u32 {
  return ((hash ^ bits) * u32(PRIME)) ^ (hash >>> 15);
}
