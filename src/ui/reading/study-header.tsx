import { memo } from 'react';
import { careState, type StudyEntry } from '#store';
import { t, told, toldReason } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { ExportButton } from '../export/export-button.tsx';
import { Badge } from '../parts/badge.tsx';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { careText } from '../worklist/care-text.ts';
import { patientText } from '../worklist/patient-text.ts';
import { useToday } from '../worklist/use-today.ts';
import { seriesName } from './series-name.ts';
import css from './study-header.module.css';

/** Whose study this is, what series is shown, and how far people are with it. */
export const StudyHeader = memo(function StudyHeader({
  entry,
  narrow,
}: {
  readonly entry: StudyEntry;
  /** The findings are a drawer, which this opens. */
  readonly narrow: boolean;
}) {
  const app = useApp();
  const masked = useStore(app.settings, (settings) => settings.maskNames);
  const { name, details } = patientText(entry, masked);
  return (
    <header className={css.studyHeader}>
      <button
        type="button"
        className={classes(button.button, button.quiet)}
        onClick={app.closeStudy}
      >
        <span aria-hidden="true">←</span> <span className={css.back}>{t('Worklist')}</span>
      </button>
      <h2>
        {name} {entry.summary.synthetic ? <Badge kind="synthetic">SYNTHETIC</Badge> : null}
        <span className={css.details}>{details}</span>
      </h2>
      {entry.study === null ? null : (
        <button
          type="button"
          className={classes(button.button, button.quiet)}
          aria-haspopup="dialog"
          title={t('About this study, and its tags (T)')}
          onClick={() => app.toggle('studyInfo', true)}
        >
          {t('Info')}
        </button>
      )}
      <SeriesChooser entry={entry} />
      <CareButtons entry={entry} />
      {narrow ? <DrawerButton /> : null}
      <ExportButton entry={entry} />
      <IconButton tool="close" label={t('Close the study')} onClick={app.closeStudy} />
    </header>
  );
});

function DrawerButton() {
  const app = useApp();
  const drawer = useStore(app.reading, (reading) => reading.drawer);
  return (
    <button
      type="button"
      className={classes(button.button, button.quiet)}
      aria-expanded={drawer}
      onClick={() => app.toggle('drawer')}
    >
      {t('Findings')}
    </button>
  );
}

function CareButtons({ entry }: { readonly entry: StudyEntry }) {
  const app = useApp();
  const care = careState(entry.care);
  const today = useToday();
  return (
    <span className={css.care}>
      <span className="hint">{careText(entry.care, today)}</span>
      <button
        type="button"
        className={classes(button.button, button.quiet)}
        aria-pressed={entry.care.acknowledged !== null}
        title={t('Somebody took this study on (K)')}
        onClick={() => app.setCare(entry.key, care === 'acknowledged' ? 'unread' : 'acknowledged')}
      >
        {t('Acknowledge')}
      </button>
      <button
        type="button"
        className={classes(button.button, button.quiet)}
        aria-pressed={care === 'done'}
        title={t('Out of the ranking (D)')}
        onClick={() => app.setCare(entry.key, care === 'done' ? 'open' : 'done')}
      >
        {t('Done')}
      </button>
    </span>
  );
}

function SeriesChooser({ entry }: { readonly entry: StudyEntry }) {
  const app = useApp();
  const masked = useStore(app.settings, (now) => now.maskNames);
  const { study } = entry;
  if (study === null) return <span />;
  const reason =
    study.chosen != null
      ? told(study.chosen.reason)
      : t('No series fits: choose one to analyze it all the same.');
  return (
    <label className={css.seriesChooser} title={reason}>
      <span className="hint" aria-hidden="true">
        {t('Series')}
      </span>
      <select
        aria-label={t('Series')}
        value={study.chosen?.seriesKey ?? ''}
        onChange={({ target }) => app.chooseSeries(entry.key, target.value)}
      >
        {study.chosen === null ? <option value="">{t('None fits')}</option> : null}
        {study.series.map((series) => (
          <option key={series.key} value={series.key}>
            {seriesName(series, masked)}, {t('{n} slice | {n} slices', { n: series.slices.length })}
            {series.role.kind === 'set-aside' ? ` (${toldReason(series.role.reason)})` : ''}
          </option>
        ))}
      </select>
    </label>
  );
}
