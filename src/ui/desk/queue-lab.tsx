import { useEffect, useState } from 'react';
import { isAbort, messageOf } from '#base';
import {
  type Estimate,
  imitateQueue,
  LAB_CAPS,
  LAB_RUN,
  LAB_SITE,
  loadOf,
  type MeasuredPrice,
  type QueueLabResult,
  type WaitFigures,
} from '#store';
import { useApp, useStore } from '../app-context.ts';
import { percent } from './point-words.ts';
import css from './queue-lab.module.css';
import { GROUP_WORDS, ORDER_WORDS, PlotKey, WaitPlot } from './wait-plot.tsx';

const FIELDS = [
  { name: 'arrivalsPerHour', label: 'Head CTs an hour' },
  { name: 'readers', label: 'Readers at a time' },
  { name: 'readingMinutes', label: 'Minutes to read one' },
] as const;

/** A slider that is drawn asks for many runs: the last is made. */
const SETTLE_MS = 350;

type Found =
  | { readonly kind: 'none' }
  | { readonly kind: 'found'; readonly result: QueueLabResult | null }
  | { readonly kind: 'failed'; readonly text: string };

/** The queue of the site, imitated in order of arrival and in the worklist's: begins when it is opened. */
export function QueueLab({ price }: { readonly price: MeasuredPrice }) {
  const [open, setOpen] = useState(false);
  return (
    <details className={css.lab} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <h3>Queue lab</h3>{' '}
        <span className="hint">how long studies wait here, as they came and by priority</span>
      </summary>
      {open ? <Lab price={price} /> : null}
    </details>
  );
}

function Lab({ price }: { readonly price: MeasuredPrice }) {
  const app = useApp();
  const site = useStore(app.settings, (settings) => settings.labSite);
  const load = loadOf(site);
  const { found, part } = useLab(price);
  return (
    <>
      <div className={css.fields}>
        {FIELDS.map(({ name, label }) => (
          <NumberField
            key={name}
            label={label}
            value={site[name]}
            bounds={LAB_SITE[name]}
            onChange={(value) => app.change({ labSite: { ...site, [name]: value } })}
          />
        ))}
        <label>
          Waiting cap
          <select
            value={site.capMinutes ?? 'none'}
            onChange={({ target }) => {
              const cap = LAB_CAPS.find((one) => String(one ?? 'none') === target.value);
              app.change({ labSite: { ...site, capMinutes: cap ?? null } });
            }}
          >
            {LAB_CAPS.map((cap) => (
              <option key={cap ?? 'none'} value={cap ?? 'none'}>
                {cap === null ? 'none' : `${cap} min${cap === 60 ? ' (as here)' : ''}`}
              </option>
            ))}
          </select>
        </label>
        <p className={css.load} data-full={load >= 1}>
          Readers busy <strong>{percent(Math.min(load, 9.99))}</strong> of the time
        </p>
      </div>
      <div className={css.progress} role="status">
        {part === null ? null : (
          <>
            <span>Imitating {LAB_RUN.replications * LAB_RUN.days} days</span>
            <progress value={part} aria-label="Days imitated" />
          </>
        )}
      </div>
      <div className={css.found} aria-busy={part !== null}>
        <Outcome found={found} load={load} />
      </div>
    </>
  );
}

function NumberField({
  label,
  value,
  bounds,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly bounds: (typeof LAB_SITE)[keyof typeof LAB_SITE];
  readonly onChange: (value: number) => void;
}) {
  const [text, setText] = useState(String(value));
  const { least, most, step } = bounds;
  const isRight = (given: string) =>
    given.trim() !== '' && Number(given) >= least && Number(given) <= most;
  return (
    <label>
      {label}
      <input
        type="number"
        min={least}
        max={most}
        step={step}
        value={text}
        aria-invalid={!isRight(text)}
        title={`${least} to ${most}`}
        onChange={({ target }) => {
          setText(target.value);
          if (isRight(target.value)) onChange(Number(target.value));
        }}
        onBlur={() => setText(String(value))}
      />
    </label>
  );
}

/** Runs the lab anew for what is set now. `part`: how much of a run is done; null while none is made. */
function useLab(price: MeasuredPrice): { readonly found: Found; readonly part: number | null } {
  const app = useApp();
  const site = useStore(app.settings, (settings) => settings.labSite);
  const prevalence = useStore(app.settings, ({ prevalencePercent }) => prevalencePercent / 100);
  const [found, setFound] = useState<Found>({ kind: 'none' });
  const [part, setPart] = useState<number | null>(0);
  const { sensitivity, specificity } = price;
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    setPart(0);
    const point = { prevalence, sensitivity: sensitivity.part, specificity: specificity.part };
    const end = (now: Found) => {
      if (signal.aborted) return;
      setFound(now);
      setPart(null);
    };
    const timer = setTimeout(() => {
      imitateQueue(site, point, {
        signal,
        onPart: (done) => {
          if (!signal.aborted) setPart(done);
        },
      }).then(
        (result) => end({ kind: 'found', result }),
        (error: unknown) => {
          if (!isAbort(error)) end({ kind: 'failed', text: messageOf(error) });
        },
      );
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [site, prevalence, sensitivity.part, specificity.part]);
  return { found, part };
}

function Outcome({ found, load }: { readonly found: Found; readonly load: number }) {
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
          ? 'So close to full, ten days are too short for the longest waits: read them as too low.'
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
      {(['bleeds', 'missed', 'rest'] as const).map((group) => (
        <tbody key={group}>
          {(['firstCome', 'ours'] as const).map((order) => (
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
