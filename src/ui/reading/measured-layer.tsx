import type { SliceHeader } from '#dicom';
import type { ImageFrame } from '#viewport';
import { onScreen } from '#viewport';
import css from './measured-layer.module.css';
import { type Marked, measurementMarks } from './measurement-marks.ts';
import type { Measuring } from './use-measuring.ts';

/** Half the size of the cross hair, and the gap in its middle, in CSS pixels. */
const HAIR = 14;
const GAP = 4;
const LINE_HEIGHT = 15;

/** What was measured on the slice, over its image. */
export function MeasuredLayer({
  measuring: { here, growing, crosshair, said },
  frame,
  header,
  silent = false,
}: {
  readonly measuring: Measuring;
  readonly frame: ImageFrame | null;
  readonly header: SliceHeader | undefined;
  /** Another image tells of the same measurements. */
  readonly silent?: boolean;
}) {
  const all: readonly { readonly key: string; readonly marked: Marked }[] = [
    ...here.map((marked) => ({ key: String(marked.id), marked })),
    ...(growing === null ? [] : [{ key: 'growing', marked: growing }]),
  ];
  return (
    <>
      {frame === null || (all.length === 0 && crosshair === null) ? null : (
        <svg className={css.measured} data-testid="measured" aria-hidden="true">
          {all.map(({ key, marked }) => (
            <OneMeasurement key={key} frame={frame} marked={marked} header={header} />
          ))}
          {crosshair === null ? null : <CrossHair {...onScreen(frame, crosshair)} />}
        </svg>
      )}
      {silent ? null : (
        <span className="visually-hidden" role="status" data-testid="measured-said">
          {said}
        </span>
      )}
    </>
  );
}

function OneMeasurement(props: {
  readonly frame: ImageFrame;
  readonly marked: Marked;
  readonly header: SliceHeader | undefined;
}) {
  const { frame, marked, header } = props;
  const { lines, text } = measurementMarks(marked, frame, {
    spacing: header?.pixelSpacing ?? null,
    columns: header?.columns ?? 0,
    rows: header?.rows ?? 0,
  });
  const path = lines
    .map((line) => line.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join(''))
    .join('');
  const above = ((text?.lines.length ?? 1) - 1) / 2;
  return (
    <g data-kind={marked.kind}>
      <path className={css.halo} d={path} />
      <path d={path} />
      {text === null ? null : (
        <text x={text.at.x} y={text.at.y} textAnchor={text.anchor} dominantBaseline="middle">
          {text.lines.map((line, at) => (
            <tspan key={line} x={text.at.x} y={text.at.y + (at - above) * LINE_HEIGHT}>
              {line}
            </tspan>
          ))}
        </text>
      )}
    </g>
  );
}

function CrossHair({ x, y }: { readonly x: number; readonly y: number }) {
  const path = `M${x - HAIR} ${y}H${x - GAP}M${x + GAP} ${y}H${x + HAIR}M${x} ${y - HAIR}V${y - GAP}M${x} ${y + GAP}V${y + HAIR}`;
  return (
    <g data-testid="cross-hair">
      <path className={css.halo} d={path} />
      <path d={path} />
    </g>
  );
}
