import { filterRows, type WorklistFilter, type WorklistRow } from '#store';
import { useApp } from '../app-context.ts';
import { classes } from '../parts/classes.ts';
import css from './filters.module.css';

const FILTERS: readonly { readonly id: WorklistFilter; readonly label: string }[] = [
  { id: 'all', label: 'All' },
  { id: 'unread', label: 'Unread' },
  { id: 'flagged', label: 'Flagged' },
  { id: 'not-analysed', label: 'Not analyzed' },
  { id: 'done', label: 'Done' },
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
      <legend className="visually-hidden">Show</legend>
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
