import { escapedHtml as escaped, LABELS, type Label } from '#base';
import { type LabelFigures, OPERATING_POINTS } from '#evaluation';
import { fixed, language, t, told } from '#texts';
import type { Counted, Curves, PointFigures, SubgroupRow, ValidationReport } from './format.ts';
import { tableOf } from './html.ts';
import { PAGE_STYLE, REPORT_STYLE } from './page-style.ts';
import { dimensionNames, groupWords, pointNames } from './page-words.ts';
import { squarePlot } from './plot.ts';

const NONE = '–';
const shown = (value: number | null | undefined, digits = 3): string =>
  value === null || value === undefined ? NONE : fixed(value, digits).replace(/^0(?=\.)/, '');
const range = (found: readonly [number, number] | null, digits = 3): string =>
  found === null
    ? NONE
    : t('{low} to {high}', { low: shown(found[0], digits), high: shown(found[1], digits) });
const rate = ({ part, n }: Counted): string => (n === 0 ? NONE : shown(part / n, 2));
/** A bootstrap of studies that are all told apart has no spread: its interval would only look sure. */
const drawnRange = (found: readonly [number, number] | null): string =>
  found !== null && found[0] === found[1] ? t('no spread') : range(found);
const ofN = ({ part, n, interval }: Counted): string =>
  `${t('{part} of {n}', { part, n })}; ${range(interval, 2)}`;
const counted = (one: Counted): string => (one.n === 0 ? NONE : `${rate(one)} (${ofN(one)})`);
const studies = (n: number): string => t('{n} study | {n} studies', { n });

/** The report as the inside of a page in the language of the screen: headings from 2 on, styled by `REPORT_STYLE`, every text escaped. */
export function reportBody(report: ValidationReport): string {
  return `<div class="report">${[
    summary(report),
    plots(report),
    operatingPoints(report),
    labelTable(t('Studies, by label'), report.figures.study),
    report.figures.slice === null ? '' : labelTable(t('Slices, by label'), report.figures.slice),
    subgroups(report),
    power(report),
    notAnalyzed(report),
    provenance(report),
  ].join('')}</div>`;
}

/** The report as a file that needs no other: for a browser, light and dark, and for print. */
export function reportPage(report: ValidationReport): string {
  const title = t('Validation of {model}', { model: report.model.title });
  return `<!doctype html>
<html lang="${language()}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${escaped(title)}</title><style>${PAGE_STYLE}${REPORT_STYLE}</style></head><body><main>
<h1>${escaped(title)}</h1>
<p class="banner"><strong>${t('Research software, not a diagnosis.')}</strong> ${t('Figures of one site’s labeled studies.')} ${t('“No flag” does not mean that nothing is there.')}</p>
${reportBody(report)}
</main></body></html>
`;
}

function summary(report: ValidationReport): string {
  const any = report.figures.study?.any;
  const { balanced } = report.points;
  const tile = (name: string, value: string, note: string) =>
    `<li>${escaped(name)}<strong>${escaped(value)}</strong><span>${escaped(note)}</span></li>`;
  return `<p>${escaped(
    t(
      '{studies} of {patients}, {positives} with hemorrhage by the labels, each judged as in the worklist.',
      {
        studies: studies(report.studies.judged),
        patients: t('{n} patient | {n} patients', { n: report.studies.patients }),
        positives: any?.positives ?? 0,
      },
    ),
  )}</p>${leftOut(report)}<ul class="lead">${[
    tile(
      t('AUC, any'),
      shown(any?.auc),
      any?.ci == null ? t('no interval: too few patients') : drawnRange(any.ci),
    ),
    tile(t('Sensitivity, balanced'), rate(balanced.sensitivity), ofOrNone(balanced.sensitivity)),
    tile(t('Specificity, balanced'), rate(balanced.specificity), ofOrNone(balanced.specificity)),
    tile(
      t('Calibration error (ECE)'),
      shown(any?.ece),
      t('average precision {value}', { value: shown(any?.ap) }),
    ),
  ].join('')}</ul>`;
}

