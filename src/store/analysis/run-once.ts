import { isAbort, messageOf, ms, type Reason } from '#base';
import { chosenSeries, type Study, sliceKey } from '#dicom';
import { analysisKey, type StudyEvent } from '#pipeline';
import type { OperatingPointName, StudyFindings } from '#triage';
import type { QueueService, ReadyEngine } from '#workers';
import type { AppStorage } from '../storage.ts';
import type { StudyResult } from '../worklist/study-entry.ts';
import { sharingSliceKeys, withSliceKeys } from '../worklist/withheld.ts';
import { readingFrom } from './apply-run.ts';

/** What one run needs. */
export interface RunPorts {
  readonly service: Pick<QueueService, 'analyze'>;
  readonly storage: Pick<AppStorage, 'result' | 'seal'>;
  readonly sources: ReadonlyMap<string, Blob>;
  /** Files that took the place of others with the same slices: a kept result is of those. */
  readonly replacing: ReadonlySet<string>;
  readonly now: () => number;
}

/** Findings under the name of what made them. */
function resultFrom(
  key: string,
  findings: StudyFindings,
  engine: ReadyEngine,
  now: number,
): StudyResult {
  return { analysisKey: key, ...readingFrom(findings, engine), finishedAt: ms(now) };
}

/** How a run ended. */
export type RunEnd =
  | {
      readonly kind: 'result';
      readonly result: StudyResult;
      readonly fromStorage: boolean;
      /** Kept before it was kept which slices a result is of: to be kept anew, or after a reload its row doesn't know it. */
      readonly isOfEarlierFormat: boolean;
    }
  | { readonly kind: 'failed'; readonly reason: Reason }
  | { readonly kind: 'cancelled' };

/** Whether slices were left out because their bytes were not to be had: that may be otherwise now. */
const lackedFiles = ({ findings }: StudyResult): boolean =>
  findings.notAnalysed.some(({ reason }) => reason.code === 'source-gone');

/** Analyzes one study, or takes the result that was kept of the very same slices, model and preprocessing, unless files were missing then or were changed since. */
export async function runOnce(
  ports: RunPorts,
  study: Study,
  engine: ReadyEngine,
  how: {
    readonly operatingPoint: OperatingPointName;
    readonly signal: AbortSignal;
    readonly onEvent: (event: StudyEvent) => void;
  },
): Promise<RunEnd> {
  try {
    const { modelHash, preprocessHash } = engine;
    const key = await ports.storage.seal(await analysisKey(study, modelHash, preprocessHash));
    const slices = chosenSeries(study)?.slices ?? [];
    const keys = slices.map(sliceKey);
    const isReplaced = slices.some(({ sourceId }) => ports.replacing.has(sourceId));
    const kept = isReplaced ? null : await ports.storage.result(key);
    if (kept !== null && !lackedFiles(kept.result)) {
      const result = withSliceKeys(kept.result, keys);
      const isOfEarlierFormat = kept.slices === '';
      return { kind: 'result', result, fromStorage: true, isOfEarlierFormat };
    }
    const findings = await ports.service.analyze(study, ports.sources, how);
    return {
      kind: 'result',
      result: resultFrom(key, sharingSliceKeys(findings, keys), engine, ports.now()),
      fromStorage: false,
      isOfEarlierFormat: false,
    };
  } catch (error) {
    if (isAbort(error)) return { kind: 'cancelled' };
    return {
      kind: 'failed',
      reason: { code: 'analysis-failed', text: `the analysis broke off: ${messageOf(error)}` },
    };
  }
}
