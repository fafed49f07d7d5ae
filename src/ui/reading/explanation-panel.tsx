import type { Series } from '#dicom';
import { agreement } from '#store';
import { fixed, t, told } from '#texts';
import { classes } from '../parts/classes.ts';
import { amountText } from './amount.ts';
import css from './explanation-panel.module.css';
import { useDenseVolume } from './use-dense-volume.ts';
import type { Explanation, ShownMaps } from './use-explanation.ts';
import { volumeWords } from './volume-words.ts';

const CHOICES: readonly { readonly id: ShownMaps; readonly label: string }[] = [
  {
    id: 'both',
    get label() {
      return t('Both');
    },
  },
  {
    id: 'model',
    get label() {
      return t('Model');
    },
  },
  {
    id: 'density',
    get label() {
      return t('Density');
    },
  },
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
        <strong>{t('Research, not triage. Not a finding.')}</strong> {told(sentenceOf(explanation))}
      </p>
      <ul className={css.maps}>
        <li>
          <span className={classes(css.key, css.model)} aria-hidden="true" />
          {t('Where the model looked: {model}', { model: modelWords(model) })}
        </li>
        <li>
          <span className={classes(css.key, css.density)} aria-hidden="true" />
          {t('Tissue of 50 to 90 HU in the skull: {density}; {volume}', {
            density: densityWords(density, thickness),
            volume: volumeWords(volume),
          })}
        </li>
        <li>
          <span className={classes(css.key, css.steadiness)} aria-hidden="true" />
          {t('Mirrored, ±3 HU, moved, alone: {steadiness}', {
            steadiness: steadinessWords(explanation.steadiness),
          })}
        </li>
      </ul>
      <fieldset className={css.choices} aria-label={t('Maps over the image')}>
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
  if (model.phase === 'computing') return t('computing');
  if (model.phase === 'failed') return t('not to be had: {why}', { why: told(model.why) });
  if (model.value === null) return t('this model has no class maps');
  const { label } = model.value;
  return label === 'any' ? t('any hemorrhage') : told(label);
}

/** Of this slice alone: it may differ from the number of the slice, which is mixed with its neighbors', and says so. */
function steadinessWords(steady: Explanation['steadiness']): string {
  if (steady.phase === 'computing') return t('computing');
  if (steady.phase === 'failed') return t('not to be had: {why}', { why: told(steady.why) });
  if (steady.value === null) return t('nothing to compare');
  const { value } = steady;
  const range = {
    plain: fixed(value.plain, 2),
    low: fixed(value.low, 2),
    high: fixed(value.high, 2),
  };
  if (value.crosses) {
    return t(
      'any {plain} before it is mixed with its neighbors; {low} to {high}: not steady, a small change turns it over',
      range,
    );
  }
  return range.low === range.high
    ? t('any {plain} before it is mixed with its neighbors, and stays so', range)
    : t(
        'any {plain} before it is mixed with its neighbors; {low} to {high}, on one side of its threshold',
        range,
      );
}

function densityWords(density: Explanation['density'], thickness: number | null): string {
  if (density.phase === 'computing') return t('computing');
  if (density.phase === 'failed') return t('not to be had: {why}', { why: told(density.why) });
  const { mm2, hasSkull } = density.value;
  if (!hasSkull) return t('no closed skull on this slice');
  if (mm2 === null) return t('no pixel spacing, so no volume');
  const cm2 = amountText(mm2 / 100);
  return thickness === null
    ? t('{cm2} cm² on this slice', { cm2 })
    : t('{ml} ml on this slice', { ml: amountText((mm2 * thickness) / 1000) });
}
