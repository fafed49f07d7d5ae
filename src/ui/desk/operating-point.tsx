import { useMemo } from 'react';
import {
  type Counted,
  type EngineState,
  flaggedAt,
  isChosenHere,
  type MeasuredPrice,
  measuredPrice,
  OPERATING_POINTS,
  PREVALENCE_PERCENT,
  priceHere,
} from '#store';
import { percent, t, told } from '#texts';
import type { Head, OperatingPointName } from '#triage';
import { AdaptedNote } from '../adaptation/adapted-note.tsx';
import { useApp, useStore } from '../app-context.ts';
import { HeadKey, HundredHeads } from './hundred-heads.tsx';
import css from './operating-point.module.css';
import { POINT_WORDS, ratioText } from './point-words.ts';
import { QueueLab } from './queue-lab.tsx';

/** The choice of the operating point, with what each did when it was measured and what the chosen one means here. */
export function OperatingPoint() {
  const app = useApp();
  const engine = useStore(app.engine, (state) => state);
  const chosen = useStore(app.settings, ({ operatingPoint }) => operatingPoint);
  const adaptation = useStore(app.settings, (settings) => settings.adaptation);
  const price = useMemo(
    () => measuredPrice(engine, chosen, adaptation),
    [engine, chosen, adaptation],
  );
  return (
    <section className={css.section} aria-labelledby="point-title">
      <h3 id="point-title">{t('Operating point')}</h3>
      <p className="hint">
        {t(
          'Where a probability becomes a flag. A change decides every study of the list anew at once, from the probabilities that are there; no study leaves the list.',
        )}
      </p>
      <AdaptedNote />
      <fieldset className={css.points}>
        <legend className="visually-hidden">{t('Operating point')}</legend>
        {OPERATING_POINTS.map((point) => (
          <PointCard key={point} point={point} chosen={chosen === point} />
        ))}
      </fieldset>
      {price === null ? (
        <p className={css.silent}>{silence(engine, isChosenHere(engine, chosen, adaptation))}</p>
      ) : (
        <>
          <Price price={price} />
          <QueueLab price={price} />
        </>
      )}
    </section>
  );
}

/** Why no price is told. */
function silence(engine: EngineState, chosenHere: boolean): string {
  if (engine.phase !== 'ready') {
    return t('The price of a point comes from the model’s package, which is not loaded yet.');
  }
  return chosenHere
    ? t(
        'This point was chosen for this desk: what the package measured is of another threshold, so its price can’t be told. What it does here, labeled studies say (Validation).',
      )
    : t(
        'The loaded package ({title}) does not say how its operating points did when they were measured: their price can’t be told.',
        { title: told(engine.manifest.title) },
      );
}

function PointCard({
  point,
  chosen,
}: {
  readonly point: OperatingPointName;
  readonly chosen: boolean;
}) {
  const app = useApp();
  const engine = useStore(app.engine, (state) => state);
  const entries = useStore(app.worklist, (state) => state.entries);
  const adaptation = useStore(app.settings, (settings) => settings.adaptation);
  const price = useMemo(
    () => measuredPrice(engine, point, adaptation),
    [engine, point, adaptation],
  );
  const here = useMemo(
    () => flaggedAt(entries, engine, point, adaptation),
    [entries, engine, point, adaptation],
  );
  const { label, hint } = POINT_WORDS[point];
  return (
    <label className={css.point} data-testid={`point-${point}`}>
      <span className={css.name}>
        <input
          type="radio"
          name="desk-operating-point"
          checked={chosen}
          onChange={() => app.change({ operatingPoint: point })}
        />
        <strong>{label}</strong> <span className="hint">{hint}</span>
      </span>
      {price === null ? null : (
        <>
          <Figure name={t('Sensitivity')} counted={price.sensitivity} of={t('with hemorrhage')} />
          <Figure name={t('Specificity')} counted={price.specificity} of={t('without')} />
        </>
      )}
      {here.of === 0 ? null : (
        <span className={css.inList} data-testid="in-list">
          {t('flags {flagged} of the {of} analyzed', { flagged: here.flagged, of: here.of })}
        </span>
      )}
    </label>
  );
}

