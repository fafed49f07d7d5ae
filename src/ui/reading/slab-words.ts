import type { ShownSlab } from '#viewport';

/** "Slab 10 mm maximum, interpolated"; at the ends of the stack, how much of it was scanned. */
export function slabWords({ kind, mm, covered }: ShownSlab): string {
  const part = covered < mm - 0.05 ? `, ${Number(covered.toFixed(1))} mm of it scanned` : '';
  return `Slab ${mm} mm ${kind}, interpolated${part}`;
}
