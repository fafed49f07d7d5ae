import type { Series } from '#dicom';
import { check, warnInRow } from './check.ts';
import type { SuitabilityCheck } from './findings.ts';
import type { SeriesContent } from './suitability-content.ts';

/** Fewer slices through the middle of the head say nothing of how it lies. */
const FEWEST = 5;
/**
 * Of 85 real heads (82 patients) the widest has .016, the median -.040; turned by a quarter 66 of
 * them have more than this.
 */
const MOST_ACROSS = 0.025;
/** Of the same heads the one that is widest in front has -.010, the median .014; upside down 37 of them have less than this. */
const LEAST_WIDER_BEHIND = -0.016;
/** Pixels of which one side is longer by more than this have an outline of their own. */
const SQUARE = 1.02;

/** What an outline of the skull tells of how a head lies; 'unknown': nothing, of too few slices. */
export function howTurned(
  skull: SeriesContent['skull'],
): 'as-it-should' | 'quarter' | 'upside-down' | 'unknown' {
  if (skull === null || skull.slices < FEWEST) return 'unknown';
  if (skull.across > MOST_ACROSS) return 'quarter';
  return skull.widerBehind < LEAST_WIDER_BEHIND ? 'upside-down' : 'as-it-should';
}

/**
 * Whether the pixels lie otherwise than the header says: a head is longer from front to back than from side to side, and wider behind. Which side is the
 * left no outline tells. Silent for many heads that are turned, and for hardly any that isn't.
 */
export function headTurned({ slices }: Series, { skull }: SeriesContent): SuitabilityCheck {
  const [row = 1, column = 1] = slices[0]?.pixelSpacing ?? [];
  const isSquare = Math.max(row, column) <= SQUARE * Math.min(row, column);
  const turned = isSquare ? howTurned(skull) : 'unknown';
  if (turned === 'unknown') {
    return check('unknown', 'head-turned', 'no outline of the skull to see how the head lies');
  }
  if (turned === 'quarter') {
    return warnInRow(
      'head-turned',
      'the skull is longer from side to side than from front to back: the pixels may be turned by a quarter, against what the header says',
      'head perhaps turned by a quarter',
    );
  }
  if (turned === 'upside-down') {
    return warnInRow(
      'head-turned',
      'the skull is wider in front than behind: the pixels may be upside down, against what the header says',
      'head perhaps upside down',
    );
  }
  return check(
    'pass',
    'head-turned',
    'the skull’s outline lies as the header says, left and right apart',
  );
}
