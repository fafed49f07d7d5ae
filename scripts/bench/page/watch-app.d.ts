/** What page/watch-app.js notes. All times are milliseconds since the page's navigation. */
export interface BenchNotes {
  given: number;
  snapshots: readonly Snapshot[];
  longTasks: readonly { readonly start: number; readonly ms: number }[];
  pickerShown: number;
  steps: readonly Step[];
}

/** One slice further. */
export interface Step {
  /** From the input to the end of the frame with the new image and number, without heldMs. */
  readonly ms: number;
  /** For how long DevTools kept the event back. */
  readonly heldMs: number;
  readonly slice: string;
  readonly analyzing: boolean;
}

/** The rows on the screen at a moment. */
export interface Snapshot {
  readonly time: number;
  readonly rows: readonly {
    readonly key: string;
    readonly rank: number;
    readonly state: string;
    /** It has a probability or a final state. */
    readonly placed: boolean;
    readonly any: string;
  }[];
}
