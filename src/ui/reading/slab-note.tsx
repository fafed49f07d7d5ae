import { t, told } from '#texts';
import type { ShownSlab } from '#viewport';
import css from './slab-note.module.css';
import { slabWords } from './slab-words.ts';

/** Over the image as long as it shows a slab, whatever texts are off: it is no slice. Or why there is no slab. */
export function SlabNote({
  slab,
  why,
}: {
  readonly slab: ShownSlab | null;
  readonly why: string | null;
}) {
  if (slab === null && why === null) return null;
  return (
    <p className={css.note} role="status" data-testid="slab-note">
      {slab === null ? (
        <span>{t('No slab of this series: {why}.', { why: told(why ?? '') })}</span>
      ) : (
        <>
          <strong>{slabWords(slab)}</strong>
          <span>{t('Probabilities are those of single slices')}</span>
        </>
      )}
    </p>
  );
}
