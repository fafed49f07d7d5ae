import type { Image } from 'cornerstone-core';
import type { HeatMap } from './heat-overlay.ts';
import { onScreen, type Point } from './image-frame.ts';
import { createLens, type Lens } from './lens.ts';
import type { Painter } from './painter.ts';
import type { ViewState } from './view-state.ts';

/** What a pane shows, to be magnified. */
export interface Look {
  readonly image: Image;
  readonly view: ViewState;
  readonly heat: readonly HeatMap[];
}

/** A pane that a lens may lie over. */
export interface Lensed {
  readonly host: HTMLElement;
  readonly painter: Painter;
  /** What it shows now; null before the first. */
  readonly look: () => Look | null;
}

/** The magnifier of a viewport: over the pane that the pointer is on, of whichever study, and drawn whenever that is. */
export interface LensFollower {
  /** `at`: where it lies whatever the pointer does, in pixels of the image, as where a cross hair is; null: at the pointer, else in the middle. */
  set(on: boolean, at: Point | null): void;
  /** The pointer is there on a pane, in CSS pixels; null: it left. */
  pointed(pane: Lensed, at: Point | null): void;
  draw(): void;
  /** The pane goes. */
  leave(pane: Lensed): void;
}

/** Off at first. `active`: the pane that it lies over while the pointer is on none, and the one that has the cross hair. */
export function followLens(active: () => Lensed): LensFollower {
  let on = false;
  let place: Point | null = null;
  let pointer: { readonly pane: Lensed; readonly at: Point } | null = null;
  let lens: { readonly pane: Lensed; readonly glass: Lens } | null = null;

  const remove = (): void => {
    lens?.glass.remove();
    lens = null;
  };
  const glassOver = (pane: Lensed): Lens => {
    if (lens?.pane === pane) return lens.glass;
    remove();
    lens = { pane, glass: createLens(pane.host, pane.painter) };
    return lens.glass;
  };
  const draw = (): void => {
    const pane = place === null && pointer !== null ? pointer.pane : active();
    const look = on ? pane.look() : null;
    if (look === null) {
      remove();
      return;
    }
    const at =
      place === null
        ? (pointer?.at ?? { x: pane.host.clientWidth / 2, y: pane.host.clientHeight / 2 })
        : onScreen(pane.painter.frame(), place);
    glassOver(pane).show(at, look);
  };
  return {
    set: (next, at) => {
      on = next;
      place = at;
      draw();
    },
    pointed: (pane, at) => {
      pointer = at === null ? null : { pane, at };
      if (on && place === null) draw();
    },
    draw: () => {
      if (on || lens !== null) draw();
    },
    leave: (pane) => {
      if (pointer?.pane === pane) pointer = null;
      if (lens?.pane === pane) remove();
    },
  };
}
