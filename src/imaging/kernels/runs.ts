/** The end of the run of equal float32 values that begins at `from`, in a row that ends at `end`. */
@inline
function runEnd(row: usize, from: i32, end: i32): i32 {
  const value = f32x4.splat(load<f32>(row + (usize(from) << 2)));
  let at = from + 1;
  while (at + 4 <= end && i32x4.all_true(f32x4.eq(v128.load(row + (usize(at) << 2)), value))) at += 4;
  while (at < end && load<f32>(row + (usize(at) << 2)) == f32x4.extract_lane(value, 0)) at += 1;
  return at;
}

/** Whether air that begins at `at` ends in bone before the row does: a run of one value. */
function endsInBone(row: usize, at: i32, columns: i32, bone: f32): bool {
  const end = runEnd(row, at, columns);
  return end < columns && load<f32>(row + (usize(end) << 2)) > bone;
}

/** Goes on through some pixels of which one is air beside bone: `met` as in `rowRuns`. */
function meet(row: usize, x: i32, end: i32, columns: i32, low: f32, high: f32, bone: f32, air: f32, met: i32): i32 {
  for (let at = x; at < end; at++) {
    const value = load<f32>(row + (usize(at) << 2));
    if (value >= low && value <= high) met += i32((met & 1) == 0);
    else if (met == 1 && value <= air && load<f32>(row + (usize(at - 1) << 2)) > bone && endsInBone(row, at, columns, bone)) met = 2;
  }
  return met;
}

let to: usize = 0;

/** Notes the run that holds `x` where it is long enough, and returns its end; it begins at `done` or later. */
function take(row: usize, x: i32, columns: i32, least: i32, done: i32): i32 {
  let start = x;
  while (start > done && load<f32>(row + (usize(start - 1) << 2)) == load<f32>(row + (usize(x) << 2))) start--;
  const end = runEnd(row, x, columns);
  if (end - start >= least) {
    store<i32>(to, start);
    store<i32>(to + 4, end);
    to += 8;
  }
  return end;
}

/** Whether four values and the one after them are equal (`all` is 15), or the four alone (7). */
@inline
function isEven(from: usize, four: v128, all: i32): bool {
  return (i32x4.bitmask(f32x4.eq(four, v128.load(from + 4))) & all) == all;
}

/**
 * What the rows of an image consist of, and their runs of at least `least` (8 or more) equal values. `facts` gets four int32 a row: pixels of
 * low..high, pixels above `low`, whether pixels of low..high lie on either side of air (one value, at most `air`) directly between bone, and how
 * many runs it has; `runs` gets two int32 a run, its first column and the one after its last.
 */
export function rowRuns(
  image: usize, rows: i32, columns: i32, least: i32, low: f32, high: f32, bone: f32, air: f32, facts: usize, runs: usize,
): void {
  const l = f32x4.splat(low), h = f32x4.splat(high), b = f32x4.splat(bone), a = f32x4.splat(air);
  const whole = columns & ~7;
  to = runs;
  for (let y = 0; y < rows; y++) {
    const row = image + (usize(y * columns) << 2), before = to;
    let soft = i32x4.splat(0), head = i32x4.splat(0);
    // `met`, from left to right: pixels of low..high (1), then air between bone (2), then such pixels again (3).
    let done = 0, met = 0;
    for (let x = 0; x < whole; x += 8) {
      const from = row + (usize(x) << 2);
      const first = v128.load(from), second = v128.load(from, 16);
      // A run of 16 holds nine values of which the first is at a multiple of eight, one of 8 four from a multiple of four.
      if (least >= 16) {
        if (x >= done && isEven(from, first, 15) && isEven(from + 16, second, 15)) done = take(row, x, columns, least, done);
      } else {
        if (x >= done && isEven(from, first, 7)) done = take(row, x, columns, least, done);
        if (x + 4 >= done && isEven(from + 16, second, 7)) done = take(row, x + 4, columns, least, done);
      }
      const softFirst = v128.and(f32x4.ge(first, l), f32x4.le(first, h)), softSecond = v128.and(f32x4.ge(second, l), f32x4.le(second, h));
      soft = i32x4.sub(i32x4.sub(soft, softFirst), softSecond);
      head = i32x4.sub(i32x4.sub(head, f32x4.gt(first, l)), f32x4.gt(second, l));
      // The value before a row's first is the row's above: air there follows no tissue.
      const gapFirst = v128.and(f32x4.le(first, a), f32x4.gt(v128.load(from - 4), b));
      const gapSecond = v128.and(f32x4.le(second, a), f32x4.gt(v128.load(from, 12), b));
      if (v128.any_true(v128.or(gapFirst, gapSecond))) met = meet(row, x, x + 8, columns, low, high, bone, air, met);
      else if ((met & 1) == 0 && v128.any_true(v128.or(softFirst, softSecond))) met++;
    }
    let softs = sum(soft), heads = sum(head);
    for (let x = whole; x < columns; x++) {
      const value = load<f32>(row + (usize(x) << 2));
      softs += i32(value >= low && value <= high);
      heads += i32(value > low);
      if (least < 16 && x == whole && x >= done && x + 4 <= columns) done = take(row, x, columns, least, done);
    }
    met = meet(row, whole, columns, columns, low, high, bone, air, met);
    const fact = facts + (usize(y) << 4);
    store<i32>(fact, softs);
    store<i32>(fact + 4, heads);
    store<i32>(fact + 8, i32(met == 3));
    store<i32>(fact + 12, i32((to - before) >> 3));
  }
}

@inline
function sum(four: v128): i32 {
  return i32x4.extract_lane(four, 0) + i32x4.extract_lane(four, 1) + i32x4.extract_lane(four, 2) + i32x4.extract_lane(four, 3);
}
