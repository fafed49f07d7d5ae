import type { SliceFinding, SliceNotAnalysed, StudyFindings, SuitabilityCheck } from '#triage';

/** What {@link runStudy} tells on its way. Everything is keyed by slice: order carries no meaning. */
export type StudyEvent =
  /** `done` slices of `total` have a finding or a reason. */
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'slice'; readonly finding: SliceFinding }
  | { readonly kind: 'not-analysed'; readonly slice: SliceNotAnalysed }
  /**
   * A guess for the ranking, from a glance at some slices; slices not reached yet are not listed in it. Where a closer look
   * follows, a better guess comes with it.
   */
  | {
      readonly kind: 'interim';
      readonly findings: StudyFindings;
      readonly closerLookFollows: boolean;
    }
  | { readonly kind: 'suitability'; readonly checks: readonly SuitabilityCheck[] };
