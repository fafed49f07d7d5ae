import { KINDS, type Measurement, measuredLines } from '#measure';
import { told } from '#texts';

type Numbers = Pick<Measurement, 'kind' | 'quantities' | 'notes'>;

/** One line of what was measured, in the language of the screen: "Length 23.4 mm", "Strecke 23,4 mm". */
export const measuredText = (given: Numbers): string =>
  [told(KINDS[given.kind].name), measuredLines(given).map(told).join(', ').replaceAll(', (', ' (')]
    .join(' ')
    .trim();
