/** A row that comes from elsewhere: it starts `from` pixels off its place and glides there. */
export interface RowMove {
  readonly key: string;
  readonly from: number;
}

/** The moves that lead from one order of rows to another (FLIP: first, last, invert, play). New rows don't move. */
export function rowMoves(
  before: readonly string[],
  after: readonly string[],
  top: (index: number) => number,
): readonly RowMove[] {
  const old = new Map(before.map((key, index) => [key, index]));
  return after.flatMap((key, index) => {
    const was = old.get(key);
    return was === undefined || was === index ? [] : [{ key, from: top(was) - top(index) }];
  });
}
