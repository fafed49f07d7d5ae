import type { ReactNode } from 'react';
import { type Density, typeChips, type WorklistRow } from '#store';
import { t, told } from '#texts';
import { ageAndSex } from '../parts/age-text.ts';
import { Badge } from '../parts/badge.tsx';
import { Brief } from '../parts/brief.tsx';
import { classes } from '../parts/classes.ts';
import { dayText } from '../parts/moments.ts';
import { waitText } from './care-text.ts';
import { type ColumnId, chipsThatFit, isTight, type Room, type shownColumns } from './columns.ts';
import { KeySlice } from './key-slice.tsx';
import { patientText } from './patient-text.ts';
import {
  Chips,
  Notes,
  PinNote,
  PriorityParts,
  Probability,
  Rank,
  State,
  Waiting,
} from './row-cells.tsx';
import { receivedTime, type ShownTime, scanTime } from './row-times.ts';
import { RowVerdict } from './row-verdict.tsx';
import css from './table-row.module.css';
import { tightReason } from './tight-reason.ts';

/** How the table is laid out. */
export interface TableLayout {
  readonly columns: ReturnType<typeof shownColumns>;
  readonly room: Room;
  readonly density: Density;
  /** For the days of times. */
  readonly now: number;
}

interface CellProps {
  readonly row: WorklistRow;
  readonly masked: boolean;
  readonly layout: TableLayout;
}

/** The cells of a study in the table, in the order of the columns. */
export const TableCells = (props: CellProps) =>
  props.layout.columns.map(({ id }) => <Cell key={id} id={id} {...props} />);

function Cell({ id, row, masked, layout }: CellProps & { readonly id: ColumnId }): ReactNode {
  const { entry } = row;
  const { summary } = entry;
  switch (id) {
    case 'rank':
      return <Rank row={row} />;
    case 'picture':
      return <KeySlice entry={entry} />;
    case 'state':
      return <State row={row} />;
    case 'patient':
      return <Patient row={row} masked={masked} layout={layout} />;
    case 'age':
      return (
        <Stated
          text={ageAndSex(summary.patientAgeYears, summary.patientSex)}
          what={t('age')}
          kept={summary.withheld !== true}
        />
      );
    case 'types':
      return <Types row={row} layout={layout} />;
    case 'any':
      return row.any === null && row.progress === null ? (
        <Dash says={told(row.stateText)} />
      ) : (
        <Probability row={row} compact={false} />
      );
    case 'scanned':
      return (
        <Time
          at={scanTime(summary.studyDate, summary.studyTime, layout.now)}
          what={t('scan time')}
          short={layout.density === 'compact'}
          kept={summary.withheld !== true}
        />
      );
    case 'received':
      return (
        <Time
          at={receivedTime(entry.receivedAt, layout.now)}
          what="received"
          short={layout.density === 'compact'}
        />
      );
    case 'care': {
      const today = dayText(new Date(layout.now));
      const words = waitText(row, today);
      return (
        <span className={css.care} data-testid="care" title={words}>
          <Waiting row={row} today={today} />
          <RowVerdict studyKey={row.key} />
        </span>
      );
    }
    default:
      return (
        <span className={css.coverage}>
          <span>{told(row.coverage)}</span>
          {row.withoutBrain === 0 ? null : (
            <span className="hint">{t('{n} without brain', { n: row.withoutBrain })}</span>
          )}
        </span>
      );
  }
}

/** The flagged types; where there is none, why the place is empty. */
function Types({ row, layout }: Pick<CellProps, 'row' | 'layout'>) {
  const { density, room } = layout;
  if (row.typeUnclear) {
    return (
      <span
        className={css.unclear}
        title={t('Flagged for hemorrhage; no type reaches its threshold')}
      >
        {t('type not clear')}
      </span>
    );
  }
  if (typeChips(row.entry).length === 0) {
    return <Dash says={row.any === null ? told(row.stateText) : t('no type flagged')} />;
  }
  return (
    <Chips
      row={row}
      compact={density === 'compact' || isTight(room)}
      most={chipsThatFit(room, density)}
    />
  );
}

/** Who it is, and below that why the study stands here. */
function Patient({ row, masked, layout: { density, room } }: CellProps) {
  const { entry } = row;
  const { name } = patientText(entry, masked);
  const { patientId, patientName, synthetic } = entry.summary;
  return (
    <span className={css.patient}>
      <span className={css.who}>
        <span className={classes(css.name, masked && css.masked)} data-testid="name">
          {name}
        </span>
        {masked || patientName === '' ? null : <span className={css.id}>ID {patientId}</span>}
        {synthetic ? <Badge kind="synthetic">SYNTHETIC</Badge> : null}
        <PinNote entry={entry} />
        <Notes entry={entry} brief={isTight(room)} />
      </span>
      <span
        className={classes(css.reason, isTight(room) && css.tight)}
        data-testid="reason"
        title={told(row.reason)}
      >
        {density === 'compact' ? null : <PriorityParts row={row} />}
        <span className={css.reasonText}>
          <Brief brief={isTight(room) ? tightReason(row.brief) : null} words={told(row.brief)} />
        </span>
      </span>
    </span>
  );
}

/** What the files say, that they don't, or that it was not kept over a reload. */
function Stated(props: {
  readonly text: string | null;
  readonly what: string;
  readonly kept?: boolean;
}) {
  const { text, what, kept = true } = props;
  if (text !== null) return <span className={css.stated}>{text}</span>;
  return <Dash says={kept ? t('{what} not stated', { what }) : t('{what} not kept', { what })} />;
}

/** An empty place, and what that means. */
const Dash = ({ says }: { readonly says: string }) => (
  <span className={css.absent} title={says}>
    <span aria-hidden="true">–</span>
    <span className="visually-hidden">{says}</span>
  </span>
);

function Time(props: {
  readonly at: ShownTime | null;
  readonly what: string;
  /** On one line: without the year, which the tooltip says. */
  readonly short: boolean;
  readonly kept?: boolean;
}) {
  const { at, what, short, kept = true } = props;
  if (at === null) return <Stated text={null} what={what} kept={kept} />;
  return (
    <span
      className={css.time}
      data-testid={what.replace(' ', '-')}
      title={`${at.day} ${at.clock}`.trim()}
    >
      {at.clock === '' ? null : <span>{at.clock}</span>}
      {at.day === '' ? null : <span className={css.day}>{short ? at.day.slice(5) : at.day}</span>}
    </span>
  );
}
