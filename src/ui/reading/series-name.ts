import type { Series } from '#dicom';
import { fixed, t } from '#texts';

/**
 * What a series is called: as the scanner called it, else its number. `masked`: its number and the distance of its slices, since a
 * description is free text that may tell whose it is.
 */
export function seriesName(
  {
    seriesDescription,
    seriesNumber,
    geometry,
  }: Pick<Series, 'seriesDescription' | 'seriesNumber' | 'geometry'>,
  masked: boolean,
): string {
  if (!masked && seriesDescription !== '') return seriesDescription;
  const number = t('Series {number}', { number: seriesNumber ?? t('without a name') });
  const { medianSpacing } = geometry;
  return masked && medianSpacing !== null
    ? t('{series}, every {mm} mm', { series: number, mm: fixed(medianSpacing, 1) })
    : number;
}
