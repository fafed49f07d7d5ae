export type { App, AppPorts } from './app-store.ts';
export { createApp } from './app-store.ts';
export { browserStorage } from './browser-storage.ts';
export { diagnosticsJson } from './diagnostics.ts';
export type { Feedback, Verdict } from './feedback.ts';
export type { IntakeState, LeftOut } from './intake-state.ts';
export { leftOutByReason } from './intake-state.ts';
export type { ReadingState } from './reading-state.ts';
export type { Settings } from './settings.ts';
export type { KeyPress, ShortcutChanges, ShortcutId } from './shortcuts.ts';
export { actionOf, keyConflicts, keyName, keyOf, SHORTCUTS } from './shortcuts.ts';
export type { StripCell } from './slice-strip.ts';
export { nextFlagged, sliceStrip } from './slice-strip.ts';
export type { AppStorage, KeptResult } from './storage.ts';
export { memoryStorage } from './storage.ts';
export type {
  StudyEntry,
  StudyPhase,
  StudyResult,
  StudySummary,
  Thresholds,
} from './study-entry.ts';
export { findingsOf, resultOf } from './study-entry.ts';
export { thresholdsOf } from './study-run.ts';
export type { WorklistFilter, WorklistState } from './worklist.ts';
export type { ShownOrder } from './worklist-order.ts';
export { shownOrder } from './worklist-order.ts';
export type { RowState, TypeChip, WorklistRow } from './worklist-rows.ts';
export { coverageText, filterRows, waitText, worklistRows } from './worklist-rows.ts';
