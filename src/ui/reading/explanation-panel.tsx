import type { Series } from '#dicom';
import { agreement } from '#store';
import { classes } from '../parts/classes.ts';
import css from './explanation-panel.module.css';
import { useDenseVolume } from './use-dense-volume.ts';
import type { Explanation, ShownMaps } from './use-explanation.ts';

const CHOICES: readonly { readonly id: ShownMaps; readonly label: string }[] = [
  { id: 'both', label: 'Both' },
  { id: 'model', label: 'Model' },
  { id: 'density', label: 'Density' },
];

/** What the maps over the image are, whether they agree, and that this is research; in view as long as a map is. */
export function ExplanationPanel({
  explanation,
  series,
  thickness,
}: {
  readonly explanation: Explanation;
  readonly series: Series;
  /** Of the slice shown: its share of the volume. null where it isn't known. */
  readonly thickness: number | null;
}) {
  const { model, density, shown, show } = explanation;
  const volume = useDenseVolume(series);
  return (
    <div className={css.panel} data-testid="explanation">
      <p className={css.research} role="status">
        <strong>Research, not triage. Not a finding.</strong> {sentenceOf(explanation)}
      </p>
      <ul className={css.maps}>
        <li>
          <span className={classes(css.key, css.model)} aria-hidden="true" />
          Where the model looked: {modelWords(model)}
        </li>
        <li>
          <span className={classes(css.key, css.density)} aria-hidden="true" />
          Tissue of 50 to 90 HU in the skull: {densityWords(density, thickness)};{' '}
          {volumeWords(volume)}
        </li>
      </ul>
      <fieldset className={css.choices} aria-label="Maps over the image">
        {CHOICES.map(({ id, label }) => (
          <button key={id} type="button" aria-pressed={shown === id} onClick={() => show(id)}>
            {label}
          </button>
        ))}
      </fieldset>
    </div>
  );
}

function sentenceOf({ model, density }: Explanation): string {
  if (model.phase !== 'done' || density.phase !== 'done') return '';
  return agreement(model.value, density.value).sentence;
}

function modelWords(model: Explanation['model']): string {
  if (model.phase === 'computing') return 'computing';
  if (model.phase === 'failed') return `not to be had: ${model.why}`;
  return model.value === null ? 'this model has no class maps' : model.value.label;
}

function densityWords(density: Explanation['density'], thickness: number | null): string {
  if (density.phase === 'computing') return 'computing';
  if (density.phase === 'failed') return `not to be had: ${density.why}`;
  const { mm2, hasSkull } = density.value;
  if (!hasSkull) return 'no closed skull on this slice';
  if (mm2 === null) return 'no pixel spacing, so no volume';
  const cm2 = (mm2 / 100).toFixed(1);
  return thickness === null
    ? `${cm2} cm² on this slice`
    : `${((mm2 * thickness) / 1000).toFixed(1)} ml on this slice`;
}

function volumeWords({ ml, done, total, withoutSkull }: ReturnType<typeof useDenseVolume>): string {
  const amount = ml === null ? 'no spacing, so no volume' : `${ml.toFixed(1)} ml`;
  const open = withoutSkull === 0 ? '' : `, ${withoutSkull} without a closed skull`;
  return done < total
    ? `${amount} on ${done} of ${total} slices`
    : `${amount} in the series${open}`;
}
