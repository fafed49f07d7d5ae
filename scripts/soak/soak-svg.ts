import { escapedHtml } from '#base';
import { GROWTH, inWords, type Soaked } from './judge.ts';

const [WIDTH, HEIGHT] = [900, 360];
const [LEFT, RIGHT, TOP, BOTTOM] = [70, 20, 100, 40];

/** By the reader's system, on a page of its own and within another. */
const COLORS = {
  back: 'light-dark(#fff, #14171a)',
  text: 'light-dark(#24292f, #e6e9ec)',
  grid: 'light-dark(#e3e8ec, #2b323a)',
  memory: 'light-dark(#2c7a7b, #63c7c8)',
  limit: 'light-dark(#cf222e, #ff8189)',
};

/** A sentence in lines that the drawing has room for: three at most, cut at its semicolons. */
function linesOf(text: string): readonly string[] {
  const lines: string[] = [];
  for (const part of text.split('; ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length < 130)
      lines.splice(-1, 1, `${last}; ${part}`);
    else lines.push(part);
  }
  return lines.slice(0, 4).map((line) => (line.length > 150 ? `${line.slice(0, 149)}…` : line));
}

/** Draws memory over studies, with what may not be passed: of a soak under way, as far as it came. */
export function soakSvg(soaked: Soaked): string {
  const { kind, samples, verdict, slices } = soaked;
  const last = Math.max(1, ...samples.map(({ studies }) => studies));
  const limit = (verdict?.from.mebibytes ?? 0) * GROWTH;
  const most = Math.max(1, limit, ...samples.map(({ mebibytes }) => mebibytes)) * 1.1;
  const x = (studies: number) => (LEFT + ((WIDTH - LEFT - RIGHT) * studies) / last).toFixed(1);
  const y = (mebibytes: number) =>
    (HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * mebibytes) / most).toFixed(1);
  const line = samples.map(({ studies, mebibytes }) => `${x(studies)},${y(mebibytes)}`).join(' ');
  const dots = samples.map(
    ({ studies, mebibytes }) =>
      `<circle cx="${x(studies)}" cy="${y(mebibytes)}" r="3" style="fill: ${COLORS.memory}"/>`,
  );
  const ticks = [0, 0.25, 0.5, 0.75, 1].flatMap((part) => [
    `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(part * most)}" y2="${y(part * most)}" style="stroke: ${COLORS.grid}"/>`,
    `<text x="${x(part * last)}" y="${HEIGHT - 18}" text-anchor="middle">${Math.round(part * last)}</text>`,
    `<text x="${LEFT - 8}" y="${y(part * most)}" dominant-baseline="middle" text-anchor="end">${Math.round(part * most)}</text>`,
  ]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="sans-serif" font-size="12" style="color-scheme: light dark; background: ${COLORS.back}; fill: ${COLORS.text}">`,
    `<title>${kind}: memory over studies</title>`,
    `<text x="10" y="20" font-size="14">${kind}: MiB after so many studies of ${slices} slices</text>`,
    ...linesOf(inWords(soaked)).map(
      (line, at) => `<text x="10" y="${40 + 16 * at}">${escapedHtml(line)}</text>`,
    ),
    ...ticks,
    ...(verdict === null
      ? []
      : [
          `<line x1="${x(verdict.from.studies)}" x2="${x(last)}" y1="${y(limit)}" y2="${y(limit)}" stroke-dasharray="4 3" style="stroke: ${COLORS.limit}"/>`,
        ]),
    `<polyline points="${line}" fill="none" stroke-width="2" style="stroke: ${COLORS.memory}"/>`,
    ...dots,
    '</svg>\n',
  ].join('\n');
}
