import { memo } from 'react';
import { LABEL_ABBREVIATIONS, LABELS, reaches } from '#base';
import type { Series, Study } from '#dicom';
import {
  coverageText,
  findingsOf,
  neverNamed,
  rankedFindings,
  readingOf,
  reasonOf,
  type StripCell,
  type StudyEntry,
  withoutBrain,
} from '#store';
import { fixed, t, told, toldAdvice } from '#texts';
import type { SliceImages } from '#viewport';
import { AdaptedNote } from '../adaptation/adapted-note.tsx';
import { useApp, useStore } from '../app-context.ts';
import { SecondOpinion } from '../models/second-opinion.tsx';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import { TypeIcon } from '../parts/icons.tsx';
import { ProbabilityBar } from '../parts/probability-bar.tsx';
import { useForeignModel } from '../worklist/foreign-model.ts';
import { EvidenceList } from './evidence-list.tsx';
import css from './findings-panel.module.css';
import { MeasuredBesideList, MeasurementList } from './measurement-list.tsx';
import { SuitabilityList } from './suitability-list.tsx';

/** What the model said of the study and of the slice, on what evidence, and what to mind. A step to another slice draws its numbers alone anew. */
export const FindingsPanel = memo(function FindingsPanel({
  entry,
  study,
  series,
  cells,
  images,
  over,
}: {
  readonly entry: StudyEntry;
  /** null where the images aren't there. */
  readonly study: Study | null;
  /** On the screen. */
  readonly series: Series | null;
  readonly cells: readonly StripCell[];
  readonly images: SliceImages | null;
  /** As a drawer over the image. */
  readonly over: boolean;
}) {
  const app = useApp();
  const now = useStore(app.worklist, (state) => state.now);
  const cap = useStore(app.worklist, (state) => state.cap);
  return (
    <aside className={classes(css.findings, over && css.over)} aria-label={t('Findings')}>
      <p className={css.headline}>{told(reasonOf(entry, { now, cap }))}</p>
      <WhatToDo entry={entry} />
      {study !== null && series !== null && study.chosen === null ? (
        <button
          type="button"
          className={classes(button.button, css.anyway)}
          onClick={() => app.chooseSeries(entry.key, series.key)}
        >
          {t('Analyze this series all the same')}
        </button>
      ) : null}
      {findingsOf(entry)?.site === undefined ? null : <AdaptedNote />}
      <Probabilities entry={entry} cells={study === null ? null : cells} />
      <UnnamedTypes entry={entry} />
      <EvidenceList entry={entry} images={images} />
      <MeasurementList entry={entry} />
      <MeasuredBesideList entry={entry} />
      <section>
        <h3>{t('Coverage')}</h3>
        <p>
          {told(coverageText(entry))}
          {withoutBrain(entry) === 0
            ? ''
            : entry.phase.kind === 'analyzing'
              ? t('; {n} of them without brain', { n: withoutBrain(entry) })
              : t('; {n} more without brain', { n: withoutBrain(entry) })}
        </p>
        {study?.chosen == null ? null : (
          <p className="hint">
            {t('Series chosen: {reason}.', { reason: told(study.chosen.reason) })}
          </p>
        )}
      </section>
      <SuitabilityList entry={entry} />
      <ModelLine entry={entry} />
      <SecondOpinion entry={entry} />
    </aside>
  );
});

/** What to do about a study that was not analyzed, or not to the end. */
function WhatToDo({ entry: { phase } }: { readonly entry: StudyEntry }) {
  const reasons =
    phase.kind === 'unsuitable' ? phase.reasons : phase.kind === 'failed' ? [phase.reason] : [];
  const codes = phase.kind === 'interrupted' ? ['images-gone'] : reasons.map(({ code }) => code);
  const advice = new Set(codes.map((code) => toldAdvice(code)?.advice ?? ''));
  return [...advice].filter(Boolean).map((text) => (
    <p key={text} className="hint">
      {text}
    </p>
  ));
}

