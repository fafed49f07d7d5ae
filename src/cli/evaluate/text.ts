import { countOf, LABEL_ABBREVIATIONS, LABELS, type LabelMap } from '#base';
import {
  type Evaluation,
  type LabelFigures,
  type OperatingFigures,
  SIX_CLASSES,
  type SixWayTable,
} from '#evaluation';

const shown = (value: number | null, digits = 3) =>
  value === null || Number.isNaN(value) ? 'n/a' : value.toFixed(digits);
const interval = (ci: readonly [number, number] | null) =>
  ci === null ? 'n/a' : `${ci[0].toFixed(3)}-${ci[1].toFixed(3)}`;

/** Columns of equal width, the first to the left. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  return rows.map((row) => `  ${line(row)}`).join('\n');
}

function discrimination(figures: LabelMap<LabelFigures>): string {
  const head = ['', 'n', 'positive', 'patients+', 'AUC', '95% CI', 'AP', '95% CI', 'ECE'];
  const rows = LABELS.map((label) => {
    const f = figures[label];
    const counts = [f.n, f.positives, f.positivePatients].map(String);
    return [
      LABEL_ABBREVIATIONS[label],
      ...counts,
      shown(f.auc),
      interval(f.ci),
      shown(f.ap),
      interval(f.apCi),
      shown(f.ece),
    ];
  });
  return table([head, ...rows]);
}

function atThresholds(figures: LabelMap<LabelFigures>): string {
  const pair = ({ sensitivity, specificity, threshold }: OperatingFigures) =>
    `${shown(sensitivity, 2)}/${shown(specificity, 2)} @${threshold.toPrecision(2)}`;
  const head = ['', 'high sensitivity', 'balanced', 'high specificity'];
  const rows = LABELS.map((label) => {
    const { operatingPoints: points } = figures[label];
    return [
      LABEL_ABBREVIATIONS[label],
      pair(points.highSensitivity),
      pair(points.balanced),
      pair(points.highSpecificity),
    ];
  });
  return table([head, ...rows]);
}

function perLabel(figures: LabelMap<LabelFigures>): string {
  const rows = LABELS.map((label) => {
    const { positives, accuracy, precision, recall, f1 } = figures[label];
    const values = [accuracy, precision, recall, f1].map((value) => shown(value));
    return [LABEL_ABBREVIATIONS[label], String(positives), ...values];
  });
  return table([['', 'positive', 'accuracy', 'precision', 'recall', 'F1'], ...rows]);
}

const nameOf = (name: (typeof SIX_CLASSES)[number]) =>
  name === 'none' ? 'no ICH' : LABEL_ABBREVIATIONS[name];

function tableThree(six: SixWayTable): string {
  const rows = SIX_CLASSES.map((name) => {
    const { n, accuracy, precision, recall, f1 } = six.perClass[name];
    return [nameOf(name), String(n), ...[accuracy, precision, recall, f1].map((x) => shown(x))];
  });
  const averaged = (name: string, { precision, recall, f1 }: SixWayTable['macro']) => [
    name,
    String(six.n),
    shown(six.accuracy),
    shown(precision),
    shown(recall),
    shown(f1),
  ];
  const micro = { precision: six.accuracy, recall: six.accuracy, f1: six.accuracy };
  return table([
    ['', 'n', 'accuracy', 'precision', 'recall', 'F1'],
    ...rows,
    averaged('macro', six.macro),
    averaged('weighted', six.weighted),
    averaged('micro', micro),
  ]);
}

function tableFour(six: SixWayTable): string {
  const rows = SIX_CLASSES.map((truth, row) => [
    `truth ${nameOf(truth)}`,
    ...SIX_CLASSES.map((_, column) =>
      row === column
        ? `(${six.matrix[row]?.[column] ?? 0})`
        : String(six.matrix[row]?.[column] ?? 0),
    ),
  ]);
  return table([['', ...SIX_CLASSES.map((name) => `as ${nameOf(name)}`)], ...rows]);
}

function level(name: string, n: number, figures: LabelMap<LabelFigures>): readonly string[] {
  return [
    '',
    `${name}: n = ${n}`,
    discrimination(figures),
    '',
    `${name}, at the balanced operating point of each label (one against the rest)`,
    perLabel(figures),
    '',
    `${name}, sensitivity/specificity @threshold`,
    atThresholds(figures),
  ];
}

/** The evaluation for people. `title` says what was evaluated, `notes` what to know about it. */
export function evaluationText(
  title: string,
  notes: readonly string[],
  evaluation: Evaluation,
): string {
  const { n, slice, study, sixWay, logLoss } = evaluation;
  const lines = [
    title,
    ...notes.map((note) => `  ${note}`),
    `  ${countOf(n.slices, 'slice')}, ${countOf(n.studies, 'study', 'studies')}, ${countOf(n.patients, 'patient')}; 95 % intervals: ${n.bootstrapRounds} bootstrap rounds, patients drawn`,
    ...(slice === null ? [] : level('Slices', n.slices, slice)),
    ...(study === null ? [] : level('Studies', n.studies, study)),
  ];
  if (sixWay !== null) {
    lines.push(
      '',
      `Table 3: slices as six exclusive classes, n = ${sixWay.n} (${sixWay.leftOut} with several types left out); F1 = 2PR/(P+R)`,
      tableThree(sixWay),
      '',
      'Table 4: truth against prediction, slices (right ones in brackets)',
      tableFour(sixWay),
    );
  }
  if (logLoss !== null) {
    lines.push(
      '',
      `Weighted log loss (RSNA 2019): ${shown(logLoss, 4)}, n = ${countOf(n.slices, 'slice')}. ECE of any: ${shown(evaluation.ece, 4)}`,
    );
  }
  return lines.join('\n');
}
