import { useApp, useStore } from '../app-context.ts';
import css from './column-heads.module.css';
import type { shownColumns } from './columns.ts';

/** The names of the columns; those that can be sorted by are buttons. */
export function ColumnHeads(props: { readonly columns: ReturnType<typeof shownColumns> }) {
  const app = useApp();
  const sort = useStore(app.worklist, (state) => state.sort);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can't be laid out as a grid in every browser.
    <div className={css.heads} role="group" aria-label="Sort the list">
      {props.columns.map(({ id, head, sort: by }) => {
        if (by === undefined) {
          return (
            <span key={id} aria-hidden="true">
              {head}
            </span>
          );
        }
        const on = sort.by === by;
        const direction = on && by !== 'priority' ? (sort.down ? ' ↓' : ' ↑') : '';
        return (
          <button
            key={id}
            type="button"
            aria-pressed={on}
            title={by === 'priority' ? 'In order of priority' : `Sort by: ${head.toLowerCase()}`}
            onClick={() => app.sortBy(by)}
          >
            {head}
            <span aria-hidden="true">{direction}</span>
            {direction === '' ? null : (
              <span className="visually-hidden">{sort.down ? ', downwards' : ', upwards'}</span>
            )}
          </button>
        );
      })}
    </div>
  );
}

const NAMES = {
  priority: 'priority',
  any: 'probability',
  age: 'age',
  scanned: 'scan time',
  received: 'time of arrival',
} as const;

/** Says that the most urgent study need not stand first, for as long as it is so. */
export function SortNote() {
  const app = useApp();
  const { by, down } = useStore(app.worklist, (state) => state.sort);
  if (by === 'priority') return null;
  return (
    <p className={css.note} role="status">
      Sorted by {NAMES[by]}, {down ? 'downwards' : 'upwards'}: the most urgent study need not stand
      first.
      <button type="button" onClick={() => app.sortBy('priority')}>
        Back to priority
      </button>
    </p>
  );
}
