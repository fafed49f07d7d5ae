import type { AdaptationMade, DriftWatch } from '#adaptation';
import { fixed, t } from '#texts';
import { Badge } from '../parts/badge.tsx';
import css from './drift-picture.module.css';

// As wide as it is drawn at most, so that its numbers are as large as those of the other pictures.
const WIDTH = 384;
const HEIGHT = 140;
const LEFT = 8;
const TOP = 6;

const WORDS = {
  get scores() {
    return t('Probabilities of any hemorrhage');
  },
  get brainHu() {
    return t('Median HU of the brain');
  },
} as const;

type DriftTest = DriftWatch['tests'][number];
type RunAlarm = NonNullable<DriftWatch['sequential'][number]['alarm']>;

/**
 * Here against the model's own studies, or those of the file that `against` names: the part of studies up to each value, and whether the
 * difference is an alarm.
 */
export function DriftPicture({
  made,
  against,
}: {
  readonly made: AdaptationMade;
  readonly against: string | null;
}) {
  const { proposal, reference, watched } = made;
  const { drift } = proposal;
  if (drift === null || reference === null) {
    return (
      <p className="hint">
        {t(
          'Not watched: the package brings no studies of its own to hold these against, or too few are given. A list of studies that were right can be given instead.',
        )}
      </p>
    );
  }
  const those = against ?? t('the model’s own');
  return (
    <>
      <DriftKey those={those} />
      {drift.tests.map((test) => (
        <div key={test.what} className={css.watched}>
          <h5>
            {WORDS[test.what]} <Headline drift={drift} test={test} />
          </h5>
          <Watches drift={drift} test={test} />
          <Curves
            name={WORDS[test.what]}
            those={those}
            there={reference[test.what]}
            here={watched[test.what]}
            span={test.what === 'scores' ? [0, 1] : null}
          />
          <p className="hint">
            {t('Median {here} here (n = {n}), {there} there (n = {m}).', {
              here: fixed(test.medians[1], test.what === 'scores' ? 2 : 0),
              there: fixed(test.medians[0], test.what === 'scores' ? 2 : 0),
              n: test.n[1],
              m: test.n[0],
            })}
          </p>
        </div>
      ))}
      <p className="hint">
        {t(
          'With nothing changed, {percent} % of looks raise a false alarm in one of these distributions.',
          { percent: fixed(100 * drift.falseAlarmRate, 0) },
        )}
      </p>
    </>
  );
}

const runOf = ({ sequential }: DriftWatch, what: DriftTest['what']) =>
  sequential.find((one) => one.what === what);

function Curves(props: {
  readonly name: string;
  readonly those: string;
  readonly there: readonly number[];
  readonly here: readonly number[];
  readonly span: readonly [number, number] | null;
}) {
  const { name, those, there, here, span } = props;
  const all = [...there, ...here];
  const [least, most] = span ?? [Math.min(...all) - 1, Math.max(...all) + 1];
  const x = (value: number) => LEFT + ((value - least) / (most - least)) * WIDTH;
  const y = (part: number) => TOP + (1 - part) * HEIGHT;
  const path = (values: readonly number[]) => {
    const sorted = [...values].sort((a, b) => a - b);
    const steps = sorted.map((value, at) => `H${x(value)}V${y((at + 1) / sorted.length)}`);
    return `M${x(least)} ${y(0)}${steps.join('')}H${x(most)}`;
  };
  const ticks = [least, (least + most) / 2, most];
  return (
    <svg
      className={css.curves}
      viewBox={`0 0 ${WIDTH + 2 * LEFT} ${HEIGHT + 26}`}
      role="img"
      aria-label={t('{name}: part of studies up to each value: here, and {those}', { name, those })}
    >
      <path className={css.frame} d={`M${x(least)} ${y(1)}V${y(0)}H${x(most)}`} />
      {ticks.map((tick, at) => (
        <text
          key={tick}
          x={x(tick)}
          y={HEIGHT + TOP + 15}
          textAnchor={at === 0 ? 'start' : at === 1 ? 'middle' : 'end'}
        >
          {fixed(tick, span === null ? 0 : 1)}
        </text>
      ))}
      <path className={css.there} d={path(there)} />
      <path className={css.here} d={path(here)} />
    </svg>
  );
}

/** One word for both watches: whether either of them calls for a look. */
const Headline = ({ drift, test }: { readonly drift: DriftWatch; readonly test: DriftTest }) =>
  test.alarm || (runOf(drift, test.what)?.alarm ?? null) !== null ? (
    <Badge kind="differs">{t('Alarm')}</Badge>
  ) : (
    <Badge kind="quiet">{t('No alarm')}</Badge>
  );

/** The two watches look at different things: what each of them asks, and what it answers, one below the other. */
function Watches({ drift, test }: { readonly drift: DriftWatch; readonly test: DriftTest }) {
  const run = runOf(drift, test.what);
  const ran = run?.alarm ?? null;
  const numbers = t('greatest distance {distance}, p {p}', {
    distance: fixed(test.statistic, 2),
    p: test.p < 0.001 ? `< ${fixed(0.001, 3)}` : fixed(test.p, 3),
  });
  return (
    <>
      <dl className={css.watches}>
        <div data-alarm={test.alarm}>
          <dt>{t('All together')}</dt>
          <dd>
            <strong>{test.alarm ? t('They differ') : t('They do not differ enough')}</strong>:{' '}
            {numbers}
          </dd>
        </div>
        {run === undefined ? null : (
          <div data-alarm={ran !== null}>
            <dt>{t('Study after study')}</dt>
            <dd>
              <strong>{ran === null ? t('No run of values') : runWords(ran)}</strong>:{' '}
              {t('a false alarm among as many: {percent} %', {
                percent: fixed(100 * run.falseAlarmWithinWatched, 0),
              })}
            </dd>
          </div>
        )}
      </dl>
      {ran === null || test.alarm ? null : (
        <p className="hint">
          {t('Both can be so: the first looks at all studies, the second at some in a row.')}
        </p>
      )}
    </>
  );
}

const runWords = ({ study, direction }: RunAlarm): string =>
  direction === 'higher'
    ? t('A run of higher values, noticed at study {n}', { n: study })
    : t('A run of lower values, noticed at study {n}', { n: study });

/** Which curve is which. */
const DriftKey = ({ those }: { readonly those: string }) => (
  <p className={css.key}>
    <span>
      <svg viewBox="0 0 26 10" aria-hidden="true">
        <path className={css.there} d="M2 5H24" />
      </svg>
      {those}
    </span>
    <span>
      <svg viewBox="0 0 26 10" aria-hidden="true">
        <path className={css.here} d="M2 5H24" />
      </svg>
      {t('here')}
    </span>
  </p>
);
