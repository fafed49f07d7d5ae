export type { WatchedHandle } from '#intake';
export type { ShiftCare, ShiftResult, ShiftStudy, ShiftSummary, ShiftWaits } from '#report';
export type {
  DisciplineName,
  Estimate,
  QueueLabResult,
  WaitFigures,
  WaitGroup,
} from '#simulation';
export { loadOf } from '#simulation';
export type { Evidence, SuitabilityCheck } from '#triage';
export { evidenceOf, namedTypes } from '#triage';
export type { EngineState, SliceDensity, SliceExplanation, SliceInput } from '#workers';
export type { DeskAdaptation } from './adaptation/desk-scale.ts';
export { isAdapted } from './adaptation/desk-scale.ts';
export { deskProposals } from './adaptation/lazy-proposals.ts';
export { thresholdsOf } from './analysis/apply-run.ts';
export { diagnosticsJson } from './analysis/selectors.ts';
export type { App, AppPorts } from './app-store.ts';
export { createApp } from './app-store.ts';
export type { Alert, AlertLevel, Call } from './attention/attention.ts';
export { Attention, unreadFlagged } from './attention/attention.ts';
export type { AttentionSettings } from './attention/settings.ts';
export { clockOf, minutesOf, REPEAT_MINUTES } from './attention/settings.ts';
export type { AuditTrail } from './audit/actions.ts';
export { browserAudit } from './audit/browser-audit.ts';
export { browserStorage } from './browser-storage.ts';
export { browserTabs } from './browser-tabs.ts';
export type { LabSite } from './desk/lab-site.ts';
export { LAB_SITE, labCaps } from './desk/lab-site.ts';
export type { Counted, MeasuredPrice, PriceHere } from './desk/point-price.ts';
export {
  flaggedAt,
  isChosenHere,
  measuredPrice,
  OPERATING_POINTS,
  priceHere,
} from './desk/point-price.ts';
export { imitateQueue, LAB_RUN } from './desk/queue-lab.ts';
export { validateSite, validationReadiness } from './desk/validation.ts';
export { dicomFault, measurementFault } from './export/dicom-fault.ts';
export type { ListFormat } from './export/lazy-actions.ts';
export type { FolderState } from './folder/state.ts';
export { leftOutByReason, missingAmong } from './intake/selectors.ts';
export type { DropSummary, IntakeState, LeftOut } from './intake/state.ts';
export type { NewMeasurement } from './measurements/actions.ts';
export { measurementsOf } from './measurements/state.ts';
export type { ModelDesk } from './models/model-desk.ts';
export type { OpinionBeside } from './models/opinion.ts';
export { opinionBeside, opinionsSoFar } from './models/opinion.ts';
export type { ListedModel, ModelsState } from './models/state.ts';
export { sendFault, studyOfRow, takesResults, unseenOf, whyNotTaken } from './pacs/selectors.ts';
export type { Site } from './pacs/site.ts';
export { fetchSite } from './pacs/site.ts';
export type { PacsState, SiteState, TakenStudy } from './pacs/state.ts';
export type { Agreement } from './reading/agreement.ts';
export { agreement } from './reading/agreement.ts';
export type { DenseVolume } from './reading/dense-volume.ts';
export { denseVolume, sliceHeights } from './reading/dense-volume.ts';
export type { StrongestMap } from './reading/explanation.ts';
export { strongestMap } from './reading/explanation.ts';
export type { KeyPicture } from './reading/key-pictures.ts';
export type { OtherStudy } from './reading/priors.ts';
export { hasPrior, otherStudies, topOfBrain } from './reading/priors.ts';
export type { StripCell } from './reading/selectors.ts';
export { firstSeries, nextFlagged, sliceStrip, unanalyzedStrip } from './reading/selectors.ts';
export { otherSlabKind, SLAB_CHOICES, thickerSlab } from './reading/slab-choice.ts';
export { stackComputer } from './reading/stack-computer.ts';
export type { ReadingState, ReadingSwitch, ReadingTool } from './reading/state.ts';
export type { Steadiness } from './reading/steadiness.ts';
export { steadiness } from './reading/steadiness.ts';
export type { SetAside } from './set-aside.ts';
export type { SettingsProblem } from './settings/settings-file.ts';
export { problemWords, settingsFile } from './settings/settings-file.ts';
export type { KeyPress, ShortcutChanges, ShortcutId } from './settings/shortcuts.ts';
export {
  actionOf,
  alsoKeyOf,
  keyConflicts,
  keyName,
  keyOf,
  SHORTCUTS,
} from './settings/shortcuts.ts';
export {
  BANNER_LINE_LENGTH,
  bannerLineOf,
  CAP_MINUTES,
  OWN_WINDOWS,
  WINDOW_RANGE,
} from './settings/site-choices.ts';
export { chosenBefore } from './settings/site-settings.ts';
export type { KeptPin, Layout, Settings } from './settings/state.ts';
export { initialsOf, LOCK_MINUTES, PREVALENCE_PERCENT } from './settings/state.ts';
export type { Density, HideableColumn, SavedView } from './settings/views.ts';
export { DENSITIES, HIDEABLE_COLUMNS } from './settings/views.ts';
export type { AppStorage, KeptResult } from './storage.ts';
export { feedWalls, WALL_BEAT_MS, WALL_CHANNEL, WALL_HELLO } from './wall/wall-feed.ts';
export type { WallNews, WallRow } from './wall/wall-rows.ts';
export { isWallNews } from './wall/wall-rows.ts';
export type { Care, CareState, Signed } from './worklist/care.ts';
export { careState } from './worklist/care.ts';
export { filterRows } from './worklist/filter-rows.ts';
export { heldSlice, openStudy } from './worklist/held-study.ts';
export type { Notice } from './worklist/notices.ts';
export type { ShownOrder } from './worklist/order.ts';
export { ranksInPlace, shownOrder } from './worklist/order.ts';
export type { RowState } from './worklist/row-state.ts';
export { coverageText, withoutBrain } from './worklist/row-state.ts';
export type { RowSection, WorklistRow } from './worklist/selectors.ts';
export { isWorking, neverNamed, reasonOf, worklistRows } from './worklist/selectors.ts';
export { asksForInitials } from './worklist/sign.ts';
export type { RowSort, SortKey } from './worklist/sort-rows.ts';
export { sortRows } from './worklist/sort-rows.ts';
export type { WorklistFilter, WorklistState } from './worklist/state.ts';
export type {
  StudyEntry,
  StudyPhase,
  StudyResult,
  StudySummary,
  Thresholds,
} from './worklist/study-entry.ts';
export {
  findingsOf,
  isSettled,
  rankedFindings,
  rankedResultOf,
  readingOf,
  resultOf,
} from './worklist/study-entry.ts';
export { typeChips } from './worklist/type-chips.ts';
