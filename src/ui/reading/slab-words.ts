import { t, told } from '#texts';
import type { ShownSlab } from '#viewport';

/** "Slab 10 mm maximum, interpolated"; at the ends of the stack, how much of it was scanned. */
export function slabWords({ kind, mm, covered }: ShownSlab): string {
  const part =
    covered < mm - 0.05 ? t(', {part} mm of it scanned', { part: Number(covered.toFixed(1)) }) : '';
  return t('Slab {mm} mm {kind}, interpolated{part}', { mm, kind: told(kind), part });
}
