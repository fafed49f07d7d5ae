import { memo } from 'react';
import { readingOf, type WorklistRow } from '#store';
import { fixed, told } from '#texts';
import { classes } from '../parts/classes.ts';
import { StateIcon } from '../parts/icons.tsx';
import type { ListRest } from './list-rest.ts';
import { patientText } from './patient-text.ts';
import { RowActions } from './row-actions.tsx';
import { Chips, Probability, Rank, State, Waiting, Who, WhyHere } from './row-cells.tsx';
import { TableCells, type TableLayout } from './table-row.tsx';
import { useToday } from './use-today.ts';
import type { WorklistLook } from './worklist-pane.tsx';
import css from './worklist-row.module.css';

interface RowProps {
  readonly row: WorklistRow;
  readonly look: WorklistLook;
  readonly table: TableLayout;
  readonly masked: boolean;
  readonly open: boolean;
  readonly focusable: boolean;
  readonly onOpen: (key: string) => void;
  readonly onPin: (row: WorklistRow) => void;
  readonly rest: ListRest;
}

/**
 * One study of the worklist. The whole row is one button; what can be done without opening it are others. Drawn anew only when what it is
 * given changed: while a queue is worked off the list hears news a dozen times a second, most of it of one study.
 */
export const WorklistRowView = memo(function WorklistRowView(props: RowProps) {
  const { row, look, masked, open, focusable } = props;
  if (look === 'rail') return <RailRow {...props} />;
  const table = look === 'table' ? props.table : null;
  return (
    <div
      className={classes(css.row, table === null && css.compact, open && css.open)}
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
        {table === null ? (
          <CompactCells row={row} masked={masked} />
        ) : (
          <TableCells row={row} masked={masked} layout={table} />
        )}
      </button>
      <RowActions
        row={row}
        compact={table === null}
        focusable={focusable}
        onPin={props.onPin}
        rest={props.rest}
      />
    </div>
  );
});

/** A study beside an open one, or where the window is narrow: four lines. */
const CompactCells = ({ row, masked }: Pick<RowProps, 'row' | 'masked'>) => (
  <>
    <Rank row={row} />
    <State row={row} />
    <Who entry={row.entry} masked={masked} />
    <span className={css.types}>
      <Chips row={row} compact />
    </span>
    <Probability row={row} compact />
    <span className={css.wait} data-testid="care">
      <Waiting row={row} today={useToday()} />
    </span>
    <WhyHere row={row} />
  </>
);

/** As little of a study as tells it from the others and says whether it is flagged. */
function RailRow({ row, masked, open, focusable, onOpen }: RowProps) {
  const { name } = patientText(row.entry, masked);
  const from = readingOf(row.entry)?.thresholds.study.any;
  const any = row.any === null ? '' : ` ${fixed(row.any, 2, from)}`;
  const words = `${name}, ${told(row.stateText)}${any}`;
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
