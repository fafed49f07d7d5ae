import type { CompareRow, RowFigure } from './row.ts';

const [WIDTH, HEIGHT] = [860, 460];
const [LEFT, RIGHT, TOP, BOTTOM] = [64, 190, 46, 58];
/** Okabe and Ito's colors. */
const [HOME, ABROAD] = ['#0072b2', '#d55e00'];
const LOWEST_AUC = 0.4;

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (char) => `&#${char.codePointAt(0) ?? 32};`);

interface Scale {
  readonly x: (ms: number) => number;
  readonly y: (auc: number) => number;
  readonly decades: readonly number[];
}

function scaleOf(rows: readonly CompareRow[]): Scale {
  const times = rows.map(({ msPerSlice }) => Math.log10(Math.max(1e-3, msPerSlice)));
  const from = Math.floor(Math.min(0, ...times));
  const to = Math.ceil(Math.max(1, ...times));
  const plotWidth = WIDTH - LEFT - RIGHT;
  const plotHeight = HEIGHT - TOP - BOTTOM;
  return {
    x: (ms) => LEFT + ((Math.log10(Math.max(1e-3, ms)) - from) / (to - from)) * plotWidth,
    y: (auc) =>
      TOP + ((1 - Math.min(1, Math.max(LOWEST_AUC, auc))) / (1 - LOWEST_AUC)) * plotHeight,
    decades: Array.from({ length: to - from + 1 }, (_, at) => 10 ** (from + at)),
  };
}

function axes({ x, y, decades }: Scale): string {
  const bottom = HEIGHT - BOTTOM;
  const right = WIDTH - RIGHT;
  const across = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1].map(
    (auc) =>
      `<path d="M${LEFT} ${y(auc)}H${right}" stroke="${auc === 0.5 ? '#999' : '#ddd'}"/><text x="${LEFT - 8}" y="${y(auc) + 4}" text-anchor="end">${auc}</text>`,
  );
  const up = decades.map(
    (ms) =>
      `<path d="M${x(ms)} ${TOP}V${bottom}" stroke="#ddd"/><text x="${x(ms)}" y="${bottom + 18}" text-anchor="middle">${ms}</text>`,
  );
  const middle = (LEFT + right) / 2;
  return `${across.join('')}${up.join('')}<text x="${middle}" y="${bottom + 40}" text-anchor="middle">ms a slice, without reading it (logarithmic)</text><text transform="translate(18 ${(TOP + bottom) / 2}) rotate(-90)" text-anchor="middle">AUC of any hemorrhage, slices</text>`;
}

/** A point with its interval; a filled circle at home, an open one abroad. */
function mark(scale: Scale, ms: number, figure: RowFigure | undefined, home: boolean): string {
  if (figure === undefined || figure.auc === null) return '';
  const x = scale.x(ms) + (home ? -4 : 4);
  const color = home ? HOME : ABROAD;
  const whisker =
    figure.ci === null
      ? ''
      : `<path d="M${x} ${scale.y(figure.ci[0])}V${scale.y(figure.ci[1])}" stroke="${color}" stroke-width="1.5"/>`;
  return `${whisker}<circle cx="${x}" cy="${scale.y(figure.auc)}" r="5" stroke="${color}" stroke-width="2" fill="${home ? color : '#fff'}"/>`;
}

/** Label lines that would run into each other move apart, the highest first. */
function spread(places: readonly number[], least: number): readonly number[] {
  const out: number[] = [];
  for (const [index, place] of places.entries()) {
    out.push(index === 0 ? place : Math.max(place, (out[index - 1] ?? 0) + least));
  }
  return out;
}

function names(scale: Scale, rows: readonly CompareRow[]): string {
  const placed = rows
    .map((row) => ({ row, at: row.home?.any?.auc ?? row.abroad?.any?.auc ?? null }))
    .flatMap(({ row, at }) => (at === null ? [] : [{ row, y: scale.y(at) }]))
    .sort((a, b) => a.y - b.y);
  const right = WIDTH - RIGHT;
  const places = spread(
    placed.map(({ y }) => y),
    17,
  );
  return placed
    .map(({ row, y }, index) => {
      const at = places[index] ?? y;
      return `<path d="M${scale.x(row.msPerSlice) + 4} ${y}L${right + 4} ${at}" stroke="#bbb" stroke-dasharray="2 3" fill="none"/><text x="${right + 8}" y="${at + 4}">${escaped(row.id)}</text>`;
    })
    .join('');
}

/** Accuracy against cost, all rows, as an SVG. */
export function comparisonPlot(rows: readonly CompareRow[]): string {
  const scale = scaleOf(rows);
  const marks = rows.map(
    ({ msPerSlice, home, abroad }) =>
      mark(scale, msPerSlice, home?.any, true) + mark(scale, msPerSlice, abroad?.any, false),
  );
  const legend = `<circle cx="${LEFT + 6}" cy="30" r="5" fill="${HOME}"/><text x="${LEFT + 16}" y="34">at home, out of fold</text><circle cx="${LEFT + 166}" cy="30" r="5" fill="#fff" stroke="${ABROAD}" stroke-width="2"/><text x="${LEFT + 176}" y="34">abroad</text><text x="${LEFT + 236}" y="34" fill="#57606a">bars: 95 %, patients drawn; the line at .5 is chance</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="sans-serif" font-size="13" fill="#24292f"><rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>${legend}${axes(scale)}${names(scale, rows)}${marks.join('')}</svg>\n`;
}
