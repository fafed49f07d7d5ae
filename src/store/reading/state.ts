import { createStore, type StoreApi } from 'zustand/vanilla';
import type { KindId } from '#measure';
import type { SlabChoice } from './slab-choice.ts';

/** Which study is open, and where in it the reader is. */
export interface ReadingState {
  readonly openKey: string | null;
  /** Changes with each opening, that of the open study again too. */
  readonly opening: number;
  /** Series on the screen: the analyzed one unless the reader looks at another. */
  readonly seriesKey: string | null;
  readonly slice: number;
  /** The model's own input instead of the image. */
  readonly modelEye: boolean;
  /** Class maps over the image (research). */
  readonly explain: boolean;
  readonly cine: boolean;
  /** A lens over the image, with its window. */
  readonly magnifier: boolean;
  /** What the first button does on the image. */
  readonly tool: ReadingTool;
  /** The texts in the image's corners. */
  readonly overlays: boolean;
  /** The image without worklist and findings beside it. */
  readonly maximized: boolean;
  /** Slabs round the slices in place of the slices; null for the slices themselves. */
  readonly slab: SlabChoice | null;
  /** Key of another study of the patient that hangs beside the open one, as long as the list has it; null for none. */
  readonly besideKey: string | null;
  /** A slice of that one which is asked for; null once it is shown, and as a rule: it follows the open one. */
  readonly besideSlice: number | null;
  /** The dialog about the study and its tags. */
  readonly studyInfo: boolean;
  /** The dialog in which another model is asked about the study. */
  readonly opinion: boolean;
  /** The drawer of findings, where the window is too narrow to have them beside the image. */
  readonly drawer: boolean;
}

/** A drag of the window, a zoom, or the points of a measurement. */
export type ReadingTool = 'window' | 'zoom' | KindId;

/** What is on or off in the reading room. */
export type ReadingSwitch =
  | 'modelEye'
  | 'explain'
  | 'cine'
  | 'magnifier'
  | 'overlays'
  | 'maximized'
  | 'studyInfo'
  | 'opinion'
  | 'drawer';

/** The reading room of this tab. */
export type ReadingStore = StoreApi<ReadingState>;

const CLOSED: ReadingState = {
  openKey: null,
  opening: 0,
  seriesKey: null,
  slice: 0,
  modelEye: false,
  explain: false,
  cine: false,
  magnifier: false,
  tool: 'window',
  overlays: true,
  maximized: false,
  slab: null,
  besideKey: null,
  besideSlice: null,
  studyInfo: false,
  opinion: false,
  drawer: false,
};

/** Nothing open. */
export const createReadingStore = (): ReadingStore => createStore<ReadingState>()(() => CLOSED);

/** Everything as it is with nothing open. */
export const closedReading = (): ReadingState => CLOSED;
