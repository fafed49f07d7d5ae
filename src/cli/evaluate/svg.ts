import { LABEL_ABBREVIATIONS, LABELS, type Label } from '#base';
import {
  auc,
  averagePrecision,
  knownCases,
  precisionRecallCurve,
  rankScores,
  reliabilityBins,
  rocCurve,
  type ScoredCase,
} from '#evaluation';

type Point = readonly [number, number];

interface Line {
  readonly name: string;
  readonly points: readonly Point[];
  readonly dots: boolean;
}

/** Okabe and Ito's colors: told apart without red-green vision. */
const COLORS = ['#000000', '#e69f00', '#56b4e9', '#009e73', '#0072b2', '#d55e00'];
/** A share of fewer cases than these says nothing, and would be read as if it did. */
const LEAST_IN_BIN = 10;
const SIDE = 320;
const LEFT = 52;
const TOP = 34;

const x = (value: number) => (LEFT + value * SIDE).toFixed(1);
const y = (value: number) => (TOP + (1 - value) * SIDE).toFixed(1);

function axes(xName: string, yName: string): string {
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].map(
    (tick) =>
      `<path d="M${x(tick)} ${y(0)}V${y(1)}M${x(0)} ${y(tick)}H${x(1)}" stroke="#ddd"/>` +
      `<text x="${x(tick)}" y="${TOP + SIDE + 16}" text-anchor="middle">${tick}</text>` +
      `<text x="${LEFT - 6}" y="${Number(y(tick)) + 4}" text-anchor="end">${tick}</text>`,
  );
  return `${ticks.join('')}<text x="${x(0.5)}" y="${TOP + SIDE + 34}" text-anchor="middle">${xName}</text><text transform="translate(14 ${y(0.5)}) rotate(-90)" text-anchor="middle">${yName}</text>`;
}

function drawn({ points, dots }: Line, color: string): string {
  if (points.length === 0) return '';
  const path = points.map(([px, py], at) => `${at === 0 ? 'M' : 'L'}${x(px)} ${y(py)}`).join('');
  const marks = dots
    ? points
        .map(([px, py]) => `<circle cx="${x(px)}" cy="${y(py)}" r="3" fill="${color}"/>`)
        .join('')
    : '';
  return `<path d="${path}" fill="none" stroke="${color}" stroke-width="1.8"/>${marks}`;
}

function chart(
  title: string,
  xName: string,
  yName: string,
  lines: readonly Line[],
  diagonal: boolean,
) {
  const legend = lines.map(
    ({ name }, at) =>
      `<text x="${LEFT + SIDE + 12}" y="${TOP + 16 + 18 * at}" fill="${COLORS[at]}">${name}</text>`,
  );
  const guide = diagonal
    ? `<path d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}" stroke="#999" stroke-dasharray="4 4"/>`
    : '';
  const curves = lines.map((line, at) => drawn(line, COLORS[at] ?? '#000'));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 410" width="600" height="410" font-family="sans-serif" font-size="12"><rect width="600" height="410" fill="#fff"/><text x="${LEFT}" y="20" font-size="14" font-weight="bold">${title}</text>${axes(xName, yName)}${guide}${curves.join('')}${legend.join('')}</svg>\n`;
}

const two = (value: number) => (Number.isNaN(value) ? 'n/a' : value.toFixed(3));

function linesOf(
  cases: readonly ScoredCase[],
  line: (
    label: Label,
    known: ReturnType<typeof knownCases>,
  ) => { name: string; points: readonly Point[] },
  dots = false,
): readonly Line[] {
  return LABELS.map((label) => {
    const known = knownCases(cases, label);
    const { name, points } = line(label, known);
    const positives = known.truth.filter(Boolean).length;
    return { name: `${LABEL_ABBREVIATIONS[label]} ${name} (${positives}+)`, points, dots };
  });
}

/** ROC, precision-recall and reliability plots of the cases as SVG files by name; every label with its positives. */
export function evaluationPlots(
  level: 'slices' | 'studies',
  cases: readonly ScoredCase[],
): ReadonlyMap<string, string> {
  const title = (what: string) => `${what}: ${cases.length} ${level}`;
  const roc = linesOf(cases, (_, { scores, truth }) => {
    const ranked = rankScores(scores, truth);
    const points = rocCurve(ranked).map((p): Point => [1 - p.specificity, p.sensitivity]);
    return { name: `AUC ${two(auc(ranked))}`, points };
  });
  const pr = linesOf(cases, (_, { scores, truth }) => {
    const ranked = rankScores(scores, truth);
    const points = precisionRecallCurve(ranked).map((p): Point => [p.recall, p.precision]);
    return { name: `AP ${two(averagePrecision(ranked))}`, points };
  });
  const reliability = linesOf(
    cases,
    (_, { scores, truth }) => ({
      name: '',
      points: reliabilityBins(scores, truth)
        .filter(({ n }) => n >= LEAST_IN_BIN)
        .map((b): Point => [b.meanProbability, b.observed]),
    }),
    true,
  );
  return new Map([
    [`roc-${level}.svg`, chart(title('ROC'), '1 - specificity', 'sensitivity', roc, true)],
    [`pr-${level}.svg`, chart(title('Precision-recall'), 'recall', 'precision', pr, false)],
    [
      `reliability-${level}.svg`,
      chart(
        `${title('Reliability')}, tenths with at least ${LEAST_IN_BIN}`,
        'mean probability',
        'observed share',
        reliability,
        true,
      ),
    ],
  ]);
}
