import type { Proposal } from '#adaptation';
import { fixed, t } from '#texts';
import css from './reliability-picture.module.css';

type Recalibration = Proposal['recalibration'];
type Bins = Recalibration['reliability']['before'];

const SIDE = 150;
const LEFT = 34;
const TOP = 8;
const TICKS = [0, 0.5, 1];

const x = (part: number): number => LEFT + part * SIDE;
const y = (part: number): number => TOP + (1 - part) * SIDE;

/** What was foreseen against what was so, before beside after; the after on studies held out. */
export const ReliabilityPicture = ({
  recalibration,
}: {
  readonly recalibration: Recalibration;
}) => (
  <div className={css.pair}>
    <Plot
      title={t('As it is')}
      bins={recalibration.reliability.before}
      ece={recalibration.before.ece}
    />
    <Plot
      title={t('Fitted here, held out')}
      bins={recalibration.reliability.afterHeldOut}
      ece={recalibration.afterHeldOut.ece}
    />
  </div>
);

function Plot({
  title,
  bins,
  ece,
}: {
  readonly title: string;
  readonly bins: Bins;
  readonly ece: number;
}) {
  const most = Math.max(1, ...bins.map(({ n }) => n));
  const described = bins
    .map(({ meanProbability, observed, n }) =>
      t('said {said}, was {was} (n = {n})', {
        said: fixed(meanProbability, 2),
        was: fixed(observed, 2),
        n,
      }),
    )
    .join('; ');
  return (
    <figure className={css.figure}>
      <figcaption>
        {title} <span>{t('calibration error {ece}', { ece: fixed(ece, 2) })}</span>
      </figcaption>
      <svg viewBox="0 0 196 196" role="img" aria-label={`${title}: ${described}`}>
        {TICKS.map((tick) => (
          <g key={tick} className={css.tick}>
            <path d={`M${x(tick)} ${y(0)}V${y(1)}M${x(0)} ${y(tick)}H${x(1)}`} />
            <text x={x(tick)} y={y(0) + 14} textAnchor="middle">
              {fixed(tick, 1)}
            </text>
            <text x={x(0) - 6} y={y(tick) + 4} textAnchor="end">
              {fixed(tick, 1)}
            </text>
          </g>
        ))}
        <path className={css.guide} d={`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`} />
        {bins.map(({ low, meanProbability, observed, n }) => (
          <g key={low}>
            <path
              className={css.off}
              d={`M${x(meanProbability)} ${y(meanProbability)}V${y(observed)}`}
            />
            <circle
              className={css.dot}
              cx={x(meanProbability)}
              cy={y(observed)}
              r={2.5 + 4.5 * Math.sqrt(n / most)}
            />
          </g>
        ))}
        <text x={x(1)} y={y(0) + 30} textAnchor="end">
          {t('probability said')}
        </text>
      </svg>
    </figure>
  );
}