/** What no figure counts is said before the figures. */
function leftOut({ studies: { labeled, judged } }: ValidationReport): string {
  const n = labeled - judged;
  if (n === 0) return '';
  const words = t(
    '{n} labeled study is in no figure, as it has no result or no clear label: the reason stands below. | {n} labeled studies are in no figure, as they have no result or no clear label: the reasons stand below.',
    { n },
  );
  return `<p><strong>${escaped(words)}</strong></p>`;
}

const ofOrNone = (one: Counted): string => (one.n === 0 ? t('none') : ofN(one));

function plots({ curves, points, figures }: ValidationReport): string {
  const at = ({ sensitivity, specificity }: PointFigures) =>
    [1 - specificity.part / specificity.n, sensitivity.part / sensitivity.n] as const;
  const roc = (name: string, one: Curves, auc: number | null, withPoints: boolean) =>
    squarePlot({
      title: `ROC, ${name}`,
      described: t('ROC curve of any, {name}; area {area}', { name, area: shown(auc) }),
      xName: t('1 - specificity'),
      yName: t('sensitivity'),
      lines: [
        { points: one.roc, kind: 'line' },
        ...(withPoints
          ? [
              {
                points: OPERATING_POINTS.map((point) => at(points[point])),
                kind: 'dots' as const,
                names: namesOnce(OPERATING_POINTS.map((point) => at(points[point]))),
              },
            ]
          : []),
      ],
    });
  const reliability = (name: string, one: Curves) =>
    squarePlot({
      title: t('Reliability, {name}', { name }),
      described: t('Observed share of hemorrhage by tenths of probability, {name}: {bins}', {
        name,
        bins: one.reliability
          .map(({ observed, meanProbability, n }) =>
            t('{observed} at {mean} of {n}', {
              observed: shown(observed, 2),
              mean: shown(meanProbability, 2),
              n,
            }),
          )
          .join(', '),
      }),
      xName: t('mean probability'),
      yName: t('observed share'),
      lines: [
        {
          points: one.reliability.map((bin) => [bin.meanProbability, bin.observed] as const),
          kind: 'dots',
          names: one.reliability.map(({ n }) => String(n)),
        },
      ],
    });
  return `<h2>${t('Curves of any')}</h2><div class="plots">${roc(t('studies'), curves.studies, figures.study?.any.auc ?? null, true)}${reliability(t('studies'), curves.studies)}${
    curves.slices === null
      ? ''
      : `${roc(t('slices'), curves.slices, figures.slice?.any.auc ?? null, false)}${reliability(t('slices'), curves.slices)}`
  }</div><p class="hint">${t('Numbers beside the dots of reliability are cases. A dot of a few cases says little.')}</p>`;
}

/** A name for each place: points that fall together have theirs together. */
function namesOnce(places: readonly (readonly [number, number])[]): readonly string[] {
  const key = (place: readonly [number, number]) => place.map((each) => each.toFixed(3)).join();
  return places.map((place, at) => {
    const same = places.flatMap((other, n) => (key(other) === key(place) ? [n] : []));
    if (same[0] !== at) return '';
    return same.map((n) => pointNames()[OPERATING_POINTS[n] ?? 'balanced']).join(', ');
  });
}

function operatingPoints({ points }: ValidationReport): string {
  return `<h2>${t('Operating points')}</h2>${tableOf(
    t('any, studies: counts and Wilson’s 95 % intervals'),
    [t('point'), t('threshold'), t('sensitivity'), t('specificity')],
    OPERATING_POINTS.map((point) => {
      const { threshold, sensitivity, specificity } = points[point];
      return [pointNames()[point], shown(threshold), counted(sensitivity), counted(specificity)];
    }),
  )}`;
}

function labelTable(
  caption: string,
  figures: Readonly<Record<Label, LabelFigures>> | null,
): string {
  if (figures === null) return '';
  const known = LABELS.filter((label) => figures[label].n > 0);
  return `<h2>${escaped(caption)}</h2><p class="hint">${t('95 % intervals by drawing patients anew; none where a class has fewer than two patients.')}</p>${tableOf(
    t('Each label at its own number'),
    [
      t('label'),
      'n',
      t('positive'),
      t('patients'),
      'AUC',
      t('interval'),
      t('average precision'),
      'ECE',
    ],
    known.map((label) => {
      const { n, positives, positivePatients, auc, ci, ap, ece } = figures[label];
      const counts = [String(n), String(positives), String(positivePatients)];
      return [told(label), ...counts, shown(auc), drawnRange(ci), shown(ap), shown(ece)];
    }),
  )}`;
}

