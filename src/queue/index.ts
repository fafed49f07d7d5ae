export { type BullMqOptions, openBullMqQueue } from './bullmq-queue.ts';
export { MemoryQueue } from './memory-queue.ts';
export type {
  Consumer,
  FailedWork,
  QueueCounts,
  ResultObject,
  StudyQueue,
  StudyWork,
  WorkResult,
} from './study-queue.ts';
export { ATTEMPTS, HopelessError, LostWorkError } from './study-queue.ts';
