import { type ImageFrame, onScreen, type Point, type PositionLine } from '#viewport';
import css from './position-lines.module.css';

/** What the lines leave free round the place where they meet, in CSS pixels: there is what one looks at. */
const FREE = 16;

type Ends = { readonly from: Point; readonly to: Point };

/** Where the other planes cut an image. */
export function PositionLines({
  lines,
  frame,
}: {
  readonly lines: readonly PositionLine[];
  readonly frame: ImageFrame | null;
}) {
  if (frame === null || lines.length === 0) return null;
  const drawn = lines.map(({ of, line }) => ({
    of,
    from: onScreen(frame, line.from),
    to: onScreen(frame, line.to),
  }));
  const [one, other] = drawn;
  const meeting = one === undefined || other === undefined ? null : crossing(one, other);
  return (
    <svg className={css.lines} data-testid="position-lines" data-over aria-hidden="true">
      {drawn.map((line) => (
        <path key={line.of} data-of={line.of} d={pathOf(line, meeting)} />
      ))}
    </svg>
  );
}

/** Where two lines meet; null where they are parallel. */
function crossing(a: Ends, b: Ends): Point | null {
  const [ax, ay] = [a.to.x - a.from.x, a.to.y - a.from.y];
  const [bx, by] = [b.to.x - b.from.x, b.to.y - b.from.y];
  const area = ax * by - ay * bx;
  if (Math.abs(area) < 1e-6) return null;
  const far = ((b.from.x - a.from.x) * by - (b.from.y - a.from.y) * bx) / area;
  return { x: a.from.x + far * ax, y: a.from.y + far * ay };
}

function pathOf({ from, to }: Ends, meeting: Point | null): string {
  const long = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const along = { x: (to.x - from.x) / long, y: (to.y - from.y) / long };
  const at = (far: number): string => `${from.x + far * along.x} ${from.y + far * along.y}`;
  if (meeting === null) return `M${at(0)}L${at(long)}`;
  const met = (meeting.x - from.x) * along.x + (meeting.y - from.y) * along.y;
  const [before, after] = [met - FREE, met + FREE];
  return [
    before > 0 ? `M${at(0)}L${at(Math.min(before, long))}` : '',
    after < long ? `M${at(Math.max(after, 0))}L${at(long)}` : '',
  ].join('');
}
