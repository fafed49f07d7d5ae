export type { PlaneKind } from '#imaging';
export type { BesideInfo, BesideView } from './beside-view.ts';
export type { Tool } from './gestures.ts';
export type { HeatMap } from './heat-overlay.ts';
export type { ImageFrame, Point } from './image-frame.ts';
export { onImage, onScreen } from './image-frame.ts';
export type { OrientationLetters, Turned } from './orientation-letters.ts';
export type { PaneInfo } from './pane.ts';
export { listenToPicks } from './picks.ts';
export { followPlanes } from './plane-follower.ts';
export type { Probe } from './probe.ts';
export type { ScaleBar } from './scale-bar.ts';
export { scaleBar } from './scale-bar.ts';
export type { ShownSlab } from './slab-images.ts';
export type { SliceImages, ViewportSeries } from './slice-images.ts';
export type { DisplayWindow, ViewState } from './view-state.ts';
export { INITIAL_VIEW, presetWindow } from './view-state.ts';
export type { ViewInfo, Viewport, ViewportListeners } from './viewport.ts';
export type { Cuts, Plane, PositionLine, VolumePlanes } from './volume-planes.ts';

/** The viewport with Cornerstone, fetched when the first study is opened. */
export const loadViewport = () => import('./with-cornerstone.ts');
