import type { HeatMap } from './heat-overlay.ts';
import { onScreen, type Point } from './image-frame.ts';
import { createLens, type Lens } from './lens.ts';
import type { Pane } from './pane.ts';
import type { Following } from './slice-follower.ts';
import type { ViewState } from './view-state.ts';

/** The magnifier of a viewport: over the pane that the pointer is on, and drawn whenever that is. */
export interface LensFollower {
  /** `at`: where it lies whatever the pointer does, in pixels of the image, as where a cross hair is; null: at the pointer, else in the middle. */
  set(on: boolean, at: Point | null): void;
  /** The pointer is there on a pane, in CSS pixels; null: it left. */
  pointed(pane: Pane, at: Point | null): void;
  draw(): void;
  /** The pane goes. */
  leave(pane: Pane): void;
}

/** What a lens is drawn from. */
interface Looked {
  readonly slices: { now(): Following };
  readonly view: (pane: Pane) => ViewState;
  readonly heat: () => readonly HeatMap[];
  readonly active: () => Pane;
}

/** Off at first. */
export function followLens({ slices, view, heat, active }: Looked): LensFollower {
  let on = false;
  let place: Point | null = null;
  let pointer: { readonly pane: Pane; readonly at: Point } | null = null;
  let lens: { readonly pane: Pane; readonly glass: Lens } | null = null;

  const remove = (): void => {
    lens?.glass.remove();
    lens = null;
  };
  const glassOver = (pane: Pane): Lens => {
    if (lens?.pane === pane) return lens.glass;
    remove();
    lens = { pane, glass: createLens(pane.host, pane.painter) };
    return lens.glass;
  };
  const draw = (): void => {
    const { shown, wanted } = slices.now();
    if (!on || shown === null) {
      remove();
      return;
    }
    const pane = place === null && pointer !== null ? pointer.pane : active();
    const at =
      place === null
        ? (pointer?.at ?? { x: pane.host.clientWidth / 2, y: pane.host.clientHeight / 2 })
        : onScreen(pane.painter.frame(), place);
    glassOver(pane).show(at, shown.image, view(pane), shown.index === wanted ? heat() : []);
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
