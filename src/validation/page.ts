import { countOf, escapedHtml as escaped, LABELS, type Label } from '#base';
import { type LabelFigures, OPERATING_POINTS, POINT_NAMES } from '#evaluation';
import type { Counted, Curves, PointFigures, SubgroupRow, ValidationReport } from './format.ts';
import { tableOf } from './html.ts';
import { PAGE_STYLE, REPORT_STYLE } from './page-style.ts';
import { squarePlot } from './plot.ts';

const DIMENSION_NAMES = {
  scanner: 'Scanner',
  thickness: 'Slice thickness',
  kernel: 'Kernel',
  age: 'Age',
} as const;

const NONE = '–';
const shown = (value: number | null | undefined, digits = 3): string =>
  value === null || value === undefined ? NONE : value.toFixed(digits).replace(/^0(?=\.)/, '');
const range = (found: readonly [number, number] | null, digits = 3): string =>
  found === null ? NONE : `${shown(found[0], digits)} to ${shown(found[1], digits)}`;
const rate = ({ part, n }: Counted): string => (n === 0 ? NONE : shown(part / n, 2));
/** A bootstrap of studies that are all told apart has no spread: its interval would only look sure. */
const drawnRange = (found: readonly [number, number] | null): string =>
  found !== null && found[0] === found[1] ? 'no spread' : range(found);
const counted = (one: Counted): string =>
  one.n === 0 ? NONE : `${rate(one)} (${one.part} of ${one.n}; ${range(one.interval, 2)})`;
const studies = (n: number): string => countOf(n, 'study', 'studies');

/** The report as the inside of a page: headings from 2 on, styled by `REPORT_STYLE`, every text escaped. */
export function reportBody(report: ValidationReport): string {
  return `<div class="report">${[
    summary(report),
    plots(report),
    operatingPoints(report),
    labelTable('Studies, by label', report.figures.study),
    report.figures.slice === null ? '' : labelTable('Slices, by label', report.figures.slice),
    subgroups(report),
    power(report),
    notAnalyzed(report),
    provenance(report),
  ].join('')}</div>`;
}

/** The report as a file that needs no other: for a browser, light and dark, and for print. */
export function reportPage(report: ValidationReport): string {
  const title = `Validation of ${report.model.title}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${escaped(title)}</title><style>${PAGE_STYLE}${REPORT_STYLE}</style></head><body><main>
<h1>${escaped(title)}</h1>
<p class="banner"><strong>Research software, not a diagnosis.</strong> Figures of one site's labeled studies. “No flag” does not mean that nothing is there.</p>
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
    `${studies(report.studies.judged)} of ${countOf(report.studies.patients, 'patient')}, ${any?.positives ?? 0} with hemorrhage by the labels, each judged as in the worklist.`,
  )}</p><ul class="lead">${[
    tile(
      'AUC, any',
      shown(any?.auc),
      any?.ci == null ? 'no interval: too few patients' : drawnRange(any.ci),
    ),
    tile('Sensitivity, balanced', rate(balanced.sensitivity), ofN(balanced.sensitivity)),
    tile('Specificity, balanced', rate(balanced.specificity), ofN(balanced.specificity)),
    tile('Calibration error (ECE)', shown(any?.ece), `average precision ${shown(any?.ap)}`),
  ].join('')}</ul>`;
}

const ofN = ({ part, n, interval }: Counted): string =>
  n === 0 ? 'none' : `${part} of ${n}; ${range(interval, 2)}`;

function plots({ curves, points, figures }: ValidationReport): string {
  const at = ({ sensitivity, specificity }: PointFigures) =>
    [1 - specificity.part / specificity.n, sensitivity.part / sensitivity.n] as const;
  const roc = (name: string, one: Curves, auc: number | null, withPoints: boolean) =>
    squarePlot({
      title: `ROC, ${name}`,
      described: `ROC curve of any, ${name}; area ${shown(auc)}`,
      xName: '1 - specificity',
      yName: 'sensitivity',
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
      title: `Reliability, ${name}`,
      described: `Observed share of hemorrhage by tenths of probability, ${name}: ${one.reliability
        .map((bin) => `${shown(bin.observed, 2)} at ${shown(bin.meanProbability, 2)} of ${bin.n}`)
        .join(', ')}`,
      xName: 'mean probability',
      yName: 'observed share',
      lines: [
        {
          points: one.reliability.map((bin) => [bin.meanProbability, bin.observed] as const),
          kind: 'dots',
          names: one.reliability.map(({ n }) => String(n)),
        },
      ],
    });
  return `<h2>Curves of any</h2><div class="plots">${roc('studies', curves.studies, figures.study?.any.auc ?? null, true)}${reliability('studies', curves.studies)}${
    curves.slices === null
      ? ''
      : `${roc('slices', curves.slices, figures.slice?.any.auc ?? null, false)}${reliability('slices', curves.slices)}`
  }</div><p class="hint">Numbers beside the dots of reliability are cases. A dot of a few cases says little.</p>`;
}

