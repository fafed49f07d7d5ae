import { type Reason, sliceIndex } from '#base';
import { type Series, sliceKey, slicesInRow } from '#dicom';
import {
  aggregateStudy,
  type SliceFinding,
  type SliceNotAnalyzed,
  type StudyFindings,
  type SuitabilityCheck,
} from '#triage';
import { accounted } from './account.ts';
import type { StudyRun } from './contract.ts';

/** Of a run, what its findings are made by. */
type Rules = Pick<StudyRun, 'study' | 'aggregator' | 'operatingPoint'>;

/** Why a series was not chosen, by its own role. */
export const whySetAside = ({ role }: Series): Reason =>
  role.kind === 'set-aside'
    ? role.reason
    : { code: 'not-chosen', text: 'the series was not chosen' };

/**
 * The findings of a study that was not analyzed, or not to its end: what is known of its slices stays, and every other slice
 * of the chosen series (of all, where none was chosen) is there with a reason.
 */
export function findingsWithout(
  run: Rules,
  reasonOf: (series: Series) => Reason,
  known: {
    readonly slices?: readonly SliceFinding[];
    readonly notAnalysed?: readonly SliceNotAnalyzed[];
    readonly suitability?: readonly SuitabilityCheck[];
  } = {},
): StudyFindings {
  const { slices = [], notAnalysed = [], suitability = [] } = known;
  const done = new Set([...slices, ...notAnalysed].map((slice) => slice.sliceKey));
  const rest = slicesInRow(run.study)
    .map(({ header, series }, index) => ({
      sliceKey: sliceKey(header),
      index: sliceIndex(index),
      reason: reasonOf(series),
    }))
    .filter((slice) => !done.has(slice.sliceKey));
  const findings = aggregateStudy(
    { slices, notAnalysed: [...notAnalysed, ...rest], suitability },
    run.aggregator,
    run.operatingPoint,
  );
  return accounted(run.study, findings);
}
