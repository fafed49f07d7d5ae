import { resultOf, type StudyEntry, type WorklistRow, waitText } from '#store';
import { IconButton } from '../parts/icon-button.tsx';
import { StateIcon, TypeIcon } from '../parts/icons.tsx';
import { ProbabilityBar } from '../parts/probability-bar.tsx';
import { patientText } from './patient-text.ts';

/** One study of the worklist. The whole row is one button; pinning is another. */
export function WorklistRowView(props: {
  readonly row: WorklistRow;
  readonly masked: boolean;
  readonly open: boolean;
  readonly focusable: boolean;
  readonly onOpen: (key: string) => void;
  readonly onPin: (key: string) => void;
}) {
  const { row, masked, open, focusable } = props;
  const { entry } = row;
  const pinned = entry.pin !== null;
  return (
    <div className={`row state-${row.state}${open ? ' open' : ''}`}>
      <button
        type="button"
        className="row-main"
        tabIndex={focusable ? 0 : -1}
        aria-current={open ? 'true' : undefined}
        onClick={() => props.onOpen(row.key)}
      >
        <span className="rank">{row.rank}</span>
        <span className="state">
          <StateIcon state={row.state} done={row.progress} />
          <span>{row.stateText}</span>
        </span>
        <Who entry={entry} masked={masked} />
        <Chips row={row} />
        <Probability row={row} />
        <span className="wait">{waitText(row.waited)}</span>
        <span className="coverage">
          <span>{row.coverage}</span>
          {row.withoutBrain === 0 ? null : (
            <span className="hint">{row.withoutBrain} without brain</span>
          )}
        </span>
        <span className="reason" title={row.reason}>
          <PriorityParts row={row} />
          <span className="reason-text">{row.reason}</span>
        </span>
      </button>
      <IconButton
        tool="pin"
        label={pinned ? 'Unpin' : 'Pin to the top'}
        on={pinned}
        className={pinned ? 'pin on' : 'pin'}
        tabIndex={focusable ? 0 : -1}
        onClick={() => props.onPin(row.key)}
      />
    </div>
  );
}

function Who({ entry, masked }: { readonly entry: StudyEntry; readonly masked: boolean }) {
  const { name, details } = patientText(entry, masked);
  return (
    <span className="who">
      <span className="name">{name}</span>
      {entry.summary.synthetic ? <span className="badge synthetic">SYNTHETIC</span> : null}
      {entry.study === null ? <span className="badge">Images not loaded</span> : null}
      {entry.openedAt === null ? null : <span className="badge quiet">Opened</span>}
      <span className="details">
        {details === '' ? '' : `${details} · `}
        {entry.summary.seriesCount} series
      </span>
    </span>
  );
}

function Chips({ row }: { readonly row: WorklistRow }) {
  return (
    <span className="chips">
      {row.chips.map(({ label, abbreviation, probability }) => (
        <span key={label} className={`chip type-${label}`} title={label}>
          <TypeIcon label={label} />
          {abbreviation} <span className="number">{probability.toFixed(2)}</span>
        </span>
      ))}
    </span>
  );
}

function Probability({ row }: { readonly row: WorklistRow }) {
  if (row.progress !== null && row.any === null) {
    return (
      <span className="probability">
        <progress value={row.progress} max={1} aria-label="Progress of the analysis" />
      </span>
    );
  }
  if (row.any === null) return <span className="probability" />;
  const threshold = resultOf(row.entry)?.thresholds.study.any ?? null;
  return (
    <span className="probability" title="Study probability of any hemorrhage">
      <span className="number">{row.any.toFixed(2)}</span>
      <ProbabilityBar value={row.any} threshold={threshold} flagged={row.state === 'flagged'} />
    </span>
  );
}

const PART_NAMES = ['probability', 'waiting', 'cap', 'pinned'] as const;

/** What the priority is made of, as segments of one bar. */
function PriorityParts({ row }: { readonly row: WorklistRow }) {
  let left = 0;
  const parts = PART_NAMES.map((name) => {
    const width = Math.min(100 - left, row.parts[name]);
    const part = { name, left, width };
    left += width;
    return part;
  });
  const words = parts.map(({ name, width }) => `${name} ${width.toFixed(0)}`).join(', ');
  return (
    <svg
      className="parts"
      viewBox="0 0 100 6"
      preserveAspectRatio="none"
      role="img"
      aria-label={`Priority: ${words}`}
    >
      <title>{`Priority out of 100: ${words}`}</title>
      <rect className="track" width="100" height="6" />
      {parts.map((part) => (
        <rect key={part.name} className={part.name} x={part.left} width={part.width} height="6" />
      ))}
    </svg>
  );
}
