import { memo, useMemo } from 'react';
import type { Series } from '#dicom';
import { type Measurement, measurementText } from '#measure';
import { firstSeries, measurementsOf, openStudy, type StudyEntry } from '#store';
import { t, toldNumbers } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { volumeOver } from './measured-slice.ts';
import css from './measurement-list.module.css';
import { rolesOf } from './prior-words.ts';
import { useOtherStudy } from './use-other-study.ts';

/** Whose measurements these are, where another study hangs beside the open one: "Prior #2". undefined: the open study's. */
interface Whose {
  readonly beside?: string;
}

/** What the reader measured in the study: each leads to its slice and can be deleted. */
export const MeasurementList = memo(function MeasurementList({
  entry,
  beside,
}: Whose & {
  readonly entry: StudyEntry;
}) {
  const app = useApp();
  const all = useStore(app.measurements, (state) => measurementsOf(state, entry.key));
  if (all.length === 0) return null;
  const title =
    beside === undefined
      ? t('Your measurements')
      : t('Your measurements, {whose}', { whose: beside });
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ul className={css.list}>
        {all.map((one) => (
          <OneMeasurement
            key={one.id}
            entry={entry}
            one={one}
            {...(beside === undefined ? {} : { beside })}
          />
        ))}
      </ul>
      <p className="hint">
        {t('The reader’s, not the model’s. Kept in this browser, without pixels.')}
      </p>
    </section>
  );
});

/** What hangs beside the open study, and what was measured on it; nothing while none does. */
export const MeasuredBesideList = memo(function MeasuredBesideList({
  entry,
}: {
  readonly entry: StudyEntry;
}) {
  const other = useOtherStudy(entry);
  const besideKey = useStore(useApp().reading, (reading) => reading.besideKey);
  if (other === null || other.entry.key !== besideKey) return null;
  const whose = `${rolesOf(other.order).other} #${other.entry.number}`;
  return <MeasurementList entry={other.entry} beside={whose} />;
});

function OneMeasurement({
  entry,
  one,
  beside,
}: Whose & { readonly entry: StudyEntry; readonly one: Measurement }) {
  const app = useApp();
  const isBeside = beside !== undefined;
  const current = useStore(
    app.reading,
    ({ seriesKey, slice }) => !isBeside && seriesKey === one.seriesKey && slice === one.slice,
  );
  const { study } = entry;
  const series = useMemo(
    () =>
      study === null ? undefined : openStudy(study).series.find(({ key }) => key === one.seriesKey),
    [study, one.seriesKey],
  );
  // Beside hangs the first series alone.
  const hangs =
    !isBeside || (study !== null && firstSeries(openStudy(study))?.key === one.seriesKey);
  const text = measurementText(one, toldNumbers);
  return (
    <li className={css.one} data-testid={isBeside ? 'measurement-beside' : 'measurement'}>
      <button
        type="button"
        className={css.place}
        disabled={series === undefined || !hangs}
        aria-current={current ? 'true' : undefined}
        title={
          series === undefined
            ? t('Its images are not there')
            : hangs
              ? t('Show its slice')
              : t('Its series does not hang beside')
        }
        onClick={() =>
          isBeside ? app.showSliceBeside(one.slice) : app.showIn(one.seriesKey, one.slice)
        }
      >
        <span className="visually-hidden">{t('Slice')} </span>
        {one.slice + 1}
      </button>
      <span className={css.text}>
        {text}
        {one.over === undefined ? null : (
          <Over studyKey={entry.key} series={series} one={one} toHere={!isBeside} />
        )}
      </span>
      <IconButton
        small
        tool="close"
        label={t('Delete {text}', { text })}
        onClick={() => app.deleteMeasurement(entry.key, one.id)}
      />
    </li>
  );
}

/** The slices that a volume goes over. */
function Over(props: {
  readonly studyKey: string;
  /** undefined where its images aren't there. */
  readonly series: Series | undefined;
  readonly one: Measurement;
  /** The slice on the screen is one of that series: the volume may go as far. */
  readonly toHere: boolean;
}) {
  const { studyKey, series, one, toHere } = props;
  const app = useApp();
  const slice = useStore(app.reading, (reading) => reading.slice);
  const [from, to] = one.over ?? [one.slice, one.slice];
  if (series === undefined) {
    return (
      <span className={css.over}>
        {t('over slices {from} to {to}', { from: from + 1, to: to + 1 })}
      </span>
    );
  }
  const set = (next: readonly [number, number]) => {
    if (!next.every(Number.isFinite)) return;
    app.changeMeasurement(studyKey, volumeOver(one, next, series));
  };
  const last = series.slices.length;
  return (
    <span className={css.over}>
      {t('over slices')}
      <input
        type="number"
        aria-label={t('First slice of the volume')}
        min={1}
        max={last}
        value={from + 1}
        onChange={({ target }) => set([target.valueAsNumber - 1, to])}
      />
      {t('to')}
      <input
        type="number"
        aria-label={t('Last slice of the volume')}
        min={1}
        max={last}
        value={to + 1}
        onChange={({ target }) => set([from, target.valueAsNumber - 1])}
      />
      {toHere ? (
        <button
          type="button"
          title={t('The volume goes as far as the slice on the screen')}
          onClick={() => set([Math.min(from, slice), Math.max(to, slice)])}
        >
          {t('to here')}
        </button>
      ) : null}
    </span>
  );
}
