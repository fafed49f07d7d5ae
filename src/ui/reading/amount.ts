import { fixed } from '#texts';

/** A volume or an area to one decimal, as the language writes it; what is there and would round to nothing is "< 0.1". */
export const amountText = (amount: number): string =>
  amount > 0 && amount < 0.05 ? `< ${fixed(0.1, 1)}` : fixed(amount, 1);
