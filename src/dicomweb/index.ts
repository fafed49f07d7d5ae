export { arePatientsTwo } from './held.ts';
export { listInstances } from './instances.ts';
export { whenLate } from './late-list.ts';
export type { Limits } from './limits.ts';
export type { OwnResults } from './objects-beside.ts';
export { ObjectsBeside } from './objects-beside.ts';
export { stateOf } from './objects-state.ts';
export type { Authorization, Pacs, PacsOptions } from './pacs.ts';
export { pacsAt } from './pacs.ts';
export type { PatientSearch, StudyList, StudyQuery } from './query.ts';
export { listStudies } from './query.ts';
export {
  areOrthancs,
  isAway,
  isUntrusted,
  MOST_WORDS,
  mayBeOrthancs,
  ORTHANCS,
  PROBLEM_HEADER,
  waitAskedFor,
} from './refusals.ts';
export { renewStudy } from './renew.ts';
export type { RetrievedStudy, WantedStudy } from './retrieve.ts';
export { AS_IT_LIKES, AS_STORED, retrieveStudy, studySources } from './retrieve.ts';
export { SameObjects } from './same-objects.ts';
export { searchStudies } from './search.ts';
export type { SeriesRow } from './series.ts';
export { listSeries } from './series.ts';
export type { StoredFile, StoreOutcome } from './store.ts';
export { storeFiles } from './store.ts';
export { studyInPart } from './study-in-part.ts';
export type { StudyRow } from './study-row.ts';
export { mayBeCt, TORN } from './study-row.ts';
export { isUid } from './uid.ts';
export type { OutputObject } from './ups/outcome.ts';
export { canceled, performed, progressed } from './ups/outcome.ts';
export type { Workitem } from './ups/workitem.ts';
export { changeState, listWorkitems, retrieveWorkitem, updateWorkitem } from './ups/workitems.ts';
export type { StudyNews } from './watch.ts';
export { StudyWatch } from './watch.ts';
export { watchedDays } from './watched-days.ts';
export type { WrittenBack } from './write-back.ts';
export { writeBack } from './write-back.ts';
