import type { ScanOrder } from '#dicom';
import { findingsOf, namedTypes, resultOf, type StudyEntry } from '#store';
import { fixed, t, told } from '#texts';

/** What the open study and the one beside it are to each other, by when they were scanned. */
export function rolesOf({ kind }: ScanOrder): { readonly open: string; readonly other: string } {
  if (kind === 'before') return { open: t('Present'), other: t('Prior') };
  if (kind === 'after') return { open: t('Earlier study'), other: t('Later study') };
  return { open: t('Open study'), other: t('Other study') };
}

/** "3 days before": when the other study was scanned, seen from the open one. */
export function agoWords(order: ScanOrder): string {
  switch (order.kind) {
    case 'unknown':
      return t('scan date not known, so neither is the order');
    case 'same-day':
      return t('same day, order not known');
    case 'before':
    case 'after':
      return order.kind === 'before' ? before(order) : after(order);
  }
}

type Apart = Extract<ScanOrder, { readonly days: number }>;
const MINUTES_SAID = 120;

function before({ days, minutes }: Apart): string {
  if (minutes === null) return t('{n} day before | {n} days before', { n: days });
  return minutes < MINUTES_SAID
    ? t('{n} min before', { n: minutes })
    : t('{n} h before', { n: Math.round(minutes / 60) });
}

function after({ days, minutes }: Apart): string {
  if (minutes === null) return t('{n} day after | {n} days after', { n: days });
  return minutes < MINUTES_SAID
    ? t('{n} min after', { n: minutes })
    : t('{n} h after', { n: Math.round(minutes / 60) });
}

/** What the model says of a study at the operating point, in a few words; never that it shows nothing. */
export function flagWords(entry: StudyEntry): string {
  const { phase } = entry;
  if (phase.kind === 'failed' || phase.kind === 'unsuitable') return t('not analyzed');
  const findings = phase.kind === 'ranked' || phase.kind === 'partial' ? findingsOf(entry) : null;
  if (findings === null) return t('not analyzed yet');
  const { flagged, probabilities } = findings;
  const named = namedTypes(findings).map(
    (label) => `${told(label)} ${fixed(probabilities[label], 2)}`,
  );
  const said =
    flagged.length === 0
      ? t('no flag at this point')
      : named.length === 0
        ? t('hemorrhage {p}, type not clear', { p: fixed(probabilities.any, 2) })
        : named.join(', ');
  return phase.kind === 'partial' ? t('{said} (partly analyzed)', { said }) : said;
}

/** Both in a line: "now subdural 0.86; 3 days before: no flag at this point". null while results are hidden. */
export function bothFlags(open: StudyEntry, other: StudyEntry, order: ScanOrder): string | null {
  if (open.hidden === true || other.hidden === true) return null;
  const values = { open: flagWords(open), when: agoWords(order), other: flagWords(other) };
  const line =
    order.kind === 'before'
      ? t('now {open}; {when}: {other}', values)
      : t('this study {open}; {when}: {other}', values);
  const [one, two] = [resultOf(open)?.model.hash, resultOf(other)?.model.hash];
  return one !== undefined && two !== undefined && one !== two
    ? t('{line} (read by two models: not comparable)', { line })
    : line;
}