function Figure(props: { readonly name: string; readonly counted: Counted; readonly of: string }) {
  const { name, counted, of } = props;
  const { part, n, interval } = counted;
  const [low, high] = interval;
  return (
    <span className={css.figure}>
      <span>{name}</span> <strong>{percent(part)}</strong>
      <svg
        className={css.interval}
        viewBox="0 0 100 8"
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <rect className={css.track} y="3" width="100" height="2" />
        <rect className={css.range} x={100 * low} y="2" width={100 * (high - low)} height="4" />
        <rect className={css.value} x={100 * part - 0.75} width="1.500" height="8" />
      </svg>
      <span className={css.counts}>
        {t('{low} to {high}, n = {count} {of}', {
          low: percent(low),
          high: percent(high),
          count: n,
          of,
        })}
      </span>
    </span>
  );
}

const HEAD_WORDS: readonly { readonly head: Head; readonly words: string }[] = [
  {
    head: 'found',
    get words() {
      return t('hemorrhage, flagged');
    },
  },
  {
    head: 'missed',
    get words() {
      return t('hemorrhage, no flag: still in the list, rising as it waits');
    },
  },
  {
    head: 'falseAlarms',
    get words() {
      return t('none, flagged: a false alarm');
    },
  },
  {
    head: 'leftAlone',
    get words() {
      return t('none, no flag');
    },
  },
];

function Price({ price }: { readonly price: MeasuredPrice }) {
  const app = useApp();
  const prevalence = useStore(app.settings, ({ prevalencePercent }) => prevalencePercent);
  const flaggedByTypes = useStore(
    app.engine,
    (state) => state.phase === 'ready' && state.manifest.study.flaggedBy !== 'any',
  );
  const { at, heads } = useMemo(() => priceHere(price, prevalence / 100), [price, prevalence]);
  return (
    <>
      <label className={css.prevalence}>
        <span>
          {t('Of 100 head CTs here,')} <strong>{prevalence}</strong> {t('show hemorrhage')}
        </span>
        <input
          type="range"
          min={PREVALENCE_PERCENT.least}
          max={PREVALENCE_PERCENT.most}
          value={prevalence}
          aria-label={t('Prevalence of hemorrhage here, percent')}
          onChange={({ target }) => app.change({ prevalencePercent: Number(target.value) })}
        />
        <span className={css.ends} aria-hidden="true">
          <span>{PREVALENCE_PERCENT.least}</span>
          <span>{PREVALENCE_PERCENT.most}</span>
        </span>
      </label>
      <div className={css.picture}>
        <HundredHeads heads={heads} />
        <div className={css.words}>
          <p className={css.lead} data-testid="price">
            <strong>{t('{alerts} alerts', { alerts: Math.round(at.alerts) })}</strong>{' '}
            {t('in 100: {ratio}', {
              ratio:
                at.falsePerTrue === null
                  ? t('no hemorrhage is flagged.')
                  : t('{ratio} false for each true one.', { ratio: ratioText(at.falsePerTrue) }),
            })}
          </p>
          <ul className={css.legend}>
            {HEAD_WORDS.map(({ head, words }) => (
              <li key={head}>
                <HeadKey head={head} />
                <strong>{heads.filter((one) => one === head).length}</strong> {words}
              </li>
            ))}
          </ul>
          <p className="hint">
            {t('Whole heads: rounded, so they may differ from the shares by one.')}
          </p>
          <dl className={css.values}>
            <dt>{t('A flag is right (PPV)')}</dt>
            <dd>{at.ppv === null ? t('not known') : percent(at.ppv)}</dd>
            <dt>{t('No flag is right (NPV)')}</dt>
            <dd>{at.npv === null ? t('not known') : percent(at.npv)}</dd>
            <dt>{t('A flag multiplies the odds by (LR+)')}</dt>
            <dd>{ratioText(at.lrPositive)}</dd>
            <dt>{t('No flag multiplies them by (LR−)')}</dt>
            <dd>{ratioText(at.lrNegative)}</dd>
          </dl>
          <p className="hint">
            {t(
              'Measured out of fold, on studies of the data that the model grew up on, for hemorrhage of any type. Expect less on other scanners{more}',
              {
                more: flaggedByTypes
                  ? t(
                      '; a study is also flagged by the threshold of a single type, so expect some more alerts.',
                    )
                  : '.',
              },
            )}
          </p>
        </div>
      </div>
    </>
  );
}
