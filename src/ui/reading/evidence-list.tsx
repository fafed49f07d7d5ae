import { memo } from 'react';
import { LABEL_ABBREVIATIONS, LABELS, type Label } from '#base';
import { sliceKey } from '#dicom';
import { type Evidence, evidenceOf, findingsOf, type StudyEntry } from '#store';
import { fixed, t, told } from '#texts';
import type { SliceImages } from '#viewport';
import { useApp, useStore } from '../app-context.ts';
import { classes } from '../parts/classes.ts';
import { TypeIcon } from '../parts/icons.tsx';
import css from './evidence-list.module.css';
import { EvidenceTile } from './evidence-tile.tsx';

/** As many of a type's slices as are shown as pictures; the others are links. */
const PICTURES = 3;

/** For each flagged type the slices that speak for it, the best ones as pictures where the images are at hand. */
export const EvidenceList = memo(function EvidenceList({
  entry,
  images,
}: {
  readonly entry: StudyEntry;
  readonly images: SliceImages | null;
}) {
  const findings = findingsOf(entry);
  const evidence = findings === null ? [] : evidenceOf(findings);
  if (findings === null || evidence.length === 0) return null;
  const flagged = findings.flagged.length > 0;
  const labels = LABELS.filter((label) => evidence.some((one) => one.label === label));
  return (
    <section>
      <h3>{flagged ? t('Evidence slices') : t('Slices with the highest numbers (no flag)')}</h3>
      {labels.map((label) => (
        <LabelEvidence
          key={label}
          label={label}
          evidence={evidence.filter((one) => one.label === label)}
          hasImages={entry.study !== null}
          images={images}
          seriesKey={entry.study?.chosen?.seriesKey ?? null}
        />
      ))}
    </section>
  );
});

function LabelEvidence(props: {
  readonly label: Label;
  readonly evidence: readonly Evidence[];
  /** Whether there will be pictures; their place is kept while they load. */
  readonly hasImages: boolean;
  readonly images: SliceImages | null;
  /** Of the series that it is of; null where the images aren't there. */
  readonly seriesKey: string | null;
}) {
  const { label, evidence, hasImages, images, seriesKey } = props;
  const app = useApp();
  // Not the slice itself: most steps are to a slice that is no evidence.
  const current = useStore(app.reading, (reading) => {
    if (seriesKey !== null && reading.seriesKey !== seriesKey) return null;
    return evidence.some(({ index }) => index === reading.slice) ? reading.slice : null;
  });
  const pictured = hasImages ? evidence.slice(0, PICTURES) : [];
  const others = evidence.slice(pictured.length);
  return (
    <div className={css.evidence} data-type={label}>
      <div className={css.evidenceHead}>
        <span className={css.evidenceLabel} title={told(label)}>
          <TypeIcon label={label} /> {label === 'any' ? t('Any') : LABEL_ABBREVIATIONS[label]}
        </span>
        {hasImages && others.length > 0 ? <span className="hint">{t('also')}</span> : null}
        {others.map((one) => (
          <EvidenceLink
            key={one.index}
            {...one}
            brief={hasImages}
            seriesKey={seriesKey}
            current={one.index === current}
          />
        ))}
      </div>
      {pictured.length === 0 ? null : (
        <div className={css.evidenceTiles}>
          {pictured.map((one) => (
            <EvidenceTile
              key={one.index}
              images={ofSlice(images, one)}
              index={one.index}
              label={label}
              probability={one.probability}
              current={one.index === current}
              onOpen={() => app.showIn(seriesKey, one.index)}
            />
          ))}
        </div>
      )}
    </div>
  );
}

function EvidenceLink(
  props: Evidence & {
    readonly brief: boolean;
    readonly current: boolean;
    readonly seriesKey: string | null;
  },
) {
  const { index, label, probability, brief, current, seriesKey } = props;
  const app = useApp();
  const value = fixed(probability, 2);
  return (
    <button
      type="button"
      className={classes(css.evidenceLink, brief && css.brief)}
      title={t('Slice {index}, {label} {value}', {
        index: index + 1,
        label: told(label),
        value,
      })}
      aria-current={current ? 'true' : undefined}
      onClick={() => app.showIn(seriesKey, index)}
    >
      <span className="visually-hidden">{t('Slice')} </span>
      {index + 1}
      <span className="visually-hidden">, {told(label)} </span>
      <span className={brief ? 'visually-hidden' : 'hint'}>{value}</span>
    </button>
  );
}

/** The images, if that slice in them is the very one that the finding is of: the reader may look at another series. */
function ofSlice(images: SliceImages | null, { index, sliceKey: key }: Evidence) {
  const header = images?.series.slices[index];
  return header !== undefined && sliceKey(header) === key ? images : null;
}
