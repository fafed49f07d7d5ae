import { countOf } from '#base';
import { check, warnInRow } from './check.ts';
import type { SuitabilityCheck } from './findings.ts';
import type { SeriesContent } from './suitability-content.ts';

/**
 * From cell to cell of some 1.8 mm, in HU: the noisiest of 82 heads has 2.5, three of slices of 0.6 mm have 2.5 to 2.8. From 4 on the model loses up to 0.06,
 * at 8 up to 0.26 of the probability of a bleed.
 */
export const MOST_GRAIN_HU = 4;
/** A bandage, a pillow or a sloping head blurs one or two: of 82 heads that lay still one has more. */
const FEWEST_BLURRED = 3;

/** Checks of what noise and motion do to the images. */
export const qualityChecks = (content: SeriesContent): readonly SuitabilityCheck[] => [
  noise(content),
  motion(content),
];

function noise({ grainHu }: SeriesContent): SuitabilityCheck {
  if (grainHu === null) return check('unknown', 'noise', 'no brain to measure the noise by');
  const hu = grainHu.toFixed(1);
  if (grainHu <= MOST_GRAIN_HU) return check('pass', 'noise', `noise in the brain ${hu} HU`);
  const text = `noise in the brain ${hu} HU, over ${MOST_GRAIN_HU.toFixed(1)}: noisier than what the model was measured on`;
  return warnInRow('noise', text, 'noisy images');
}

function motion({ outline: { measured, blurred } }: SeriesContent): SuitabilityCheck {
  if (measured === 0) return check('unknown', 'motion', 'no outline in air to see motion by');
  if (blurred < FEWEST_BLURRED) return check('pass', 'motion', 'a sharp outline of the head');
  const on = countOf(blurred, 'slice');
  const text = `the outline of the head is doubled or blurred on ${on}: it may have moved during the scan`;
  return warnInRow('motion', text, `perhaps motion on ${on}`);
}
