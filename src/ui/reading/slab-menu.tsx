import { SLAB_CHOICES } from '#store';
import { useApp, useStore } from '../app-context.ts';
import css from './toolbar.module.css';

/** Slabs in place of slices, by kind and thickness. */
export function SlabMenu() {
  const app = useApp();
  const slab = useStore(app.reading, (reading) => reading.slab);
  return (
    <select
      className={css.slab}
      aria-label="Slab"
      title="Slab round each slice: average or maximum"
      data-on={slab !== null}
      value={slab === null ? '' : `${slab.kind} ${slab.mm}`}
      onChange={({ target }) =>
        app.showSlab(SLAB_CHOICES.find(({ kind, mm }) => `${kind} ${mm}` === target.value) ?? null)
      }
    >
      <option value="">No slab</option>
      {SLAB_CHOICES.map(({ kind, mm }) => (
        <option key={`${kind} ${mm}`} value={`${kind} ${mm}`}>
          {kind === 'average' ? 'Average' : 'Maximum'} {mm} mm
        </option>
      ))}
    </select>
  );
}
