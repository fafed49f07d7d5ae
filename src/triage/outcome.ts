import type { Reason } from '#base';
import { missingSlices } from './coverage.ts';
import type { StudyFindings } from './findings.ts';

/** What a finished run amounts to. */
export type StudyOutcome =
  | { readonly kind: 'ranked' }
  /** Some slices that may hold brain have no finding, or one of a part of the slice. */
  | { readonly kind: 'partial'; readonly missing: number; readonly total: number }
  | { readonly kind: 'unsuitable'; readonly reasons: readonly Reason[] }
  | { readonly kind: 'not-analysed'; readonly reason: Reason };

/** Reads the outcome off the findings. Slices without brain are left out rightly and don't make a study partial. */
export function outcomeOf(findings: StudyFindings): StudyOutcome {
  const { slices, notAnalysed, suitability, analyzedInPart = 0 } = findings;
  const blocks = suitability.filter(({ outcome }) => outcome === 'block');
  if (blocks.length > 0) return { kind: 'unsuitable', reasons: blocks };
  if (slices.length === 0) {
    const reason = notAnalysed[0]?.reason ?? { code: 'no-slices', text: 'it has no slices' };
    return { kind: 'not-analysed', reason };
  }
  const missing = missingSlices(findings) + analyzedInPart;
  if (missing === 0) return { kind: 'ranked' };
  return { kind: 'partial', missing, total: slices.length + notAnalysed.length };
}
