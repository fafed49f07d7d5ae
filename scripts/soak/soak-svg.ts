import type { Soaked } from './judge.ts';

const [WIDTH, HEIGHT] = [900, 360];
const [LEFT, RIGHT, TOP, BOTTOM] = [70, 20, 60, 40];

/** By the reader's system, on a page of its own and within another. */
const COLORS = {
  back: 'light-dark(#fff, #14171a)',
  text: 'light-dark(#24292f, #e6e9ec)',
  grid: 'light-dark(#e3e8ec, #2b323a)',
  memory: 'light-dark(#2c7a7b, #63c7c8)',
  limit: 'light-dark(#cf222e, #ff8189)',
};

/** Draws memory over studies, with what may not be passed. */
export function soakSvg({ kind, samples, verdict, slices }: Soaked): string {
  const last = Math.max(1, ...samples.map(({ studies }) => studies));
  const limit = verdict.from.mebibytes * 1.2;
  const most = Math.max(limit, ...samples.map(({ mebibytes }) => mebibytes)) * 1.1;
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
    `<text x="10" y="40">${verdict.text}</text>`,
    ...ticks,
    `<line x1="${x(verdict.from.studies)}" x2="${x(last)}" y1="${y(limit)}" y2="${y(limit)}" stroke-dasharray="4 3" style="stroke: ${COLORS.limit}"/>`,
    `<polyline points="${line}" fill="none" stroke-width="2" style="stroke: ${COLORS.memory}"/>`,
    ...dots,
    '</svg>\n',
  ].join('\n');
}
