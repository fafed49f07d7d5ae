import { lazy, Suspense } from 'react';
import { readingOf, type StudyEntry, typeChips, type WorklistRow } from '#store';
import { fixed, t, told, toldReason } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { Badge } from '../parts/badge.tsx';
import { Brief } from '../parts/brief.tsx';
import { classes } from '../parts/classes.ts';
import { StateIcon, TypeIcon } from '../parts/icons.tsx';
import { ProbabilityBar } from '../parts/probability-bar.tsx';
import { waitText } from './care-text.ts';
import { ClockNote } from './clock-note.tsx';
import { useForeignModel } from './foreign-model.ts';
import { hasNamesake, notKept, patientText } from './patient-text.ts';
import { PriorNote } from './prior-note.tsx';
import css from './row-cells.module.css';
import { RowVerdict } from './row-verdict.tsx';
import rowCss from './worklist-row.module.css';

const OpinionBadge = lazy(() =>
  import('../models/opinion-badge.tsx').then((module) => ({ default: module.OpinionBadge })),
);

interface CellProps {
  readonly row: WorklistRow;
  readonly compact: boolean;
}

interface NoteProps {
  readonly entry: StudyEntry;
  /** In few letters and pictures, where there is little room. */
  readonly brief: boolean;
}

/** Its place in the order, and in a held order the one that it goes to. */
export function Rank({ row }: Pick<CellProps, 'row'>) {
  const { rank, goesTo } = row;
  if (rank === null || goesTo === null) {
    return (
      <span className={rowCss.rank} data-testid="rank">
        {rank ?? '–'}
      </span>
    );
  }
  const words = t('goes to rank {rank} once the order is updated', { rank: goesTo });
  return (
    <span className={rowCss.rank} data-testid="rank" title={words}>
      {rank}
      <span className={rowCss.goes}>
        <span aria-hidden="true">{`${goesTo < rank ? '↑' : '↓'}${goesTo}`}</span>
        <span className="visually-hidden"> {words}</span>
      </span>
    </span>
  );
}

/** How far the analysis is, or what it says. */
export const State = ({ row }: Pick<CellProps, 'row'>) => (
  <span className={rowCss.state} data-testid="state">
    <StateIcon state={row.state} done={row.progress} />
    <span>{told(row.stateText)}</span>
  </span>
);

/** Whose study it is, beside an open one or where the window is narrow. */
export function Who(props: { readonly entry: StudyEntry; readonly masked: boolean }) {
  const { entry, masked } = props;
  return (
    <span className={css.who}>
      <span className={classes(css.name, masked && css.masked)} data-testid="name">
        {patientText(entry, masked).name}
      </span>
      {masked ? null : <NamesakeId entry={entry} />}
      {entry.summary.synthetic ? <Badge kind="synthetic">SYNTHETIC</Badge> : null}
      <PinNote entry={entry} />
      <Notes entry={entry} brief beside />
    </span>
  );
}

/** What a row says of its study in a word each, what weighs most first: the end is cut where there is no room. */
export const Notes = ({ entry, brief, beside }: NoteProps & { readonly beside?: boolean }) => (
  <>
    <Cautions entry={entry} brief={brief} />
    <ClockNote entry={entry} />
    <ReadBy entry={entry} brief={brief} />
    <PriorNote entry={entry} brief={brief} />
    {beside === true ? <NoImages entry={entry} /> : <Absent entry={entry} brief={brief} />}
  </>
);

/** The ID of a patient whose name others in the list have, too. */
function NamesakeId({ entry }: { readonly entry: StudyEntry }) {
  const { worklist } = useApp();
  const isOne = useStore(worklist, ({ entries }) => hasNamesake(entry, entries.values()));
  return isOne ? <span className={css.id}>ID {entry.summary.patientId}</span> : null;
}

/** What of a study is not here after a reload. */
const Absent = ({ entry, brief }: NoteProps) => (
  <>
    {entry.study === null ? (
      <Badge kind={brief ? 'mark' : 'shrinks'} title={t('Images not loaded')}>
        <Brief brief={brief ? '∅' : null} words={t('Images not loaded')} />
      </Badge>
    ) : null}
    {entry.summary.withheld === true ? (
      <Badge kind="shrinks" title={notKept()}>
        {t('name not kept')}
        <span className="visually-hidden">: {t('give the images again')}</span>
      </Badge>
    ) : null}
  </>
);

/** The same in two words that are never cut. */
const NoImages = ({ entry }: { readonly entry: StudyEntry }) =>
  entry.study === null ? (
    <Badge kind="mark" title={`${t('Images not loaded')}: ${t('give the images again')}`}>
      {t('no images')}
    </Badge>
  ) : null;

/** That the row's numbers are of another model than the one in use, and what a second one said. */
function ReadBy({ entry, brief }: NoteProps) {
  const app = useApp();
  const foreign = useForeignModel()(entry);
  const asked = useStore(app.models, ({ opinions }) => opinions.has(entry.key));
  return (
    <>
      {foreign === null ? null : (
        <Badge
          kind={brief ? 'mark' : 'shrinks'}
          title={`${t('Read by {title}', { title: told(foreign.title) })}. ${t('Its probabilities are not comparable with those of the model in use')}`}
        >
          <Brief
            brief={brief ? t('other model') : null}
            words={t('Read by {title}', { title: told(foreign.title) })}
          />
        </Badge>
      )}
      {asked ? (
        <Suspense>
          <OpinionBadge entry={entry} brief={brief} />
        </Suspense>
      ) : null}
    </>
  );
}

