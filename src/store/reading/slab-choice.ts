const THICKNESSES = [3, 5, 10] as const;

/** What is shown round each slice, and how thick it is. */
export interface SlabChoice {
  readonly kind: 'average' | 'maximum';
  readonly mm: (typeof THICKNESSES)[number];
}

/** Every slab there is. */
export const SLAB_CHOICES: readonly SlabChoice[] = (['average', 'maximum'] as const).flatMap(
  (kind) => THICKNESSES.map((mm) => ({ kind, mm })),
);

/** The next thicker slab of the same kind; none after the thickest, an average after none. */
export function thickerSlab(slab: SlabChoice | null): SlabChoice | null {
  const at = slab === null ? -1 : THICKNESSES.indexOf(slab.mm);
  const mm = THICKNESSES[at + 1];
  return mm === undefined ? null : { kind: slab?.kind ?? 'average', mm };
}

/** The other kind as thick; the thinnest maximum where there was none. */
export const otherSlabKind = (slab: SlabChoice | null): SlabChoice => ({
  kind: slab?.kind === 'maximum' ? 'average' : 'maximum',
  mm: slab?.mm ?? THICKNESSES[0],
});
