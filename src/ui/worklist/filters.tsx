import { filterRows, type WorklistFilter, type WorklistRow } from '#store';
import { t } from '#texts';
import { useApp } from '../app-context.ts';
import { classes } from '../parts/classes.ts';
import css from './filters.module.css';

const FILTERS: readonly { readonly id: WorklistFilter; readonly label: string }[] = [
  {
    id: 'all',
    get label() {
      return t('All');
    },
  },
  {
    id: 'unread',
    get label() {
      return t('Unread');
    },
  },
  {
    id: 'flagged',
    get label() {
      return t('Flagged');
    },
  },
  {
    id: 'not-analysed',
    get label() {
      return t('Not analyzed');
    },
  },
  {
    id: 'done',
    get label() {
      return t('Done');
    },
  },
];

/** Which rows are shown, each with how many there are. */
export function Filters(props: {
  readonly rows: readonly WorklistRow[];
  readonly chosen: WorklistFilter;
  readonly compact: boolean;
}) {
  const { rows, chosen, compact } = props;
  const { filter } = useApp();
  return (
    <fieldset className={classes(css.segments, compact && css.compact)}>
      <legend className="visually-hidden">{t('Show')}</legend>
      {FILTERS.map(({ id, label }) => (
        <label key={id}>
          <input type="radio" name="filter" checked={chosen === id} onChange={() => filter(id)} />
          <span className={css.label}>
            {label} <span className={css.count}>{filterRows(rows, id, '').length}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
