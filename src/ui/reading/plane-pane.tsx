import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { figures, fixed, t, told } from '#texts';
import {
  followPlanes,
  type ImageFrame,
  type Plane,
  type PlaneKind,
  type Probe,
  type ViewInfo,
  type Viewport,
  type VolumePlanes,
} from '#viewport';
import { useApp } from '../app-context.ts';
import { classes } from '../parts/classes.ts';
import corners from './corner-texts.module.css';
import { Letters, OnImage } from './corner-texts.tsx';
import { doubtsOnImage } from './doubts-on-image.ts';
import css from './plane-pane.module.css';
import { PositionLines } from './position-lines.tsx';
import { ScaleBar } from './scale-bar.tsx';
import stage from './stage.module.css';
import type { Planes } from './use-planes.ts';
import { windowText } from './window-keys.ts';

/** The wheel and the slider move a plane by so many mm. */
const STEP_MM = 1;
const NAMES = {
  get coronal() {
    return t('Coronal');
  },
  get sagittal() {
    return t('Sagittal');
  },
} as const;
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
  const place = at.cuts[kind];
  const plane = usePlane(planes, kind, place, at.failed);
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
  const image = plane?.image ?? null;
  useLayoutEffect(() => view?.show(image), [view, image]); // In the frame of its lines and texts.

  const lines =
    plane === null ? [] : planes.lines(kind, { ...at.cuts, [kind]: plane.place }, slice);
  const words = windowText(info.panes[0]?.window ?? info.view.window);
  const where = placeText(kind, plane?.place ?? place);
  const alternative = t('plane at {where}, interpolated from {count} slices, {words}', {
    where,
    count: planes.volume.stack.slices.length,
    words,
  });
  const { from, to } = planes.range(kind);
  return (
    <div className={classes(stage.image, css.plane)} data-of={kind} data-testid={`plane-${kind}`}>
      <div
        ref={host}
        className={stage.viewportHost}
        role="img"
        aria-label={`${NAMES[kind]} ${plane === null ? t('plane, not there yet') : alternative}`}
      />
      <PositionLines lines={lines} frame={frame} />
      <div className={css.head}>
        <span className={css.name}>{NAMES[kind]}</span>
        <span className={corners.onImage} data-testid="interpolated">
          {t('Interpolated')}
        </span>
        <Bridged planes={planes} />
      </div>
      <input
        className={css.slider}
        type="range"
        aria-label={t('{plane} plane', { plane: NAMES[kind] })}
        aria-valuetext={placeText(kind, place)}
        min={Math.ceil(from)}
        max={Math.floor(to)}
        step={STEP_MM}
        value={Math.round(place)}
        onChange={({ target }) => at.move(kind, target.valueAsNumber)}
      />
      <OnImage
        texts={
          <>
            <div
              className={classes(
                corners.corner,
                corners.bottom,
                corners.left,
                stage.sideText,
                css.value,
              )}
            >
              {probe === null ? null : <span>{`${figures(probe.hu)} HU`}</span>}
            </div>
            <div className={classes(corners.corner, corners.bottom, corners.right, css.where)}>
              {plane === null ? null : <span data-testid={`place-${kind}`}>{where}</span>}
            </div>
          </>
        }
        burned={
          <>
            {plane === null || plane.letters === null ? null : <Letters letters={plane.letters} />}
            <ScaleBar mmPerPixel={mmPerPixel} />
          </>
        }
      />
    </div>
  );
}

const placeText = (kind: PlaneKind, place: number): string => `${AXES[kind]} ${fixed(place, 0)} mm`;

/** The plane at a place, once it is computed; until then the one before, of these planes and no others. */
function usePlane(
  planes: VolumePlanes,
  kind: PlaneKind,
  place: number,
  onFailed: (error: unknown) => void,
): Plane | null {
  const [drawn, setDrawn] = useState<{ readonly of: VolumePlanes; readonly plane: Plane } | null>(
    null,
  );
  const [follower, setFollower] = useState<ReturnType<typeof followPlanes> | null>(null);
  const failed = useEffectEvent(onFailed);
  useEffect(() => {
    const made = followPlanes(planes, kind, {
      drawn: (plane) => setDrawn({ of: planes, plane }),
      failed: (error) => failed(error),
    });
    setFollower(made);
    return () => made.stop();
  }, [planes, kind]);
  useLayoutEffect(() => follower?.want(place), [follower, place]); // In this frame, not after it.
  return drawn?.of === planes ? drawn.plane : null;
}

/** What of the volume was not scanned. */
function Bridged({ planes }: { readonly planes: VolumePlanes }) {
  const { stack, missing, notes } = planes.volume;
  const largest = Math.max(0, ...stack.bridged.map(({ mm }) => mm));
  return (
    <>
      {stack.bridged.length === 0 ? null : (
        <span className={corners.onImage}>
          {t('Gaps to {mm} mm bridged', { mm: largest.toFixed(0) })}
        </span>
      )}
      {doubtsOnImage(notes).map((doubt) => (
        <span key={doubt} className={corners.onImage}>
          {t('A slice: {doubt}', { doubt: told(doubt) })}
        </span>
      ))}
      {missing.length === 0 ? null : (
        <span className={corners.onImage}>
          {t('Without slice {slices}', { slices: missing.map((index) => index + 1).join(', ') })}
        </span>
      )}
    </>
  );
}