function subgroups({ subgroups: groups }: ValidationReport): string {
  const row = ({ group, n, positives, auc, ci, sensitivity, specificity }: SubgroupRow) => [
    groupWords(group),
    String(n),
    String(positives),
    shown(auc),
    drawnRange(ci),
    counted(sensitivity),
    counted(specificity),
  ];
  const head = ['n', t('positive'), 'AUC', t('interval'), t('sensitivity'), t('specificity')];
  return `<h2>${t('Subgroups')}</h2><p class="hint">${t('any, studies, at the balanced point. Many small groups: some differ by chance alone.')}</p>${(
    ['scanner', 'thickness', 'kernel', 'age'] as const
  )
    .map((dimension) =>
      tableOf(dimensionNames()[dimension], [t('group'), ...head], groups[dimension].map(row)),
    )
    .join('')}`;
}

function power({ power: { halfWidth, sensitivity, specificity, auc } }: ValidationReport): string {
  const half = (value: number | null) => (value === null ? NONE : `± ${shown(value, 2)}`);
  const needed = (value: number | null, words: (n: number) => string) =>
    value === null ? NONE : words(value);
  return `<h2>${t('Power')}</h2>${tableOf(
    t('How sure the figures are, and what would make them sure to {half}', {
      half: half(halfWidth),
    }),
    [t('figure'), t('now'), t('needed')],
    [
      [
        t('sensitivity, balanced'),
        half(sensitivity.now),
        needed(sensitivity.positivesNeeded, (n) => t('{n} studies with hemorrhage', { n })),
      ],
      [
        t('specificity, balanced'),
        half(specificity.now),
        needed(specificity.negativesNeeded, (n) => t('{n} studies without', { n })),
      ],
      [
        'AUC',
        half(auc.now),
        needed(auc.studiesNeeded, (n) => t('{n} studies with as large a part bleeding', { n })),
      ],
    ],
  )}<p class="hint">${t('As far as the true values are those found here.')}</p>`;
}

function notAnalyzed(report: ValidationReport): string {
  const { studies: n, labels, slicesNotAnalyzed, notAnalyzed: rows } = report;
  const words = [
    t(
      '{given} studies were given, {labeled} of them labeled and {unlabeled} not. Of the labels’ {names} names {unmatched} are nobody’s here.',
      { ...n, names: labels.names, unmatched: labels.unmatched },
    ),
    labels.level === 'slice'
      ? t('{slices} of judged studies not analyzed, {positives} positive.', {
          slices: t('{n} labeled slice | {n} labeled slices', { n: slicesNotAnalyzed.n }),
          positives: slicesNotAnalyzed.positives,
        })
      : '',
  ].filter((text) => text !== '');
  const table =
    rows.length === 0
      ? `<p>${t('Every labeled study has a result.')}</p>`
      : tableOf(
          t('Labeled studies that no figure counts'),
          [t('reason'), t('studies'), t('with hemorrhage')],
          rows.map(({ code, n: count, positives }) => [code, String(count), String(positives)]),
        );
  return `<h2>${t('What was not judged')}</h2>${words.map((text) => `<p>${escaped(text)}</p>`).join('')}${table}`;
}

function provenance({ model, figures, seed }: ValidationReport): string {
  const untrained =
    model.status !== 'untrained'
      ? ''
      : `<p><strong>${t('The model is untrained: these figures mean nothing.')}</strong></p>`;
  return `<h2>${t('How it was made')}</h2>${untrained}<p>${escaped(
    [
      model.flaggedBy === 'any'
        ? t('Package {id}, SHA-256 {hash}. Flagged by any alone.', model)
        : t('Package {id}, SHA-256 {hash}. Flagged by any or a type.', model),
      t('{rounds} bootstrap rounds, seed {seed}.', {
        rounds: figures.n.bootstrapRounds,
        seed: String(seed),
      }),
    ].join(' '),
  )}</p><p class="hint">${t('No name, number, date or file of a patient or study is in this report.')}</p>`;
}
