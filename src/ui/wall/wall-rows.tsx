import type { WallNews } from '#store';
import { StateIcon } from '../parts/icons.tsx';
import css from './wall-rows.module.css';

const CARE_WORDS = {
  unread: 'unread',
  open: 'opened',
  acknowledged: 'acknowledged',
  done: 'done',
} as const;

/** How many are flagged and unread, unread, and whether the analysis is under way. */
export function WallCounts({ news }: { readonly news: WallNews }) {
  const { unreadFlagged, urgent, unread, working } = news;
  return (
    <dl className={css.counts}>
      <div data-kind="flagged" data-any={unreadFlagged > 0}>
        <dt>Flagged, unread</dt>
        <dd>
          {unreadFlagged}
          {urgent > 0 ? <span> {urgent} urgent</span> : null}
        </dd>
      </div>
      <div>
        <dt>Unread</dt>
        <dd>{unread}</dd>
      </div>
      <div>
        <dt>Analysis</dt>
        <dd className={css.words}>{working ? 'under way' : 'nothing waits for it'}</dd>
      </div>
    </dl>
  );
}

/** The first rows of the worklist: number, state, types, care and waiting time. */
export function WallRows({ rows }: { readonly rows: WallNews['rows'] }) {
  return (
    <ol className={css.rows} aria-label="First of the worklist">
      {rows.map((row) => (
        <li
          key={row.number}
          className={css.row}
          data-state={row.state}
          data-urgent={row.urgent}
          data-testid="wall-row"
        >
          <span className={css.rank}>{row.rank}</span>
          <span className={css.number}>#{row.number}</span>
          <span className={css.state}>
            <StateIcon state={row.state} done={null} />
            {row.urgent ? 'Urgent flag' : row.stateText}
          </span>
          <span className={css.types}>{row.types}</span>
          <span className={css.care}>{CARE_WORDS[row.care]}</span>
          <span className={css.waited}>
            {row.waited === null ? '' : <>waits {row.waited} min</>}
          </span>
        </li>
      ))}
    </ol>
  );
}