/** A name for each place: points that fall together have theirs together. */
function namesOnce(places: readonly (readonly [number, number])[]): readonly string[] {
  const key = (place: readonly [number, number]) => place.map((each) => each.toFixed(3)).join();
  return places.map((place, at) => {
    const same = places.flatMap((other, n) => (key(other) === key(place) ? [n] : []));
    if (same[0] !== at) return '';
    return same.map((n) => POINT_NAMES[OPERATING_POINTS[n] ?? 'balanced']).join(', ');
  });
}

function operatingPoints({ points }: ValidationReport): string {
  return `<h2>Operating points</h2>${tableOf(
    'any, studies: counts and Wilson’s 95 % intervals',
    ['point', 'threshold', 'sensitivity', 'specificity'],
    OPERATING_POINTS.map((point) => {
      const { threshold, sensitivity, specificity } = points[point];
      return [POINT_NAMES[point], shown(threshold), counted(sensitivity), counted(specificity)];
    }),
  )}`;
}

function labelTable(
  caption: string,
  figures: Readonly<Record<Label, LabelFigures>> | null,
): string {
  if (figures === null) return '';
  const known = LABELS.filter((label) => figures[label].n > 0);
  return `<h2>${escaped(caption)}</h2><p class="hint">95 % intervals by drawing patients anew; none where a class has fewer than two patients.</p>${tableOf(
    'Each label at its own number',
    ['label', 'n', 'positive', 'patients', 'AUC', 'interval', 'average precision', 'ECE'],
    known.map((label) => {
      const { n, positives, positivePatients, auc, ci, ap, ece } = figures[label];
      const counts = [String(n), String(positives), String(positivePatients)];
      return [label, ...counts, shown(auc), drawnRange(ci), shown(ap), shown(ece)];
    }),
  )}`;
}

function subgroups({ subgroups: groups }: ValidationReport): string {
  const row = ({ group, n, positives, auc, ci, sensitivity, specificity }: SubgroupRow) => [
    group,
    String(n),
    String(positives),
    shown(auc),
    drawnRange(ci),
    counted(sensitivity),
    counted(specificity),
  ];
  const head = ['n', 'positive', 'AUC', 'interval', 'sensitivity', 'specificity'];
  return `<h2>Subgroups</h2><p class="hint">any, studies, at the balanced point. Many small groups: some differ by chance alone.</p>${(
    ['scanner', 'thickness', 'kernel', 'age'] as const
  )
    .map((dimension) =>
      tableOf(DIMENSION_NAMES[dimension], ['group', ...head], groups[dimension].map(row)),
    )
    .join('')}`;
}

function power({ power: { halfWidth, sensitivity, specificity, auc } }: ValidationReport): string {
  const half = (value: number | null) => (value === null ? NONE : `± ${shown(value, 2)}`);
  const needed = (value: number | null, of: string) => (value === null ? NONE : `${value} ${of}`);
  return `<h2>Power</h2>${tableOf(
    `How sure the figures are, and what would make them sure to ± ${shown(halfWidth, 2)}`,
    ['figure', 'now', 'needed'],
    [
      [
        'sensitivity, balanced',
        half(sensitivity.now),
        needed(sensitivity.positivesNeeded, 'studies with hemorrhage'),
      ],
      [
        'specificity, balanced',
        half(specificity.now),
        needed(specificity.negativesNeeded, 'studies without'),
      ],
      ['AUC', half(auc.now), needed(auc.studiesNeeded, 'studies with as large a part bleeding')],
    ],
  )}<p class="hint">As far as the true values are those found here.</p>`;
}

function notAnalyzed(report: ValidationReport): string {
  const { studies: n, labels, slicesNotAnalyzed, notAnalyzed: rows } = report;
  const words = [
    `${n.given} studies were given, ${n.labeled} of them labeled and ${n.unlabeled} not. Of the labels’ ${labels.names} names ${labels.unmatched} are nobody’s here.`,
    labels.level === 'slice'
      ? `${countOf(slicesNotAnalyzed.n, 'labeled slice')} of judged studies not analyzed, ${slicesNotAnalyzed.positives} positive.`
      : '',
  ].filter((text) => text !== '');
  const table =
    rows.length === 0
      ? '<p>Every labeled study has a result.</p>'
      : tableOf(
          'Labeled studies that no figure counts',
          ['reason', 'studies', 'with hemorrhage'],
          rows.map(({ code, n: count, positives }) => [code, String(count), String(positives)]),
        );
  return `<h2>What was not judged</h2>${words.map((text) => `<p>${escaped(text)}</p>`).join('')}${table}`;
}

function provenance({ model, figures, seed }: ValidationReport): string {
  const untrained =
    model.status !== 'untrained'
      ? ''
      : `<p><strong>The model is ${escaped(model.status)}: these figures mean nothing.</strong></p>`;
  return `<h2>How it was made</h2>${untrained}<p>${escaped(
    `Package ${model.id}, SHA-256 ${model.hash}. Flagged by ${model.flaggedBy === 'any' ? 'any alone' : 'any or a type'}. ${figures.n.bootstrapRounds} bootstrap rounds, seed ${seed}.`,
  )}</p><p class="hint">No name, number, date or file of a patient or study is in this report.</p>`;
}
