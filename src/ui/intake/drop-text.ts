import type { DropSummary } from '#store';
import { t, toldReason } from '#texts';
import { leftOutWords } from './left-out-words.ts';

/** "Stopped, 12 slices read, 3 files left out, 2 files missing". */
export function dropText({ slices, leftOut, missing, broken }: DropSummary): string {
  const parts = [
    ...(broken === null
      ? []
      : [
          broken === 'stopped'
            ? t('Stopped')
            : t('Reading broke off: {reason}', { reason: toldReason(broken) }),
        ]),
    slices === 0 && leftOut > 0 && broken === null
      ? t('No image could be read')
      : t('{count} read', { count: t('{n} slice | {n} slices', { n: slices }) }),
    ...(leftOut === 0 ? [] : [leftOutWords(leftOut, missing)]),
  ];
  return parts.join(', ');
}
