import { escapedHtml } from '#base';
import { fixed, language, t, told } from '#texts';
import type { ListedStudy, Moment, StudyList } from './study-list.ts';

/** What a printed list says beside its studies. */
export interface ListWords {
  /** Who it is, as the screen says it: where names are masked nothing that tells the patient. */
  readonly patientOf: (number: number) => { readonly name: string; readonly details: string };
  /** A moment as the screen says it, day and time. */
  readonly clock: (at: Moment) => string;
  /** Which clock that is: "UTC+01:00". */
  readonly zone: string;
}

/**
 * The whole list to print, as an HTML document without scripts and styles of its own: those are the caller's. It speaks the language of the
 * screen. What it is not stands at the head of every page (`every-page`), and so do the heads of its columns. All text from headers is
 * escaped.
 */
export function listPage({ studies, exportedAt }: StudyList, words: ListWords): string {
  const { clock, zone } = words;
  const count = t('{n} study | {n} studies', { n: studies.length });
  const printed = t('Printed {moment}. Times are those of this computer, {zone}.', {
    moment: clock(exportedAt),
    zone,
  });
  const sections = [
    ['ranking', t('Studies by priority')],
    ['earlier', t('Earlier')],
    ['done', t('Done')],
  ] as const;
  return `<!doctype html>
<html lang="${language()}" translate="no">
<head><meta charset="utf-8"><title>${escaped(t('ICH Triage, worklist'))}</title></head>
<body class="wide">
<div class="every-page">
<p class="banner"><strong>${escaped(t('AI, not for diagnosis'))}.</strong> ${escaped(t('Research software, not a diagnosis.'))} ${escaped(t('“No flag” does not mean that nothing is there.'))} ${escaped(count)}. ${escaped(printed)}</p>
</div>
<main>
${sections
  .map(([name, title]) =>
    table(
      title,
      studies.filter(({ section }) => section === name),
      words,
    ),
  )
  .join('')}
</main>
</body>
</html>
`;
}

/** Signs that control are no text. */
const escaped = (text: string): string => escapedHtml(text).replace(/\p{Cc}/gu, ' ');

function table(title: string, studies: readonly ListedStudy[], words: ListWords): string {
  if (studies.length === 0) return '';
  const head = [t('Rank'), t('Study'), t('State'), t('Any hemorrhage'), t('Received'), t('Reader')];
  const rows = studies.map((study) => {
    const { rank, number, state, reason, probabilities: of, computedBy, receivedAt } = study;
    const { name, details } = words.patientOf(number);
    const untrained =
      computedBy?.status === 'untrained' ? t('UNTRAINED MODEL, this means nothing.') : '';
    return [
      rank === null ? '' : String(rank),
      [name === `#${number}` ? name : `#${number} ${name}`, details].filter(Boolean).join(' · '),
      [reason.startsWith(state) ? '' : `${told(state)}.`, untrained, told(reason)]
        .filter(Boolean)
        .join(' '),
      of === null ? '' : fixed(of.any, 2, computedBy?.thresholds.any),
      words.clock(receivedAt),
      readerOf(study, words),
    ];
  });
  const cells = (tag: string, row: readonly string[]) =>
    `<tr>${row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  return `<table><caption>${escaped(title)}</caption><thead>${cells('th', head)}</thead><tbody>${rows
    .map((row) => cells('td', row))
    .join('')}</tbody></table>`;
}

/** What people did with a study, and what they said of it. */
function readerOf({ care, verdict }: ListedStudy, { clock }: ListWords): string {
  const signed = (what: string, at: Moment | null, by: string): readonly string[] =>
    at === null ? [] : [`${what} ${clock(at)} ${by}`.trim()];
  const said = verdict === null ? '' : [verdict.given, ...verdict.types].map(told).join(' ');
  const all = [
    ...signed(t('opened'), care.openedAt, ''),
    ...signed(t('acknowledged'), care.acknowledgedAt, care.acknowledgedBy),
    ...signed(t('done'), care.doneAt, care.doneBy),
    ...(verdict === null ? [] : signed(said, verdict.at, verdict.by)),
  ];
  return all.join('; ') || t('Unread');
}
