import { type Reason, sliceIndex } from '#base';
import { chosenSeries, sliceKey } from '#dicom';
import {
  aggregateStudy,
  assessSuitability,
  noSeries,
  type StudyFindings,
  type SuitabilityCheck,
} from '#triage';
import { accounted } from './account.ts';
import { contentTally } from './content-tally.ts';
import type { StudyEvent, StudyRun } from './contract.ts';
import { judgeAlong } from './judge-along.ts';
import { readSlices, type StudyProgress } from './read-slices.ts';
import { closerLook, fullOrder, glanceOrder } from './schedule.ts';
import { sliceLoader } from './slice-loader.ts';
import { findingsWithout, whySetAside } from './unanalyzed.ts';

/** A slice is worth looking round at from half of the flag's threshold. */
const SUSPICIOUS = 0.5;

/**
 * Analyzes the chosen series of a study: decodes ahead of the model, skips slices without brain, never stops for one bad
 * slice. A glance at a few slices, and a closer look where one is suspicious, give interim findings; then every slice is read
 * with its neighbors, from the suspicious ones outward. What it returns holds a finding or a reason for every slice of the
 * series, all of the full reading. Rejects with an AbortError on abort, with what `predict` rejects with, and with AppError
 * 'slice-unaccounted' should a slice have got lost; everything else is a reason in the findings.
 */
export async function* runStudy(
  run: StudyRun,
  signal: AbortSignal,
): AsyncGenerator<StudyEvent, StudyFindings> {
  const series = chosenSeries(run.study);
  if (series === undefined) {
    return findingsWithout(run, whySetAside, { suitability: [noSeries(run.study)] });
  }
  const early = assessSuitability(series, run.study, null);
  yield { kind: 'suitability', checks: early };
  const blocks = early.filter(({ outcome }) => outcome === 'block');
  if (blocks.length > 0) {
    const reason: Reason = { code: 'unsuitable', text: blocks.map(({ text }) => text).join('; ') };
    return findingsWithout(run, () => reason, { suitability: early });
  }

  const loader = sliceLoader(series.slices, run.decodeFrame);
  const tally = contentTally();
  const progress: StudyProgress = {
    run,
    series,
    loader,
    tally,
    slices: new Map(),
    raw: new Map(),
    notAnalysed: new Map(),
  };
  const count = series.slices.length;
  const glances = run.schedule === 'in-order' ? [] : glanceOrder(count);
  const interim = (closerLookFollows: boolean): StudyEvent => ({
    kind: 'interim',
    findings: findingsOf(progress, early),
    closerLookFollows,
  });
  try {
    const near: number[] = [];
    if (glances.length > 0) {
      yield* readSlices(progress, glances, 'glance', signal);
      const [highest] = suspiciousOf(progress);
      near.push(...(highest === undefined ? [] : closerLook(count, highest)));
      yield interim(near.length > 0);
      if (near.length > 0) {
        yield* readSlices(progress, near, 'full', signal);
        yield interim(false);
      }
    }
    const rest = fullOrder(count, suspiciousOf(progress)).filter((index) => !near.includes(index));
    yield* readSlices(progress, rest, 'full', signal);
    const checks = assessSuitability(series, run.study, tally.content());
    yield { kind: 'suitability', checks };
    return accounted(run.study, findingsOf(progress, checks, leaveOutLost(progress)));
  } finally {
    loader.forget();
  }
}

/** What only all slices together show to be lost doesn't count as analyzed. Returns how many count that were analyzed in part. */
function leaveOutLost({ series, slices, notAnalysed, tally }: StudyProgress): number {
  const { reasons, analyzedInPart } = tally.lost();
  for (const [index, reason] of reasons) {
    const header = series.slices[index];
    if (header === undefined) continue;
    slices.delete(index);
    notAnalysed.set(index, { sliceKey: sliceKey(header), index: sliceIndex(index), reason });
  }
  return analyzedInPart;
}

function findingsOf(
  progress: StudyProgress,
  checks: readonly SuitabilityCheck[],
  analyzedInPart = 0,
): StudyFindings {
  const { run, notAnalysed } = progress;
  return aggregateStudy(
    {
      slices: judgeAlong(progress),
      notAnalysed: [...notAnalysed.values()],
      suitability: checks,
      analyzedInPart,
    },
    run.aggregator,
    run.operatingPoint,
  );
}

/** The slices worth looking round at so far, the most suspicious first. */
function suspiciousOf({ run, slices }: StudyProgress): readonly number[] {
  const threshold = run.aggregator.operatingPoints.any[run.operatingPoint] * SUSPICIOUS;
  return [...slices.values()]
    .filter(({ probabilities }) => probabilities.any >= threshold)
    .sort((a, b) => b.probabilities.any - a.probabilities.any || a.index - b.index)
    .map(({ index }) => index);
}
