/** A count with its noun: "1 slice", "2 slices", "0 slices"; `many` where it is not the noun and an s. */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
