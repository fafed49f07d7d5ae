import { escapedHtml, isNeverFlagged, LABELS } from '#base';
import { LIST_NOTE, type ListedStudy, type ListedVerdict, type Moment } from './study-list.ts';

/** What a printed summary says beside the study's row. */
export interface SummaryWords {
  /** Who it is, as the screen says it: where names are masked, the study's number and nothing that tells the patient. */
  readonly patient: { readonly name: string; readonly details: string };
  readonly printedAt: Moment;
  /** Address of a picture to print, and what it shows. */
  readonly picture: { readonly src: string; readonly caption: string } | null;
}

/** So many evidence slices fit on one page. */
const MOST_SLICES = 10;

/**
 * A study on one page to print, as an HTML document without scripts and styles of its own: those are the caller's. All text from
 * headers is escaped. It never says normal, and says what it is not on the page itself.
 */
export function summaryPage(study: ListedStudy, words: SummaryWords): string {
  const { patient, printedAt, picture } = words;
  const title = `ICH Triage, study #${study.number}`;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escaped(title)}</title></head>
<body>
<p class="banner"><strong>AI, not for diagnosis.</strong> ${escaped(LIST_NOTE)} A reader must look at the images.</p>
<header><h1>${escaped(patient.name)}</h1><p>${escaped(patient.details)}</p></header>
<p class="result">${escaped(resultOf(study))}</p>
<div class="columns"><div>
${probabilities(study)}
${evidence(study)}
</div>${
    picture === null
      ? ''
      : `
<figure><img src="${escaped(picture.src)}" alt="${escaped(picture.caption)}"><figcaption>${escaped(picture.caption)}</figcaption></figure>`
  }</div>
${coverage(study)}
${measurements(study)}
${people(study)}
<footer>${computedBy(study)}<p>Printed ${escaped(minute(printedAt))}.</p></footer>
</body>
</html>
`;
}

/** Signs that control are no text. */
const escaped = (text: string): string => escapedHtml(text).replace(/\p{Cc}/gu, ' ');

const resultOf = ({ reason, computedBy }: ListedStudy): string =>
  `${computedBy?.status === 'untrained' ? 'UNTRAINED MODEL, this means nothing. ' : ''}${reason}.`;

/** "2026-11-27 02:05 UTC". */
const minute = (moment: Moment): string => `${moment.slice(0, 16).replace('T', ' ')} UTC`;

const table = (caption: string, head: readonly string[], rows: readonly (readonly string[])[]) =>
  rows.length === 0
    ? ''
    : `<table><caption>${escaped(caption)}</caption><thead><tr>${head
        .map((cell) => `<th scope="col">${escaped(cell)}</th>`)
        .join('')}</tr></thead><tbody>${rows
        .map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`)
        .join('')}</tbody></table>`;

function probabilities({ probabilities: of, flagged, computedBy }: ListedStudy): string {
  if (of === null || computedBy === null) return '';
  const rows = LABELS.map((label) => {
    const from = computedBy.thresholds[label];
    const named = !isNeverFlagged(from);
    return [
      label === 'any' ? 'any hemorrhage' : label,
      named ? of[label].toFixed(2) : '',
      named ? from.toFixed(2) : 'never named by this model',
      flagged.includes(label) ? 'flagged' : '',
    ];
  });
  return table('Probabilities of the study', ['Type', 'Probability', 'Flags from', ''], rows);
}

function evidence({ evidence: all, slices, flagged }: ListedStudy): string {
  const caption = flagged.length === 0 ? 'Highest slices, below the flag' : 'Evidence slices';
  const rows = all
    .slice(0, MOST_SLICES)
    .map(({ slice, label, probability }) => [
      `${slice} of ${slices}`,
      label,
      probability.toFixed(2),
    ]);
  return table(caption, ['Slice', 'Type', 'Probability'], rows);
}

function coverage({ analysed, slices, notAnalysed, suitability, files }: ListedStudy): string {
  const counts = new Map<string, number>();
  for (const { reason } of notAnalysed) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const missing = [...counts].map(([reason, count]) => `${count} not analyzed: ${reason}`);
  const cautions = suitability
    .filter(({ outcome }) => outcome === 'warn' || outcome === 'block')
    .map(({ text }) => `caution: ${text}`);
  const given = files === 0 ? ['its images are of an earlier session'] : [];
  return list('Coverage', [
    `${analysed} of ${slices} slices analyzed`,
    ...missing,
    ...cautions,
    ...given,
  ]);
}

/** Under a heading of their own: nobody takes them for the model's. */
function measurements({ measurements: all, slices }: ListedStudy): string {
  if (all.length === 0) return '';
  const items = all.map(
    ({ slice, text, over, by, at }) =>
      `slice ${slice} of ${slices}: ${text}${over === null ? '' : `, over slices ${over[0]} to ${over[1]}`}; ${by === '' ? '' : `${by}, `}${minute(at)}`,
  );
  return list('The reader’s measurements, not the model’s', items);
}

function people({ care, verdict, receivedAt }: ListedStudy): string {
  return list('Desk', [
    `received ${minute(receivedAt)}`,
    ...signed('acknowledged', care.acknowledgedAt, care.acknowledgedBy),
    ...signed('done', care.doneAt, care.doneBy),
    ...(verdict === null
      ? []
      : [`reader’s verdict: ${verdictText(verdict)}, ${minute(verdict.at)} ${verdict.by}`.trim()]),
  ]);
}

const verdictText = ({ given, types }: ListedVerdict): string => [given, ...types].join(' ');

const signed = (what: string, at: Moment | null, by: string): readonly string[] =>
  at === null ? [] : [`${what} ${minute(at)} ${by}`.trim()];

const list = (title: string, items: readonly string[]): string =>
  `<section><h2>${escaped(title)}</h2><ul>${items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul></section>`;

function computedBy({ computedBy: by }: ListedStudy): string {
  if (by === null) return '<p>Not analyzed.</p>';
  const { title, hash, operatingPoint, engine, finishedAt } = by;
  return `<p>${escaped(`${title} (${hash.slice(0, 12)}), ${operatingPoint}, on ${engine}, ${minute(finishedAt)}.`)}</p>`;
}
