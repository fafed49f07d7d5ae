import type { Ms, Reason } from '#base';
import type { StudyFindings } from './findings.ts';

/** What is known of a study when the queue is put in order. */
export type TriageState =
  /** Queued, being read, or analysed without a first guess yet. */
  | { readonly kind: 'waiting' }
  /**
   * Findings; `interim` while the rest of the slices is under way, or (`brokenOff`) was: it comes only when the images are given again, or
   * they are here and all of it is under way again, or would be if anything could analyze it.
   */
  | {
      readonly kind: 'findings';
      readonly findings: StudyFindings;
      readonly interim: boolean;
      readonly brokenOff?: 'images gone' | 'under way again' | 'not under way';
    }
  | { readonly kind: 'unsuitable'; readonly reasons: readonly Reason[] }
  | { readonly kind: 'failed'; readonly reason: Reason };

/** A study as the queue sees it. */
export interface TriageItem {
  readonly key: string;
  readonly receivedAt: Ms;
  /** By so much its arrival was moved, as the computer's clock was set back while it waited. */
  readonly setBack?: Ms;
  /** Its number in the order of arrival: of studies that came in one moment the first stands first. */
  readonly number?: number;
  readonly state: TriageState;
  /** A person has seen it, or it is from before: it waits no longer, and is never promoted. */
  readonly seen?: boolean;
  /** A person put it first, and said why. */
  readonly pin?: { readonly note: string; readonly pinnedAt: Ms };
}

/** What a priority is made of; the parts add up to it before it is cut at 100. */
export interface PriorityParts {
  /**
   * 0..40: flagged 20..40, unflagged 0..20; what has no result counts 20, so that it never sinks below an unflagged study as
   * old, and of an unflagged study the part that could not be analyzed counts alike.
   */
  readonly probability: number;
  /** 0..10 until the cap, then 40 a cap. */
  readonly waiting: number;
  /** 50 once the cap is reached. */
  readonly cap: number;
  /** 100 for a pinned study. */
  readonly pinned: number;
}

/** A place in the queue, and why. */
export interface RankedItem {
  readonly key: string;
  /** 1 is first. */
  readonly rank: number;
  /** 0..100; never rises from one rank to the next. */
  readonly priority: number;
  /** In words: "Probable subdural 0.91 on 6 slices; waiting 12 min". */
  readonly reason: string;
  /** The same beside columns that say its state and how long it has waited: "Contrast-enhanced: the model was measured on ...". */
  readonly brief: string;
  readonly parts: PriorityParts;
}
