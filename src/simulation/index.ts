export type { Estimate } from './estimate.ts';
export type { DisciplineName, QueueLabResult, WaitFigures, WaitGroup } from './queue-lab.ts';
export { queueLab } from './queue-lab.ts';
export type { QueueRun, QueueSite } from './site.ts';
export { loadOf } from './site.ts';
