import { type Estimate, LAB_RUN, type QueueLabResult, type WaitFigures } from '#store';
import css from './lab-outcome.module.css';
import { percent } from './point-words.ts';
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
        The lab broke off: {found.text}
      </p>
    );
  }
  if (found.result === null) {
    return (
      <p className={css.full} data-testid="lab-full">
        More comes than can be read ({percent(load)} of the readers’ time): every wait grows for as
        long as one looks, in either order. It takes more readers or shorter readings.
      </p>
    );
  }
  const { waits } = found.result;
  return (
    <>
      <p className={css.lead} data-testid="lab-lead">
        <Comparison of="Hemorrhages" waits={waits} group="bleeds" />{' '}
        <Comparison of="Those without a flag" waits={waits} group="missed" />{' '}
        <Comparison of="The rest" waits={waits} group="rest" />
      </p>
      <WaitPlot waits={waits} />
      <PlotKey />
      <WaitTable waits={waits} />
      <p className="hint">
        By chance, with the seed {LAB_RUN.seed}: {LAB_RUN.replications} times {LAB_RUN.days} days
        around the clock, both orders with the same studies; arrivals even over the day, reading
        times spread by 60 % of their mean, a reader finishes what he began. All flagged studies
        count alike. Sensitivity and specificity are those of the point above, the prevalence is the
        slider’s.{' '}
        {load > 0.95
          ? `So close to full, ${LAB_RUN.days} days are too short for the longest waits: read them as too low.`
          : ''}
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
      {of} wait <strong>{minutesText(ours.value)}</strong> on average, not{' '}
      {minutesText(first.value)}.
    </span>
  );
}

function WaitTable({ waits }: { readonly waits: QueueLabResult['waits'] }) {
  return (
    <table className={css.table}>
      <caption>Minutes waited; in brackets the 95 % interval over the replications</caption>
      <thead>
        <tr>
          <th scope="col">Studies</th>
          <th scope="col">Order</th>
          <th scope="col">Mean</th>
          <th scope="col">Median</th>
          <th scope="col">95 of 100</th>
          <th scope="col">Worst of {LAB_RUN.days} days</th>
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
      <td>{figures.n.toLocaleString('en-US')}</td>
    </tr>
  );
}

const digits = (minutes: number): string =>
  minutes < 9.95 ? minutes.toFixed(1) : minutes.toFixed(0);

const minutesText = (minutes: number): string => `${digits(minutes)} min`;

const estimateText = (estimate: Estimate | null): string =>
  estimate === null
    ? 'not known'
    : `${digits(estimate.value)} (${digits(estimate.low)} to ${digits(estimate.high)})`;