function Probabilities({
  entry,
  cells,
}: {
  readonly entry: StudyEntry;
  /** null where the images aren't there. */
  readonly cells: readonly StripCell[] | null;
}) {
  const slice = useStore(useApp().reading, (reading) =>
    cells === null ? null : Math.min(reading.slice, cells.length - 1),
  );
  const findings = rankedFindings(entry);
  const reading = readingOf(entry);
  const cell = slice === null ? undefined : cells?.[slice];
  if (findings === null && (cell?.probabilities ?? null) === null) return null;
  return (
    <table className={css.probabilities}>
      <thead>
        <tr>
          <th scope="col">{t('Probability')}</th>
          <th scope="col">{t('Study')}</th>
          <th scope="col">
            {slice === null ? t('Slice') : t('Slice {slice}', { slice: slice + 1 })}
          </th>
        </tr>
      </thead>
      <tbody>
        {LABELS.map((label) => (
          <tr key={label} data-type={label}>
            <th scope="row">
              <TypeIcon label={label} />
              {label === 'any' ? t('Any') : LABEL_ABBREVIATIONS[label]}
              <span className="visually-hidden">{told(label)}</span>
            </th>
            <Value
              value={findings?.probabilities[label]}
              threshold={reading?.thresholds.study[label]}
            />
            <Value
              value={cell?.probabilities?.[label]}
              threshold={reading?.thresholds.slice[label]}
            />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const Value = memo(function Value({
  value,
  threshold,
}: {
  readonly value: number | undefined;
  readonly threshold: number | undefined;
}) {
  if (value === undefined || !Number.isFinite(value))
    return <td className="hint">{t('not there')}</td>;
  const flagged = threshold !== undefined && reaches(value, threshold);
  return (
    <td className={flagged ? css.flagged : undefined}>
      <span className={css.number}>
        {fixed(value, 2, threshold)}
        {flagged ? (
          <span className="visually-hidden"> {t('at or over the operating point')}</span>
        ) : null}
      </span>
      <ProbabilityBar value={value} threshold={threshold ?? null} flagged={flagged} />
    </td>
  );
});

/** Types whose thresholds no probability reaches: their numbers are shown, but they are never flagged. */
const UnnamedTypes = memo(function UnnamedTypes({ entry }: { readonly entry: StudyEntry }) {
  const reading = readingOf(entry);
  const unnamed = reading === null ? [] : neverNamed(reading);
  if (unnamed.length === 0) return null;
  const names = unnamed.map((label) => LABEL_ABBREVIATIONS[label]).join(', ');
  return (
    <p className="hint">
      {unnamed.length === 1
        ? t(
            'Never flagged by this model: {names}. It could not tell it well enough when it was measured; a low number says nothing.',
            { names },
          )
        : t(
            'Never flagged by this model: {names}. It could not tell them well enough when it was measured; a low number says nothing.',
            { names },
          )}
    </p>
  );
});

const ModelLine = memo(function ModelLine({ entry }: { readonly entry: StudyEntry }) {
  const app = useApp();
  const engine = useStore(app.engine, (state) => state);
  const reading = readingOf(entry);
  const foreign = useForeignModel()(entry);
  if (reading === null) return null;
  // Figures of whole studies say nothing of a part of one.
  const measured =
    engine.phase === 'ready' &&
    engine.modelHash === reading.model.hash &&
    entry.phase.kind !== 'interrupted' &&
    reading.findings.site === undefined
      ? engine.manifest.study.measured?.any[reading.findings.operatingPoint]
      : undefined;
  return (
    <p className={classes('hint', css.modelLine)}>
      <strong>{t('Preview only; not intended for diagnosis.')}</strong> {told(reading.model.title)},{' '}
      {told(reading.engine)}.
      {foreign === null ? null : (
        <>
          {' '}
          <strong>
            {t('Its probabilities are not comparable with those of the model in use')}
          </strong>
          {'.'}
        </>
      )}
      {measured === undefined
        ? null
        : t(
            ' At this operating point, out of fold: sensitivity {sensitivity}, specificity {specificity} on {count}, {positives} with hemorrhage.',
            {
              sensitivity: shown(measured.sensitivity),
              specificity: shown(measured.specificity),
              count: t('{n} study | {n} studies', { n: measured.n }),
              positives: measured.positives,
            },
          )}
    </p>
  );
});

const shown = (part: number | null): string => (part === null ? t('not known') : fixed(part, 2));
