import type { WorklistRow } from '#store';
import { waitingWords } from '#triage';
import { classes } from '../parts/classes.ts';
import { StateIcon } from '../parts/icons.tsx';
import { careText } from './care-text.ts';
import { patientText } from './patient-text.ts';
import { RowActions } from './row-actions.tsx';
import { Chips, Probability, Who, WhyHere } from './row-cells.tsx';
import type { WorklistLook } from './worklist-pane.tsx';
import css from './worklist-row.module.css';

interface RowProps {
  readonly row: WorklistRow;
  readonly look: WorklistLook;
  readonly masked: boolean;
  readonly open: boolean;
  readonly focusable: boolean;
  readonly onOpen: (key: string) => void;
}

/** One study of the worklist. The whole row is one button; what can be done without opening it are others. */
export function WorklistRowView(props: RowProps) {
  const { row, look, masked, open, focusable } = props;
  if (look === 'rail') return <RailRow {...props} />;
  const compact = look !== 'table';
  return (
    <div
      className={classes(css.row, compact && css.compact, open && css.open)}
      data-testid="row"
      data-state={row.state}
      data-care={row.care}
    >
      <button
        type="button"
        className={css.main}
        data-testid="row-main"
        tabIndex={focusable ? 0 : -1}
        aria-current={open ? 'true' : undefined}
        onClick={() => props.onOpen(row.key)}
      >
        <span className={css.rank} data-testid="rank">
          {row.rank ?? '–'}
        </span>
        <span className={css.state} data-testid="state">
          <StateIcon state={row.state} done={row.progress} />
          <span>{row.stateText}</span>
        </span>
        <Who entry={row.entry} masked={masked} compact={compact} />
        <Chips row={row} compact={compact} />
        <Probability row={row} compact={compact} />
        <span className={css.wait} data-testid="care">
          {row.waited === null ? careText(row.entry.care) || 'Unread' : waitingWords(row.waited)}
        </span>
        <span className={css.coverage}>
          <span>{row.coverage}</span>
          {row.withoutBrain === 0 ? null : (
            <span className="hint">{row.withoutBrain} without brain</span>
          )}
        </span>
        <WhyHere row={row} compact={compact} />
      </button>
      <RowActions row={row} compact={compact} focusable={focusable} />
    </div>
  );
}

/** As little of a study as tells it from the others and says whether it is flagged. */
function RailRow({ row, masked, open, focusable, onOpen }: RowProps) {
  const { name } = patientText(row.entry, masked);
  const words = `${name}, ${row.stateText}${row.any === null ? '' : ` ${row.any.toFixed(2)}`}`;
  return (
    <div
      className={classes(css.row, open && css.open)}
      data-testid="row"
      data-state={row.state}
      data-care={row.care}
    >
      <button
        type="button"
        className={css.rail}
        data-testid="row-main"
        tabIndex={focusable ? 0 : -1}
        aria-current={open ? 'true' : undefined}
        aria-label={words}
        title={words}
        onClick={() => onOpen(row.key)}
      >
        <span className={css.state} data-testid="state">
          <StateIcon state={row.state} done={row.progress} />
        </span>
        <span data-testid="name">#{row.entry.number}</span>
      </button>
    </div>
  );
}
