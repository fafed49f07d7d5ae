import {
  type DisciplineName,
  LAB_RUN,
  type QueueLabResult,
  type WaitFigures,
  type WaitGroup,
} from '#store';
import { lowered, t } from '#texts';
import css from './wait-plot.module.css';

/** Whose waiting, in words. */
export const GROUP_WORDS: Readonly<Record<WaitGroup, string>> = {
  get bleeds() {
    return t('Hemorrhages');
  },
  get missed() {
    return t('of these without a flag');
  },
  get rest() {
    return t('The rest');
  },
};

/** The orders, in words. */
export const ORDER_WORDS: Readonly<Record<DisciplineName, string>> = {
  get firstCome() {
    return t('as they came');
  },
  get ours() {
    return t('by priority');
  },
};

/** The groups, from top to bottom. */
export const GROUPS: readonly WaitGroup[] = ['bleeds', 'missed', 'rest'];

/** The orders, from top to bottom in each group. */
export const ORDERS: readonly DisciplineName[] = ['firstCome', 'ours'];

const WIDTH = 760;
const LEFT = 290;
const RIGHT = 24;
const ROW = 26;
const GAP = 14;
const TOP = 8;
const TICKS = [0, 1, 5, 15, 30, 60, 120, 240, 480, 960, 1920];

/** Waits as marks on one line each. The axis is that of square roots: both a mean of 3 minutes and a worst of 3 hours can be read. The table beside it says the same. */
export function WaitPlot({ waits }: { readonly waits: QueueLabResult['waits'] }) {
  const most = Math.max(
    10,
    ...GROUPS.flatMap((group) => ORDERS.map((order) => waits[order][group].worst?.high ?? 0)),
  );
  const x = (minutes: number) =>
    LEFT + (WIDTH - LEFT - RIGHT) * Math.sqrt(Math.max(0, minutes) / most);
  const rows = GROUPS.flatMap((group, band) =>
    ORDERS.map((order, line) => ({
      group,
      order,
      y: TOP + band * (2 * ROW + GAP) + line * ROW + ROW / 2,
    })),
  );
  const bottom = TOP + GROUPS.length * (2 * ROW + GAP) - GAP + 4;
  return (
    <svg
      className={css.plot}
      viewBox={`0 0 ${WIDTH} ${bottom + 34}`}
      role="img"
      aria-label={t(
        'Waits in minutes by group and order: mean, median, 95 of 100, worst. The table says the same.',
      )}
      data-testid="wait-plot"
    >
      {TICKS.filter((minutes) => minutes <= most).map((minutes) => (
        <g key={minutes} className={css.tick}>
          <path d={`M${x(minutes)} ${TOP}V${bottom}`} />
          <text x={x(minutes)} y={bottom + 15} textAnchor="middle">
            {minutes}
          </text>
        </g>
      ))}
      <text className={css.axis} x={WIDTH - RIGHT} y={bottom + 30} textAnchor="end">
        {t('minutes waited')}
      </text>
      {rows.map(({ group, order, y }) => (
        <g key={`${group} ${order}`} data-order={order}>
          {order === 'firstCome' ? (
            <text className={css.group} x="0" y={y + 4}>
              {GROUP_WORDS[group]}
            </text>
          ) : null}
          <text className={css.order} x={LEFT - 14} y={y + 4} textAnchor="end">
            {ORDER_WORDS[order]}
          </text>
          <Marks figures={waits[order][group]} x={x} y={y} />
        </g>
      ))}
    </svg>
  );
}

function Marks({
  figures: { mean, median, p95, worst },
  x,
  y,
}: {
  readonly figures: WaitFigures;
  readonly x: (minutes: number) => number;
  readonly y: number;
}) {
  if (mean === null || median === null || p95 === null || worst === null) return null;
  const [left, right, far] = [x(median.value), x(p95.value), x(worst.value)];
  return (
    <>
      <path className={css.reach} d={`M${left} ${y}H${far}`} />
      <rect className={css.most} x={left} y={y - 5} width={Math.max(1, right - left)} height="10" />
      <path className={css.median} d={`M${left} ${y - 8}v16`} />
      <path className={css.worst} d={`M${far} ${y - 5}l5 5l-5 5l-5-5z`} />
      <path className={css.interval} d={`M${x(mean.low)} ${y}H${x(mean.high)}`} />
      <circle className={css.mean} cx={x(mean.value)} cy={y} r="4.500" />
    </>
  );
}

/** What the marks stand for. */
export const PlotKey = () => (
  <p className={css.key}>
    {(
      [
        ['mean', t('mean, with its 95 % interval')],
        ['median', lowered(t('Median'))],
        ['most', t('up to 95 of 100')],
        ['worst', t('worst of {days} days', { days: LAB_RUN.days })],
      ] as const
    ).map(([mark, words]) => (
      <span key={mark} data-order="ours">
        <svg viewBox="0 0 28 18" aria-hidden="true">
          {mark === 'mean' ? (
            <>
              <path className={css.interval} d="M4 9H24" />
              <circle className={css.mean} cx="14" cy="9" r="4.500" />
            </>
          ) : null}
          {mark === 'median' ? <path className={css.median} d="M14 1v16" /> : null}
          {mark === 'most' ? (
            <rect className={css.most} x="3" y="4" width="22" height="10" />
          ) : null}
          {mark === 'worst' ? <path className={css.worst} d="M14 4l5 5l-5 5l-5-5z" /> : null}
        </svg>
        {words}
      </span>
    ))}
  </p>
);
