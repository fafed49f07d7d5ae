import { type WorklistRow, waitText } from '#store';
import { classes } from '../parts/classes.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { StateIcon } from '../parts/icons.tsx';
import { Chips, Probability, Who, WhyHere } from './row-cells.tsx';
import css from './worklist-row.module.css';

/** One study of the worklist. The whole row is one button; pinning is another. */
export function WorklistRowView(props: {
  readonly row: WorklistRow;
  readonly compact: boolean;
  readonly masked: boolean;
  readonly open: boolean;
  readonly focusable: boolean;
  readonly onOpen: (key: string) => void;
  readonly onPin: (key: string) => void;
}) {
  const { row, compact, masked, open, focusable } = props;
  const pinned = row.entry.pin !== null;
  return (
    <div
      className={classes(css.row, compact && css.compact, open && css.open)}
      data-testid="row"
      data-state={row.state}
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
          {row.rank}
        </span>
        <span className={css.state} data-testid="state">
          <StateIcon state={row.state} done={row.progress} />
          <span>{row.stateText}</span>
        </span>
        <Who entry={row.entry} masked={masked} compact={compact} />
        <Chips row={row} compact={compact} />
        <Probability row={row} compact={compact} />
        <span className={css.wait}>{waitText(row.waited)}</span>
        <span className={css.coverage}>
          <span>{row.coverage}</span>
          {row.withoutBrain === 0 ? null : (
            <span className="hint">{row.withoutBrain} without brain</span>
          )}
        </span>
        <WhyHere row={row} compact={compact} />
      </button>
      <IconButton
        tool="pin"
        label={pinned ? 'Unpin' : 'Pin to the top'}
        on={pinned}
        className={css.pin}
        tabIndex={focusable ? 0 : -1}
        onClick={() => props.onPin(row.key)}
      />
    </div>
  );
}
