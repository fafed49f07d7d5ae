import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { doubtOf } from '#triage';
import {
  type ImageFrame,
  type PlaneKind,
  type Probe,
  scaleBar,
  type ViewInfo,
  type Viewport,
  type VolumePlanes,
} from '#viewport';
import { useApp, useStore } from '../app-context.ts';
import { classes } from '../parts/classes.ts';
import corners from './corner-texts.module.css';
import { Letters } from './corner-texts.tsx';
import css from './plane-pane.module.css';
import { PositionLines } from './position-lines.tsx';
import stage from './stage.module.css';
import type { Planes } from './use-planes.ts';
import { windowName } from './window-keys.ts';

/** The wheel and the slider move a plane by so many mm. */
const STEP_MM = 1;
const LONGEST_BAR = 90;
const NAMES = { coronal: 'Coronal', sagittal: 'Sagittal' } as const;
const AXES = { coronal: 'y', sagittal: 'x' } as const;

type View = ReturnType<Viewport['openPlane']>;

/** One computed plane: it says always that it is interpolated. */
export function PlanePane(props: {
  readonly kind: PlaneKind;
  readonly planes: VolumePlanes;
  readonly at: Planes;
  /** Of the axial image, by its place in the series. */
  readonly slice: number;
  readonly viewport: Viewport | null;
  readonly info: ViewInfo;
}) {
  const { kind, planes, at, slice, viewport, info } = props;
  const app = useApp();
  const overlays = useStore(app.reading, (state) => state.overlays);
  const place = at.cuts[kind];
  const plane = useMemo(() => planes.cut(kind, place), [planes, kind, place]);
  const host = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View | null>(null);
  const [{ frame, mmPerPixel }, setFrame] = useState<{
    readonly frame: ImageFrame | null;
    readonly mmPerPixel: number | null;
  }>({ frame: null, mmPerPixel: null });
  const [probe, setProbe] = useState<Probe | null>(null);
  const onScroll = useEffectEvent((steps: number) => at.move(kind, place + steps * STEP_MM));
  const onPick = useEffectEvent((point: { readonly x: number; readonly y: number }) =>
    at.pick(kind, point),
  );
  useEffect(() => {
    if (viewport === null || host.current === null) return;
    const made = viewport.openPlane(host.current, {
      onFrame: (next, mm) => setFrame({ frame: next, mmPerPixel: mm }),
      onProbe: setProbe,
      onScroll: (steps) => onScroll(steps),
      onPick: (point) => onPick(point),
      onMaximize: () => app.toggle('maximized'),
    });
    setView(made);
    return () => {
      made.remove();
      setView(null);
    };
  }, [viewport, app]);
  useLayoutEffect(() => view?.show(plane.image), [view, plane]); // In the frame of its lines and texts.

  const lines = planes.lines(kind, at.cuts, slice);
  const { width, center, name } = info.panes[0]?.window ?? info.view.window;
  const words = `${windowName(name)} W ${width} C ${center}`;
  const where = `${AXES[kind]} ${Math.round(place) + 0} mm`; // + 0: no -0.
  const { from, to } = planes.range(kind);
  const bar = scaleBar(mmPerPixel, LONGEST_BAR);
  return (
    <div className={classes(stage.image, css.plane)} data-of={kind} data-testid={`plane-${kind}`}>
      <div
        ref={host}
        className={stage.viewportHost}
        role="img"
        aria-label={`${NAMES[kind]} plane at ${where}, interpolated from ${planes.volume.stack.slices.length} slices, ${words}`}
      />
      <PositionLines lines={lines} frame={frame} />
      <div className={css.head}>
        <span className={css.name}>{NAMES[kind]}</span>
        <span className={css.badge} data-testid="interpolated">
          Interpolated
        </span>
        <Bridged planes={planes} />
      </div>
      <input
        className={css.slider}
        type="range"
        aria-label={`${NAMES[kind]} plane`}
        aria-valuetext={where}
        min={Math.ceil(from)}
        max={Math.floor(to)}
        step={STEP_MM}
        value={Math.round(place)}
        onChange={({ target }) => at.move(kind, target.valueAsNumber)}
      />
      {overlays ? (
        <div className={corners.corners} aria-hidden="true">
          <div className={classes(corners.corner, corners.bottom, corners.left, stage.sideText)}>
            {probe === null ? null : <span>{probe.hu} HU</span>}
          </div>
          <div className={classes(corners.corner, corners.bottom, corners.right, css.where)}>
            <span data-testid={`place-${kind}`}>{where}</span>
          </div>
          {plane.letters === null ? null : <Letters letters={plane.letters} />}
          {bar === null ? null : (
            <span className={corners.scaleBar} style={{ width: bar.length }}>
              {bar.mm} mm
            </span>
          )}
        </div>
      ) : null}
    </div>
  );
}

/** What of the volume was not scanned. */
function Bridged({ planes }: { readonly planes: VolumePlanes }) {
  const { stack, missing, notes } = planes.volume;
  const doubts = new Set(notes.flatMap(({ code }) => doubtOf(code)?.onImage ?? []));
  const largest = Math.max(0, ...stack.bridged.map(({ mm }) => mm));
  return (
    <>
      {stack.bridged.length === 0 ? null : (
        <span className={css.badge}>Gaps to {largest.toFixed(0)} mm bridged</span>
      )}
      {[...doubts].map((doubt) => (
        <span key={doubt} className={css.badge}>
          A slice: {doubt}
        </span>
      ))}
      {missing.length === 0 ? null : (
        <span className={css.badge}>
          Without slice {missing.map((index) => index + 1).join(', ')}
        </span>
      )}
    </>
  );
}
