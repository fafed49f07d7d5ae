import { HEMORRHAGE_TYPES, LABEL_ABBREVIATIONS, type Label } from '#base';
import type { CompareRow, RowFigure, RowFigures } from './row.ts';

/** .945 as radiology writes it: without the zero. */
const decimal = (value: number) => value.toFixed(3).replace(/^0/, '');

function withInterval(figure: RowFigure | undefined): string {
  if (figure === undefined || figure.auc === null) return '-';
  const { auc, ci } = figure;
  return ci === null ? decimal(auc) : `${decimal(auc)} (${decimal(ci[0])}-${decimal(ci[1])})`;
}

const area = (figures: RowFigures | null, label: Label) => {
  const auc = figures?.[label]?.auc;
  return auc === undefined || auc === null ? '-' : decimal(auc);
};

/** Bytes for people. */
function size(bytes: number): string {
  if (bytes === 0) return '0';
  return bytes < 1e5 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(2)} MB`;
}

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

function countsOf(rows: readonly CompareRow[], side: 'home' | 'abroad'): string {
  const any = rows.map((row) => row[side]?.any).find((figure) => figure !== undefined);
  return any === undefined ? '' : ` (n = ${any.n}, ${any.positives} positive)`;
}

/** Positives of each type, where any row tells them. */
function typeHead(rows: readonly CompareRow[], side: 'home' | 'abroad'): readonly string[] {
  return HEMORRHAGE_TYPES.map((label) => {
    const figure = rows.map((row) => row[side]?.[label]).find((found) => found !== undefined);
    const count = figure === undefined ? '' : ` (${figure.positives})`;
    return `${LABEL_ABBREVIATIONS[label]} ${side}${count}`;
  });
}

/** The comparison as Markdown: cost and `any`, then types, then what each row is. */
export function comparisonTable(rows: readonly CompareRow[]): string {
  const head = [
    'system',
    'width',
    'px',
    'numbers learned',
    'slices seen',
    'weights and graph',
    'GFLOP',
    'ms a slice',
    `any at home${countsOf(rows, 'home')}`,
    `any abroad${countsOf(rows, 'abroad')}`,
  ];
  const cost = rows.map((row) => [
    `**${row.id}**${row.asPublished ? '' : ' ¹'}`,
    row.width === null ? '-' : String(row.width),
    String(row.inputSize),
    row.parameters.toLocaleString('en-US'),
    row.slicesSeen === null ? '-' : row.slicesSeen.toLocaleString('en-US'),
    size(row.bytes),
    row.gflops === null ? '-' : row.gflops.toPrecision(3),
    row.msPerSlice.toPrecision(2),
    withInterval(row.home?.any),
    withInterval(row.abroad?.any),
  ]);
  const types = rows
    .filter(({ home, abroad }) =>
      HEMORRHAGE_TYPES.some((label) => home?.[label] ?? abroad?.[label]),
    )
    .map((row) => [
      `**${row.id}**`,
      ...HEMORRHAGE_TYPES.map((label) => area(row.home, label)),
      ...HEMORRHAGE_TYPES.map((label) => area(row.abroad, label)),
    ]);
  const table = (columns: readonly string[], body: readonly (readonly string[])[]) =>
    [columns, columns.map(() => '---'), ...body].map(line).join('\n');
  return [
    table(head, cost),
    '',
    '¹ not as published: narrowed, at another size, or our own reading of a method that many papers describe.',
    '',
    table(['AUC by type', ...typeHead(rows, 'home'), ...typeHead(rows, 'abroad')], types),
    '',
    ...rows.map(
      ({ id, architecture, note }) =>
        `- **${id}**: ${architecture}. ${note.charAt(0).toUpperCase()}${note.slice(1)}.`,
    ),
  ].join('\n');
}

const BEGIN = '<!-- compare: begin -->';
const END = '<!-- compare: end -->';

/** A page with the table between its two marks replaced; null where the marks are missing. */
export function withTable(page: string, table: string): string | null {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin === -1 || end < begin) return null;
  return `${page.slice(0, begin + BEGIN.length)}\n${table}\n${page.slice(end)}`;
}
