/** A picture of one run: a line a study, from the files in the picker to its first guess and its result. */
import type { BenchNotes, Snapshot } from './page/watch-app.d.ts';

const LEFT = 150;
const WIDTH = 900;
const LINE = 22;
const TOP = 44;

type Row = Snapshot['rows'][number];

/** Draws it, in the order of the final ranking. */
export function timelineSvg({ given, snapshots }: BenchNotes): string {
  const end = snapshots.at(-1);
  if (end === undefined) return '<svg xmlns="http://www.w3.org/2000/svg"/>';
  const rows = [...end.rows].sort((a, b) => a.rank - b.rank);
  const total = end.time - given;
  const x = (time: number): number => LEFT + ((WIDTH - LEFT - 20) * (time - given)) / total;
  const when = (key: string, test: (row: Row) => boolean): number =>
    snapshots.find((each) => each.rows.some((row) => row.key === key && test(row)))?.time ??
    end.time;
  const lines = rows.map(({ key, any }, index) => {
    const y = TOP + index * LINE;
    const [seen, placed, done] = [
      when(key, () => true),
      when(key, (row) => row.placed),
      when(key, ({ state }) => !/Queued|Reading|Analyzing/.test(state)),
    ];
    const bar = (from: number, to: number, color: string): string =>
      `<rect x="${x(from).toFixed(1)}" y="${y}" width="${Math.max(1, x(to) - x(from)).toFixed(1)}" height="${LINE - 6}" fill="${color}"/>`;
    return [
      `<text x="${LEFT - 8}" y="${y + 12}" text-anchor="end">${index + 1}: any ${any}</text>`,
      bar(seen, placed, '#d0d7de'),
      bar(placed, done, '#e3a008'),
      bar(done, end.time, '#2c7a7b'),
    ].join('');
  });
  const height = TOP + rows.length * LINE + 30;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => {
    const at = x(given + part * total).toFixed(1);
    return `<line x1="${at}" x2="${at}" y1="${TOP - 6}" y2="${height - 26}" stroke="#57606a" stroke-dasharray="2 3"/><text x="${at}" y="${height - 10}" text-anchor="middle">${((part * total) / 1000).toFixed(1)} s</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="sans-serif" font-size="12" fill="#24292f">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    '<text x="10" y="20" font-size="14">Each study: gray waits for its first guess, amber is ranked by it, teal is done</text>',
    ...ticks,
    ...lines,
    '</svg>\n',
  ].join('\n');
}
