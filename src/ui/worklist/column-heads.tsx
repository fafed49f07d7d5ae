import { lowered, t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import css from './column-heads.module.css';
import type { shownColumns } from './columns.ts';

/** The names of the columns; those that can be sorted by are buttons. */
export function ColumnHeads(props: { readonly columns: ReturnType<typeof shownColumns> }) {
  const app = useApp();
  const sort = useStore(app.worklist, (state) => state.sort);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can't be laid out as a grid in every browser.
    <div className={css.heads} role="group" aria-label={t('Sort the list')}>
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
            title={
              by === 'priority'
                ? t('In order of priority')
                : t('Sort by: {column}', { column: lowered(head) })
            }
            onClick={() => app.sortBy(by)}
          >
            {head}
            <span aria-hidden="true">{direction}</span>
            {direction === '' ? null : (
              <span className="visually-hidden">
                {sort.down ? t(', downwards') : t(', upwards')}
              </span>
            )}
          </button>
        );
      })}
    </div>
  );
}

const NAMES = {
  get any() {
    return t('probability');
  },
  get age() {
    return lowered(t('Age'));
  },
  get scanned() {
    return t('scan time');
  },
  get received() {
    return t('time of arrival');
  },
} as const;

/** Says that the most urgent study need not stand first, for as long as it is so. */
export function SortNote() {
  const app = useApp();
  const { by, down } = useStore(app.worklist, (state) => state.sort);
  if (by === 'priority') return null;
  return (
    <p className={css.note} role="status">
      {t('Sorted by {column}, {direction}: the most urgent study need not stand first.', {
        column: NAMES[by],
        direction: down ? t('downwards') : t('upwards'),
      })}
      <button type="button" onClick={() => app.sortBy('priority')}>
        {t('Back to priority')}
      </button>
    </p>
  );
}
