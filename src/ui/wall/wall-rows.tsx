import type { WallNews } from '#store';
import { t, told } from '#texts';
import { waitingWords } from '#triage';
import { StateIcon, ToolIcon } from '../parts/icons.tsx';
import css from './wall-rows.module.css';

const CARE_WORDS = {
  get unread() {
    return t('unread');
  },
  get open() {
    return t('opened');
  },
  get acknowledged() {
    return t('acknowledged');
  },
  get done() {
    return t('done');
  },
} as const;

const MINUTE = 60_000;

const waitWords = (waited: number | null): string => {
  if (waited === null) return '';
  return t('waits {waited}', { waited: told(waitingWords(waited * MINUTE)) });
};

/** How many are flagged and unread, unread, and whether the analysis is under way. */
export function WallCounts({ news }: { readonly news: WallNews }) {
  const { unreadFlagged, urgent, unread, working, blinded } = news;
  return (
    <dl className={css.counts}>
      <div data-kind="flagged" data-any={unreadFlagged > 0}>
        <dt>{t('Flagged, unread')}</dt>
        <dd>
          {blinded ? '–' : unreadFlagged}
          {urgent > 0 ? <span> {t('{urgent} urgent', { urgent })}</span> : null}
        </dd>
      </div>
      <div>
        <dt>{t('Unread')}</dt>
        <dd>{unread}</dd>
      </div>
      <div>
        <dt>{t('Analysis')}</dt>
        <dd className={css.words}>{working ? t('under way') : t('nothing waits for it')}</dd>
      </div>
    </dl>
  );
}

/** Why a study stands first that no number puts there. */
const Pinned = () => (
  <span className={css.pinned}>
    <ToolIcon tool="pin" />
    <span className="visually-hidden">{t('pinned')}</span>
  </span>
);

/** The first rows of the worklist: number, state, types, care and waiting time. */
export function WallRows({ rows }: { readonly rows: WallNews['rows'] }) {
  return (
    <ol className={css.rows} aria-label={t('First of the worklist')}>
      {rows.map((row) => (
        <li
          key={row.number}
          className={css.row}
          data-state={row.state}
          data-urgent={row.urgent}
          data-testid="wall-row"
        >
          <span className={css.rank}>{row.rank}</span>
          <span className={css.number}>
            #{row.number}
            {row.pinned ? <Pinned /> : null}
          </span>
          <span className={css.state}>
            <StateIcon state={row.state} done={null} />
            {row.urgent ? t('Urgent flag') : told(row.stateText)}
          </span>
          <span
            className={css.types}
            data-many={row.types.split(' ').length > 3}
            data-testid="wall-types"
          >
            {row.state === 'flagged' && row.types === '' ? (
              <span className={css.unclear}>{t('type not clear')}</span>
            ) : (
              told(row.types)
            )}
          </span>
          <span className={css.care}>{CARE_WORDS[row.care]}</span>
          <span className={css.waited}>{waitWords(row.waited)}</span>
        </li>
      ))}
    </ol>
  );
}