/** Why it is pinned: a note that is cut behind a long reason is none. */
export function PinNote({ entry: { pin } }: { readonly entry: StudyEntry }) {
  if (pin === null || pin.note === '') return null;
  return (
    <Badge kind="note" title={pin.note}>
      <span className="visually-hidden">{t('Pinned')}: </span>
      {pin.note}
    </Badge>
  );
}

/** That something about the series asks for care; the words are in the tooltip and beside the open study. */
function Cautions({ entry, brief }: NoteProps) {
  const cautions = entry.suitability.filter(({ outcome }) => outcome === 'warn');
  if (cautions.length === 0) return null;
  const words = t('{n} caution | {n} cautions', { n: cautions.length });
  return (
    <Badge
      kind={brief ? 'mark' : 'quiet'}
      title={`${words}: ${cautions.map(toldReason).join('; ')}`}
    >
      <Brief brief={brief ? <CautionCount count={cautions.length} /> : null} words={words} />
    </Badge>
  );
}

const CautionCount = ({ count }: { readonly count: number }) => (
  <>
    <StateIcon state="unsuitable" done={null} /> {count}
  </>
);

/** The flagged types, the likeliest first; where there are more than fit, the last place says how many more. */
export function Chips({ row, compact, most = 5 }: CellProps & { readonly most?: number }) {
  const chips = typeChips(row.entry);
  const shown = chips.length > most ? chips.slice(0, most - 1) : chips;
  const more = chips.slice(shown.length).map(({ label }) => told(label));
  return (
    <span className={classes(css.chips, compact && css.compact)}>
      {shown.map(({ label, abbreviation, probability }) => (
        <span key={label} className={css.chip} data-type={label} title={told(label)}>
          <TypeIcon label={label} />
          {abbreviation}
          {compact ? null : (
            <>
              {' '}
              <span className={css.number}>{fixed(probability, 2)}</span>
            </>
          )}
        </span>
      ))}
      {more.length === 0 ? null : (
        <span className={css.chip} title={more.join(', ')}>
          +{more.length}
          <span className="visually-hidden">: {more.join(', ')}</span>
        </span>
      )}
    </span>
  );
}

/** The probability of any hemorrhage, or how far the analysis is. */
export function Probability({ row, compact }: CellProps) {
  const flagged = row.state === 'flagged';
  const look = classes(css.probability, compact && css.compact, flagged && css.flagged);
  if (row.progress !== null && row.any === null) {
    return (
      <span className={look}>
        <progress value={row.progress} max={1} aria-label={t('Progress of the analysis')} />
      </span>
    );
  }
  if (row.any === null) return <span className={look} />;
  const threshold = readingOf(row.entry)?.thresholds.study.any ?? null;
  return (
    <span className={look} title={t('Study probability of any hemorrhage')}>
      <span className={css.number} data-testid="any">
        {fixed(row.any, 2, threshold)}
      </span>
      <ProbabilityBar value={row.any} threshold={threshold} flagged={flagged} />
    </span>
  );
}

/** How long a study waits or what people did, and whether its waiting promoted it: the words of that are at the end of a reason that may be cut. */
export function Waiting({ row, today }: Pick<CellProps, 'row'> & { readonly today: string }) {
  const promoted = (row.parts?.cap ?? 0) > 0;
  return (
    <>
      {waitText(row, today)}
      {promoted ? (
        <span className={css.promoted} data-testid="promoted" title={t('Promoted by waiting time')}>
          <span aria-hidden="true">↑</span>
          <span className="visually-hidden">, {t('promoted by waiting time')}</span>
        </span>
      ) : null}
    </>
  );
}

/** What the reader said, and why the study stands where it stands, beside an open one or where the window is narrow. */
export const WhyHere = ({ row }: Pick<CellProps, 'row'>) => (
  <span className={css.reason} data-testid="reason" title={told(row.reason)}>
    <RowVerdict studyKey={row.key} />
    <span className={css.reasonText}>{told(row.brief)}</span>
  </span>
);

const PART_NAMES = ['probability', 'waiting', 'cap', 'pinned'] as const;

/** What the priority is made of, as segments of one bar. */
export function PriorityParts({ row }: { readonly row: WorklistRow }) {
  let left = 0;
  if (row.parts === null) return null;
  const of = row.parts;
  const parts = PART_NAMES.map((name) => {
    const width = Math.min(100 - left, of[name]);
    const part = { name, left, width };
    left += width;
    return part;
  });
  const words = parts.map(({ name, width }) => `${told(name)} ${width.toFixed(0)}`).join(', ');
  return (
    <svg
      className={css.parts}
      viewBox="0 0 100 6"
      preserveAspectRatio="none"
      role="img"
      aria-label={t('Priority: {words}', { words })}
    >
      <title>{t('Priority out of 100: {words}', { words })}</title>
      <rect className={css.track} width="100" height="6" />
      {parts.map((part) =>
        part.width === 0 ? null : (
          <rect key={part.name} data-part={part.name} x={part.left} width={part.width} height="6" />
        ),
      )}
    </svg>
  );
}
