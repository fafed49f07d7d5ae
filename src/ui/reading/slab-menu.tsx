import { memo, useRef } from 'react';
import { SLAB_CHOICES } from '#store';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { ImageIcon } from './image-icons.tsx';
import css from './toolbar.module.css';

/** Slabs in place of slices, by kind and thickness. */
export const SlabMenu = memo(function SlabMenu() {
  const app = useApp();
  const pointed = useRef(false);
  const slab = useStore(app.reading, (reading) => reading.slab);
  return (
    <span
      className={css.slab}
      data-on={slab !== null}
      title={t('Slab round each slice: average or maximum')}
    >
      <ImageIcon tool="slab" />
      <select
        aria-label={t('Slab')}
        value={slab === null ? '' : `${slab.kind} ${slab.mm}`}
        onPointerDown={() => {
          pointed.current = true;
        }}
        onKeyDown={() => {
          pointed.current = false;
        }}
        onChange={({ target }) => {
          app.showSlab(
            SLAB_CHOICES.find(({ kind, mm }) => `${kind} ${mm}` === target.value) ?? null,
          );
          if (pointed.current) target.blur(); // The arrows are for the slices again.
        }}
      >
        <option value="">{t('No slab')}</option>
        {SLAB_CHOICES.map(({ kind, mm }) => (
          <option key={`${kind} ${mm}`} value={`${kind} ${mm}`}>
            {kind === 'average' ? t('Average') : t('Maximum')} {mm} mm
          </option>
        ))}
      </select>
    </span>
  );
});
