import type { SliceHeader } from '#dicom';
import {
  type DisplayWindow,
  draggedWindow,
  fileWindowAfter,
  INITIAL_VIEW,
  rotated,
  type ViewState,
  zoomed,
} from './view-state.ts';

/** What the keys and buttons do to the view, whatever is shown. */
export interface ViewActions {
  setWindow(window: DisplayWindow): void;
  /** Right widens, up brightens; distances in CSS pixels. */
  dragWindow(dx: number, dy: number): void;
  /** The file's own window; called again, its next one. */
  nextFileWindow(): void;
  invert(): void;
  flip(axis: 'horizontal' | 'vertical'): void;
  rotate(degrees: 90 | -90): void;
  zoom(factor: number): void;
  fit(): void;
  /** One image pixel becomes one pixel of the display, in the middle; again: fitted. */
  actualSize(): void;
  reset(): void;
}

const fitted = (view: ViewState): ViewState => ({
  ...view,
  zoom: 1,
  actual: false,
  pan: { x: 0, y: 0 },
});

/** The actions on a view that is read and changed by the given functions. */
export function viewActions(
  view: () => ViewState,
  change: (next: ViewState) => void,
  header: () => SliceHeader | undefined,
): ViewActions {
  return {
    setWindow: (window) => change({ ...view(), window }),
    dragWindow: (dx, dy) => change(draggedWindow(view(), dx, dy)),
    nextFileWindow: () => {
      const window = fileWindowAfter(header(), view().window);
      if (window !== null) change({ ...view(), window });
    },
    invert: () => change({ ...view(), invert: !view().invert }),
    flip: (axis) => {
      const { hflip, vflip } = view();
      change({ ...view(), ...(axis === 'horizontal' ? { hflip: !hflip } : { vflip: !vflip }) });
    },
    rotate: (degrees) => change(rotated(view(), degrees)),
    zoom: (factor) => change(zoomed(view(), factor)),
    fit: () => change(fitted(view())),
    actualSize: () => change({ ...fitted(view()), actual: !view().actual }),
    reset: () => change({ ...INITIAL_VIEW, window: view().window }),
  };
}
