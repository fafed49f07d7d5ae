import { type Estimate, LAB_RUN, type QueueLabResult, type WaitFigures } from '#store';
import { fixed, percent, t, told } from '#texts';
import css from './lab-outcome.module.css';
import { GROUP_WORDS, GROUPS, ORDER_WORDS, ORDERS, PlotKey, WaitPlot } from './wait-plot.tsx';

/** What the lab found: a result of null where the readers are too few for what comes. */
export type Found =
  | { readonly kind: 'none' }
  | { readonly kind: 'found'; readonly result: QueueLabResult | null }
  | { readonly kind: 'failed'; readonly text: string };

/** What came out in words, marks and a table. */
export function Outcome({ found, load }: { readonly found: Found; readonly load: number }) {
  if (found.kind === 'none') return null;
  if (found.kind === 'failed') {
    return (
      <p className="problem" role="alert">
        {t('The lab broke off: {text}', { text: told(found.text) })}
      </p>
    );
  }
  if (found.result === null) {
    return (
      <p className={css.full} data-testid="lab-full">
        {t(
          'More comes than can be read ({percent} of the readers’ time): every wait grows for as long as one looks, in either order. It takes more readers or shorter readings.',
          { percent: percent(load) },
        )}
      </p>
    );
  }
  const { waits } = found.result;
  return (
    <>
      <p className={css.lead} data-testid="lab-lead">
        <Comparison of={t('Hemorrhages')} waits={waits} group="bleeds" />{' '}
        <Comparison of={t('Those without a flag')} waits={waits} group="missed" />{' '}
        <Comparison of={t('The rest')} waits={waits} group="rest" />
      </p>
      <WaitPlot waits={waits} />
      <PlotKey />
      <WaitTable waits={waits} />
      <p className="hint">
        {t(
          'By chance, with the seed {seed}: {replications} times {days} days around the clock, both orders with the same studies; arrivals even over the day, reading times spread by 60 % of their mean, a reader finishes what he began. All flagged studies count alike. Sensitivity and specificity are those of the point above, the prevalence is the slider’s. {short}',
          {
            seed: LAB_RUN.seed,
            replications: LAB_RUN.replications,
            days: LAB_RUN.days,
            short:
              load > 0.95
                ? t(
                    'So close to full, {days} days are too short for the longest waits: read them as too low.',
                    { days: LAB_RUN.days },
                  )
                : '',
          },
        )}
      </p>
    </>
  );
}

function Comparison({
  of,
  waits,
  group,
}: {
  readonly of: string;
  readonly waits: QueueLabResult['waits'];
  readonly group: keyof QueueLabResult['waits']['ours'];
}) {
  const [ours, first] = [waits.ours[group].mean, waits.firstCome[group].mean];
  if (ours === null || first === null) return null;
  return (
    <span>
      {t('{of} wait', { of })} <strong>{minutesText(ours.value)}</strong>{' '}
      {t('on average, not {minutes}.', { minutes: minutesText(first.value) })}
    </span>
  );
}

function WaitTable({ waits }: { readonly waits: QueueLabResult['waits'] }) {
  return (
    <table className={css.table}>
      <caption>{t('Minutes waited; in brackets the 95 % interval over the replications')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('Studies')}</th>
          <th scope="col">{t('Order')}</th>
          <th scope="col">{t('Mean')}</th>
          <th scope="col">{t('Median')}</th>
          <th scope="col">{t('95 of 100')}</th>
          <th scope="col">{t('Worst of {days} days', { days: LAB_RUN.days })}</th>
          <th scope="col">n</th>
        </tr>
      </thead>
      {GROUPS.map((group) => (
        <tbody key={group}>
          {ORDERS.map((order) => (
            <FiguresRow
              key={order}
              group={order === 'firstCome' ? GROUP_WORDS[group] : null}
              order={ORDER_WORDS[order]}
              figures={waits[order][group]}
            />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function FiguresRow({
  group,
  order,
  figures,
}: {
  readonly group: string | null;
  readonly order: string;
  readonly figures: WaitFigures;
}) {
  return (
    <tr>
      {group === null ? null : (
        <th scope="rowgroup" rowSpan={2}>
          {group}
        </th>
      )}
      <th scope="row">{order}</th>
      <td>{estimateText(figures.mean)}</td>
      <td>{estimateText(figures.median)}</td>
      <td>{estimateText(figures.p95)}</td>
      <td>{estimateText(figures.worst)}</td>
      <td>{figures.n}</td>
    </tr>
  );
}

const digits = (minutes: number): string =>
  minutes < 9.95 ? fixed(minutes, 1) : fixed(minutes, 0);

const minutesText = (minutes: number): string => `${digits(minutes)} min`;

const estimateText = (estimate: Estimate | null): string =>
  estimate === null
    ? t('not known')
    : t('{value} ({low} to {high})', {
        value: digits(estimate.value),
        low: digits(estimate.low),
        high: digits(estimate.high),
      });
