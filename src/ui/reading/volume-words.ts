import type { DenseVolume } from '#store';
import { t } from '#texts';
import { amountText } from './amount.ts';

/**
 * How much dense tissue a series has. While its slices are counted no amount is given: it can be less than that of the slice beside which it stands.
 */
export function volumeWords({
  ml,
  done,
  total,
  withoutSkull,
  underWay,
}: DenseVolume & { readonly underWay: boolean }): string {
  if (underWay) return t('the series: {done} of {total} slices so far', { done, total });
  const amount = ml === null ? t('no spacing, so no volume') : `${amountText(ml)} ml`;
  const open = withoutSkull === 0 ? '' : t(', {n} without a closed skull', { n: withoutSkull });
  return done < total
    ? t('{amount} on {done} of {total} slices', { amount, done, total })
    : t('{amount} in the series{open}', { amount, open });
}
