import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Ms } from '#base';

/** What a reader says of a result. */
export type Verdict = 'agree' | 'disagree' | 'unsure';

/** A verdict on one result; kept in the browser under seals, never sent. */
export interface Feedback {
  readonly version: 2;
  readonly studyKey: string;
  /** The result it is about; '' where none was there. */
  readonly analysisKey: string;
  readonly verdict: Verdict;
  readonly givenAt: Ms;
}

/** Verdicts by study. */
export interface FeedbackState {
  readonly byStudy: ReadonlyMap<string, Feedback>;
}

/** The verdicts of this browser. */
export type FeedbackStore = StoreApi<FeedbackState>;

/** Starts with what was kept. */
export function createFeedbackStore(kept: readonly Feedback[]): FeedbackStore {
  return createStore<FeedbackState>()(() => ({
    byStudy: new Map(kept.map((feedback) => [feedback.studyKey, feedback])),
  }));
}
