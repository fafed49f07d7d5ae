import { escapedHtml as escaped } from '#base';
import { figures } from '#texts';

type Point = readonly [x: number, y: number];

/** A square plot with both axes from 0 to 1. Its colors are the page's. */
export interface SquarePlot {
  readonly title: string;
  /** What it shows in words, for those who can't see it. */
  readonly described: string;
  readonly xName: string;
  readonly yName: string;
  readonly lines: readonly {
    readonly points: readonly Point[];
    readonly kind: 'line' | 'dots';
    /** Beside each dot. */
    readonly names?: readonly string[];
  }[];
}

const SIDE = 260;
const LEFT = 46;
const TOP = 14;

const x = (value: number): string => (LEFT + value * SIDE).toFixed(1);
const y = (value: number): string => (TOP + (1 - value) * SIDE).toFixed(1);
const path = (points: readonly Point[]): string =>
  points.map(([px, py], at) => `${at === 0 ? 'M' : 'L'}${x(px)} ${y(py)}`).join('');

/** The plot as SVG in a figure. */
export function squarePlot({ title, described, xName, yName, lines }: SquarePlot): string {
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].map(
    (tick) =>
      `<path class="grid" d="M${x(tick)} ${y(0)}V${y(1)}M${x(0)} ${y(tick)}H${x(1)}"/>` +
      `<text x="${x(tick)}" y="${TOP + SIDE + 16}" text-anchor="middle">${figures(tick)}</text>` +
      `<text x="${LEFT - 6}" y="${(Number(y(tick)) + 4).toFixed(1)}" text-anchor="end">${figures(tick)}</text>`,
  );
  const drawn = lines.map(({ points, kind, names }) => {
    if (kind === 'line') return `<path class="curve" d="${path(points)}"/>`;
    return points
      .map(([px, py], at) => {
        const name = names?.[at] ?? '';
        // Below and beside: a curve rises to the left of its points. Above where the axis is.
        const down = py < 0.06 ? -7 : 15;
        const label =
          name === ''
            ? ''
            : `<text class="name" text-anchor="${px > 0.6 ? 'end' : 'start'}" x="${(LEFT + px * SIDE + (px > 0.6 ? -4 : 8)).toFixed(1)}" y="${(Number(y(py)) + down).toFixed(1)}">${escaped(name)}</text>`;
        return `<circle class="dot" cx="${x(px)}" cy="${y(py)}" r="4"/>${label}`;
      })
      .join('');
  });
  return `<figure><figcaption>${escaped(title)}</figcaption><svg viewBox="0 0 340 322" role="img" aria-label="${escaped(described)}">${ticks.join('')}<path class="guide" d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}"/>${drawn.join('')}<text x="${x(0.5)}" y="${TOP + SIDE + 36}" text-anchor="middle">${escaped(xName)}</text><text transform="translate(12 ${y(0.5)}) rotate(-90)" text-anchor="middle">${escaped(yName)}</text></svg></figure>`;
}
