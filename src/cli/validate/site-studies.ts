import { gather, readerOf, refuseMissing, studiesIn } from '#datasets';
import type { OpenModel } from '#inference';
import { outcomeOf } from '#triage';
import type { FileOf, SiteStudy } from '#validation';
import { type AnalyzedStudy, analyzeStudies } from '../analyze-studies.ts';

/** How a run reports and stops. */
interface Hooks {
  readonly onSlice: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}

function whyNot({ state, findings }: AnalyzedStudy): string | null {
  if (state.kind === 'failed') return state.reason.code;
  const outcome = outcomeOf(findings);
  if (outcome.kind === 'unsuitable') return outcome.reasons[0]?.code ?? 'unsuitable';
  return outcome.kind === 'not-analysed' ? outcome.reason.code : null;
}

/** Runs the app's pipeline over DICOM. Throws AppError 'no-such-path' for a path that is not there. */
export async function siteStudies(
  paths: readonly string[],
  model: OpenModel,
  { onSlice, signal }: Hooks,
): Promise<{ readonly studies: readonly SiteStudy[]; readonly fileOf: FileOf }> {
  await refuseMissing(paths);
  const gathered = await gather(paths, () => undefined, signal);
  const analyzed = await analyzeStudies(studiesIn(gathered), {
    model,
    readSource: readerOf(gathered),
    operatingPoint: 'balanced',
    onSlice,
    signal,
  });
  return {
    studies: analyzed.map((one) => ({
      study: one.study,
      findings: one.findings,
      why: whyNot(one),
    })),
    fileOf: (sourceId) => gathered.sources.get(sourceId)?.path ?? '',
  };
}
