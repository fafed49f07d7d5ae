import type { SliceHeader } from '#dicom';
import { type ImageFrame, type ImageLine, lengthOf, lengthText, onScreen } from '#viewport';
import css from './measured-lines.module.css';
import type { Measuring } from './use-measuring.ts';

/** Half the length of the strokes across the ends, and how far the text is from the second one, in CSS pixels. */
const END = 5;
const BESIDE = 10;

/** The lines on the slice with their lengths. */
export function MeasuredLines({
  measuring: { lines, growing },
  frame,
  header,
  silent = false,
}: {
  readonly measuring: Measuring;
  readonly frame: ImageFrame | null;
  readonly header: SliceHeader | undefined;
  /** Another image tells of the same lines. */
  readonly silent?: boolean;
}) {
  const all = growing === null ? lines : [...lines, growing];
  const last = lines.at(-1);
  const spacing = header?.pixelSpacing ?? null;
  return (
    <>
      {frame === null || all.length === 0 ? null : (
        <svg className={css.measured} data-testid="measured" aria-hidden="true">
          {all.map((line, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines are only added, at the end.
            <MeasuredLine key={place} frame={frame} line={line} spacing={spacing} />
          ))}
        </svg>
      )}
      {silent ? null : (
        <span className="visually-hidden" role="status">
          {last === undefined ? '' : `Length ${lengthText(lengthOf(last, spacing))}`}
        </span>
      )}
    </>
  );
}

function MeasuredLine(props: {
  readonly frame: ImageFrame;
  readonly line: ImageLine;
  readonly spacing: SliceHeader['pixelSpacing'];
}) {
  const { frame, line, spacing } = props;
  const [from, to] = [onScreen(frame, line.from), onScreen(frame, line.to)];
  const long = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const across = { x: (-(to.y - from.y) / long) * END, y: ((to.x - from.x) / long) * END };
  const end = ({ x, y }: typeof from) =>
    `M${x - across.x} ${y - across.y}L${x + across.x} ${y + across.y}`;
  const path = `M${from.x} ${from.y}L${to.x} ${to.y}${end(from)}${end(to)}`;
  const leftward = to.x < from.x;
  return (
    <g>
      <path className={css.halo} d={path} />
      <path d={path} />
      <text
        x={to.x + (leftward ? -BESIDE : BESIDE)}
        y={to.y}
        textAnchor={leftward ? 'end' : 'start'}
        dominantBaseline="middle"
      >
        {lengthText(lengthOf(line, spacing))}
      </text>
    </g>
  );
}
