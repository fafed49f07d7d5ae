import { useEffect, useState } from 'react';
import { isAbort, messageOf } from '#base';
import { imitateQueue, LAB_RUN, LAB_SITE, labCaps, loadOf, type MeasuredPrice } from '#store';
import { percent, t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { type Found, Outcome } from './lab-outcome.tsx';
import css from './queue-lab.module.css';

const FIELDS = [
  {
    name: 'arrivalsPerHour',
    get label() {
      return t('Head CTs an hour');
    },
  },
  {
    name: 'readers',
    get label() {
      return t('Readers at a time');
    },
  },
  {
    name: 'readingMinutes',
    get label() {
      return t('Minutes to read one');
    },
  },
] as const;

/** A slider that is drawn asks for many runs: the last is made. */
const SETTLE_MS = 350;

/** The queue of the site, imitated in order of arrival and in the worklist's: begins when it is opened. */
export function QueueLab({ price }: { readonly price: MeasuredPrice }) {
  const [open, setOpen] = useState(false);
  return (
    <details className={css.lab} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <h3>{t('Queue lab')}</h3>{' '}
        <span className="hint">
          {t('how long studies wait here, as they came and by priority')}
        </span>
      </summary>
      {open ? <Lab price={price} /> : null}
    </details>
  );
}

function Lab({ price }: { readonly price: MeasuredPrice }) {
  const app = useApp();
  const site = useStore(app.settings, (settings) => settings.labSite);
  const capHere = useStore(app.settings, (settings) => settings.capMinutes);
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
          {t('Waiting cap')}
          <select
            value={site.capMinutes ?? 'none'}
            onChange={({ target: { value } }) => {
              const capMinutes = value === 'none' ? null : Number(value);
              app.change({ labSite: { ...site, capMinutes } });
            }}
          >
            {labCaps([capHere, site.capMinutes]).map((cap) => (
              <option key={cap ?? 'none'} value={cap ?? 'none'}>
                {cap === null
                  ? t('none')
                  : cap === capHere
                    ? t('{cap} min (as here)', { cap })
                    : `${cap} min`}
              </option>
            ))}
          </select>
        </label>
        <p className={css.load} data-full={load >= 1}>
          {t('Readers busy')} <strong>{percent(Math.min(load, 9.99))}</strong> {t('of the time')}
        </p>
      </div>
      <div className={css.progress} role="status">
        {part === null ? null : (
          <>
            <span>
              {t('Imitating {replications} days', {
                replications: LAB_RUN.replications * LAB_RUN.days,
              })}
            </span>
            <progress value={part} aria-label={t('Days imitated')} />
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
        title={t('{least} to {most}', { least, most })}
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
