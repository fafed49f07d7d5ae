/** What a number is. */
export type QuantityName =
  | 'value'
  | 'length'
  | 'angle'
  | 'area'
  | 'mean'
  | 'sd'
  | 'min'
  | 'max'
  | 'pixels'
  | 'diameterA'
  | 'diameterB'
  | 'height'
  | 'volume'
  | 'shift';

/** Its unit; 'stored': values of which the file does not say that they are Hounsfield units. */
export type Unit = 'mm' | 'px' | 'mm2' | 'px2' | 'ml' | 'deg' | 'HU' | 'stored' | 'count';

/** One number that was measured. */
export interface Quantity {
  readonly name: QuantityName;
  readonly value: number;
  readonly unit: Unit;
}

const DIGITS: Readonly<Record<Unit, number>> = {
  mm: 1,
  px: 1,
  mm2: 0,
  px2: 0,
  ml: 1,
  deg: 1,
  HU: 0,
  stored: 0,
  count: 0,
};

const UNITS: Readonly<Record<Unit, string>> = {
  mm: ' mm',
  px: ' px',
  mm2: ' mm²',
  px2: ' px²',
  ml: ' ml',
  deg: '°',
  HU: ' HU',
  stored: '',
  count: '',
};

/** The number alone, with as many digits as it is worth: "23.4". */
export const numberText = ({ value, unit }: Quantity): string => value.toFixed(DIGITS[unit]);

/** "23.4 mm". */
export const quantityText = (quantity: Quantity): string =>
  `${numberText(quantity)}${UNITS[quantity.unit]}`;
