import { KINDS, NO_SPACING } from './kinds.ts';
import type { Measurement } from './measurement.ts';
import { numberText, type Quantity, type QuantityName, quantityText } from './quantity.ts';

type Numbers = Pick<Measurement, 'kind' | 'quantities' | 'notes'>;

const find = ({ quantities }: Numbers, name: QuantityName): Quantity | undefined =>
  quantities.find((quantity) => quantity.name === name);

const text = (given: Numbers, name: QuantityName): string => {
  const quantity = find(given, name);
  return quantity === undefined ? '' : quantityText(quantity);
};

const bare = (given: Numbers, name: QuantityName): string => {
  const quantity = find(given, name);
  return quantity === undefined ? '' : numberText(quantity);
};

/** The numbers in lines, the most important first; notes in brackets. */
export function measuredLines(given: Numbers): readonly string[] {
  const notes = given.notes.map((note) => `(${note})`);
  const lines = numbersOf(given).filter((line) => line !== '');
  // One line as a rule: "57.0 px (no pixel spacing)".
  return lines.length === 1 && notes[0] === `(${NO_SPACING})`
    ? [`${lines[0]} ${notes[0]}`, ...notes.slice(1)]
    : [...lines, ...notes];
}

/** The lines that are drawn on an image: of a volume its ml alone, which four lines would cover the brain for; the list has the rest. */
export const linesOnImage = (given: Numbers): readonly string[] =>
  given.kind === 'abc2' ? measuredLines(given).slice(0, 1) : measuredLines(given);

function numbersOf(given: Numbers): readonly string[] {
  switch (given.kind) {
    case 'probe':
      return [text(given, 'value')];
    case 'length':
      return [text(given, 'length')];
    case 'angle':
      return [text(given, 'angle')];
    case 'midline':
      return [text(given, 'shift')];
    case 'ellipse':
      return find(given, 'mean') === undefined
        ? [text(given, 'area')]
        : [
            `mean ${text(given, 'mean')}, SD ${bare(given, 'sd')}`,
            `${bare(given, 'min')} to ${text(given, 'max')}, ${text(given, 'area')}`,
          ];
    default: {
      const height = find(given, 'height');
      const c = height === undefined ? '' : ` × C ${quantityText(height)}`;
      return [
        text(given, 'volume'),
        `A ${bare(given, 'diameterA')} × B ${text(given, 'diameterB')}${c}`,
      ];
    }
  }
}

/** One line for lists and exports: "Length 23.4 mm"; `say` puts its parts into another language. */
export function measurementText(
  given: Numbers,
  say: (english: string) => string = (english) => english,
): string {
  const numbers = measuredLines(given).map(say).join(', ').replaceAll(', (', ' (');
  return `${say(KINDS[given.kind].name)} ${numbers}`.trim();
}
