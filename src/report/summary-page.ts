import { apart, escapedHtml, isNeverFlagged, LABELS } from '#base';
import { measurementText } from '#measure';
import { fixed, language, t, told, toldNumbers } from '#texts';
import type { ListedStudy, ListedVerdict, Moment } from './study-list.ts';

/** What a printed summary says beside the study's row. */
export interface SummaryWords {
  /** Who it is, as the screen says it: where names are masked, the study's number and nothing that tells the patient. */
  readonly patient: { readonly name: string; readonly details: string };
  /** When the scan was taken, as its headers state it; '' where they don't. */
  readonly scanned: string;
  readonly printedAt: Moment;
  /** A moment as the screen says it, day and time: one clock for the page and the list that the study is found in. */
  readonly clock: (at: Moment) => string;
  /** Which clock that is: "UTC+01:00". */
  readonly zone: string;
  /** Address of a picture to print, and what it shows. */
  readonly picture: { readonly src: string; readonly caption: string } | null;
}

/**
 * A study to print, on one page where it fits, as an HTML document without scripts and styles of its own: those are the caller's. It speaks the language
 * of the screen. All text from headers is escaped. It never says normal; what it is not and whose it is stands at the head of every page
 * (`every-page`, which the styles repeat).
 */
export function summaryPage(study: ListedStudy, words: SummaryWords): string {
  const { patient, printedAt, picture, clock, zone } = words;
  const title = t('ICH Triage, study #{number}', { number: study.number });
  return `<!doctype html>
<html lang="${language()}" translate="no">
<head><meta charset="utf-8"><title>${escaped(title)}</title></head>
<body>
<div class="every-page">
<p class="banner"><strong>${t('AI, not for diagnosis')}.</strong> ${t('Research software, not a diagnosis.')} ${t('“No flag” does not mean that nothing is there.')} ${t('A reader must look at the images.')}</p>
<header><h1>${escaped(patient.name)}</h1><p>${escaped(patient.details)}</p></header>
<p class="found">${escaped(foundBy(study, words))}</p>
</div>
<main>
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
${measurements(study, clock)}
${people(study, clock)}
<footer>${computedBy(study, clock)}<p>${escaped(t('Printed {moment}. Times are those of this computer, {zone}.', { moment: clock(printedAt), zone }))}</p></footer>
</main>
</body>
</html>
`;
}

/** Signs that control are no text. */
const escaped = (text: string): string => escapedHtml(text).replace(/\p{Cc}/gu, ' ');

const resultOf = ({ reason, computedBy }: ListedStudy): string =>
  `${computedBy?.status === 'untrained' ? `${t('UNTRAINED MODEL, this means nothing.')} ` : ''}${told(reason)}.`;

type Clock = SummaryWords['clock'];

/** What the study is found by again where no name is on the page: numbers are used anew some day, and with the time of arrival they are not. */
const foundBy = (
  { number, receivedAt, slices }: ListedStudy,
  { clock, scanned, patient }: SummaryWords,
) =>
  [
    ...(patient.name.endsWith(`#${number}`) ? [] : [`#${number}`]),
    t('received {moment}', { moment: clock(receivedAt) }),
    scanned === '' ? t('scan time not stated') : t('scanned {moment}', { moment: scanned }),
    t('{n} slice | {n} slices', { n: slices }),
  ].join(' · ');

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
    const said = apart(of[label], from);
    return [
      label === 'any' ? t('any hemorrhage') : told(label),
      named ? fixed(said.value, said.digits) : '',
      named ? fixed(said.threshold, said.digits) : t('never named by this model'),
      flagged.includes(label) ? told('flagged') : '',
    ];
  });
  return table(
    t('Probabilities of the study'),
    [t('Type'), t('Probability'), t('Flags from'), ''],
    rows,
  );
}

/** A row for each type: none of the slices is left out for want of room. */
function evidence({ evidence: all, slices, flagged }: ListedStudy): string {
  const caption =
    flagged.length === 0
      ? t('Slices with the highest numbers, below the flag')
      : t('Evidence slices');
  const rows = LABELS.flatMap((label) => {
    const of = all.filter((one) => one.label === label);
    const said = of.map(({ slice, probability }) => `${slice} (${fixed(probability, 2)})`);
    return of.length === 0 ? [] : [[told(label), said.join(', ')]];
  });
  return table(caption, [t('Type'), t('Slice of {slices} (probability)', { slices })], rows);
}

function coverage({ analysed, slices, notAnalysed, suitability, files }: ListedStudy): string {
  const counts = new Map<string, number>();
  for (const { reason } of notAnalysed) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const missing = [...counts].map(([reason, count]) =>
    t('{count} not analyzed: {reason}', { count, reason: told(reason) }),
  );
  const cautions = suitability
    .filter(({ outcome }) => outcome === 'warn' || outcome === 'block')
    .map(({ text }) => t('caution: {text}', { text: told(text) }));
  const given = files === 0 ? [t('its images are of an earlier session')] : [];
  return list(t('Coverage'), [
    t('{analyzed} of {slices} slices analyzed', { analyzed: analysed, slices }),
    ...missing,
    ...cautions,
    ...given,
  ]);
}

/** Under a heading of their own: nobody takes them for the model's. */
function measurements({ measurements: all, slices }: ListedStudy, clock: Clock): string {
  if (all.length === 0) return '';
  const items = all.map(
    ({ slice, over, by, at, ...one }) =>
      `${t('slice {slice} of {slices}', { slice, slices })}: ${measurementText(one, toldNumbers)}${over === null ? '' : t(', over slices {from} to {to}', { from: over[0], to: over[1] })}; ${by === '' ? '' : `${by}, `}${clock(at)}`,
  );
  return list(t('The reader’s measurements, not the model’s'), items);
}

function people({ care, verdict, receivedAt }: ListedStudy, clock: Clock): string {
  return list(t('Desk'), [
    t('received {moment}', { moment: clock(receivedAt) }),
    ...signed(t('acknowledged'), care.acknowledgedAt, care.acknowledgedBy, clock),
    ...signed(t('done'), care.doneAt, care.doneBy, clock),
    ...(verdict === null
      ? []
      : [
          `${t('reader’s verdict')}: ${verdictText(verdict)}, ${clock(verdict.at)} ${verdict.by}`.trim(),
        ]),
  ]);
}

const verdictText = ({ given, types }: ListedVerdict): string =>
  [given, ...types].map(told).join(' ');

const signed = (what: string, at: Moment | null, by: string, clock: Clock): readonly string[] =>
  at === null ? [] : [`${what} ${clock(at)} ${by}`.trim()];

const list = (title: string, items: readonly string[]): string =>
  `<section><h2>${escaped(title)}</h2><ul>${items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul></section>`;

function computedBy({ computedBy: by, probabilities }: ListedStudy, clock: Clock): string {
  if (by === null) {
    return `<p>${probabilities === null ? t('Not analyzed') : t('Not analyzed to the end')}.</p>`;
  }
  const { title, hash, operatingPoint, engine, finishedAt } = by;
  return `<p>${escaped(`${told(title)} (${hash.slice(0, 12)}), ${told(operatingPoint)}, ${t('on {engine}', { engine: told(engine) })}, ${clock(finishedAt)}.`)}</p>`;
}
