import { t } from '#texts';

/** "3 files left out, 2 files missing": what was given and gave no slice, and what a DICOMDIR names and nobody gave. */
export function leftOutWords(all: number, missing: number): string {
  const given = all - missing;
  return [
    ...(given > 0 || missing === 0
      ? [t('{count} left out', { count: t('{n} file | {n} files', { n: given }) })]
      : []),
    ...(missing > 0 ? [t('{n} file missing | {n} files missing', { n: missing })] : []),
  ].join(', ');
}
