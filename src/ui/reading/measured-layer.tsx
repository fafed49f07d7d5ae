import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import type { SliceHeader } from '#dicom';
import type { KindId } from '#measure';
import { type ImageFrame, onScreen, type Point } from '#viewport';
import css from './measured-layer.module.css';
import { type Marked, measurementMarks } from './measurement-marks.ts';
import { type Box, type Placed, placeLabels } from './place-labels.ts';
import type { Measuring } from './use-measuring.ts';

/** Half the size of the cross hair, and the gap in its middle, in CSS pixels. */
const HAIR = 14;
const GAP = 4;
const LINE_HEIGHT = 15;
/** What words keep from the edge of the image. */
const EDGE = 4;

/** What was measured on the slice, over its image. */
export function MeasuredLayer({
  measuring: { here, growing, crosshair, said },
  frame,
  header,
  silent = false,
  whose,
}: {
  readonly measuring: Pick<Measuring, 'here' | 'growing' | 'crosshair' | 'said'>;
  readonly frame: ImageFrame | null;
  readonly header: SliceHeader | undefined;
  /** Another image tells of the same measurements, and of what to heed: here are their numbers alone. */
  readonly silent?: boolean;
  /** Another study than the open one: what is said begins with it, and no picture of the open one has its lines. */
  readonly whose?: string;
}) {
  const all: readonly { readonly key: string; readonly marked: Marked }[] = [
    ...here.map((marked) => ({
      key: String(marked.id),
      marked: silent ? { ...marked, notes: [] } : marked,
    })),
    ...(growing === null ? [] : [{ key: 'growing', marked: growing }]),
  ];
  return (
    <>
      {frame === null || (all.length === 0 && crosshair === null) ? null : (
        <Surface isOpenStudys={whose === undefined}>
          {(room) => (
            <>
              <AllMarked all={all} frame={frame} header={header} room={room} />
              {crosshair === null ? null : <CrossHair {...onScreen(frame, crosshair)} />}
            </>
          )}
        </Surface>
      )}
      {silent ? null : (
        <span className="visually-hidden" role="status" data-testid="measured-said">
          {whose === undefined || said === '' ? said : `${whose}: ${said}`}
        </span>
      )}
    </>
  );
}

/** What is drawn on, and how large it is; null before that is known. */
function Surface({
  isOpenStudys,
  children,
}: {
  readonly isOpenStudys: boolean;
  readonly children: (room: Box | null) => ReactNode;
}) {
  const svg = useRef<SVGSVGElement>(null);
  const [room, setRoom] = useState<Box | null>(null);
  useLayoutEffect(() => {
    const surface = svg.current;
    if (surface === null) return;
    const observer = new ResizeObserver(() => {
      const { width, height } = surface.getBoundingClientRect();
      setRoom({ left: EDGE, top: EDGE, right: width - EDGE, bottom: height - EDGE });
    });
    observer.observe(surface);
    return () => observer.disconnect();
  }, []);
  return (
    <svg
      ref={svg}
      className={css.measured}
      data-testid="measured"
      data-over={isOpenStudys ? true : undefined}
      aria-hidden="true"
    >
      {children(room)}
    </svg>
  );
}

function AllMarked(props: {
  readonly all: readonly { readonly key: string; readonly marked: Marked }[];
  readonly frame: ImageFrame;
  readonly header: SliceHeader | undefined;
  readonly room: Box | null;
}) {
  const { all, frame, header, room } = props;
  const marks = all.map(({ key, marked }) => ({
    key,
    kind: marked.kind,
    ...measurementMarks(marked, frame, {
      spacing: header?.pixelSpacing ?? null,
      columns: header?.columns ?? 0,
      rows: header?.rows ?? 0,
    }),
  }));
  const said = marks.flatMap(({ key, text }) => (text === null ? [] : [{ key, ...text }]));
  const places = placeLabels(
    said.map(({ sides, lines }) => ({
      sides,
      width: Math.max(...lines.map(textWidth)),
      height: lines.length * LINE_HEIGHT,
    })),
    room,
  );
  const placeOf = new Map(said.map(({ key }, at) => [key, places[at]]));
  return (
    <>
      {marks.map(({ key, kind, lines }) => (
        <Lines key={key} kind={kind} lines={lines} leader={placeOf.get(key)?.leader ?? null} />
      ))}
      {/* Over the lines of all: none strikes a number out. */}
      {marks.map(({ key, text }) => (
        <Words key={key} words={text?.lines ?? []} place={placeOf.get(key)} />
      ))}
    </>
  );
}

function Lines(props: {
  readonly kind: KindId;
  readonly lines: readonly (readonly Point[])[];
  readonly leader: Placed['leader'];
}) {
  const { kind, lines, leader } = props;
  const path = pathOf(lines);
  return (
    <g data-kind={kind}>
      <path className={css.halo} d={path} />
      <path d={path} />
      {leader === null ? null : <path className={css.leader} d={pathOf([leader])} />}
    </g>
  );
}

function Words(props: { readonly words: readonly string[]; readonly place: Placed | undefined }) {
  const { words, place } = props;
  if (place === undefined) return null;
  const above = (words.length - 1) / 2;
  return (
    <text x={place.at.x} y={place.at.y} textAnchor={place.anchor} dominantBaseline="middle">
      {words.map((line, at) => (
        <tspan key={line} x={place.at.x} y={place.at.y + (at - above) * LINE_HEIGHT}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

const pathOf = (lines: readonly (readonly Point[])[]): string =>
  lines
    .map((line) => line.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join(''))
    .join('');

/** How wide words are on the image, in CSS pixels: by the font that the styles give them. */
function textWidth(words: string): number {
  ruler ??= document.createElement('canvas').getContext('2d');
  if (ruler === null) return 7 * words.length;
  ruler.font = `600 12px ${getComputedStyle(document.body).fontFamily}`;
  return ruler.measureText(words).width;
}

let ruler: CanvasRenderingContext2D | null = null;

function CrossHair({ x, y }: { readonly x: number; readonly y: number }) {
  const path = `M${x - HAIR} ${y}H${x - GAP}M${x + GAP} ${y}H${x + HAIR}M${x} ${y - HAIR}V${y - GAP}M${x} ${y + GAP}V${y + HAIR}`;
  return (
    <g data-testid="cross-hair" data-passing>
      <path className={css.halo} d={path} />
      <path d={path} />
    </g>
  );
}
