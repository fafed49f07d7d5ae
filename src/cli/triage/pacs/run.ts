import { AppError, isAbort, messageOf, type Reason } from '#base';
import { type Pacs, type RetrievedStudy, retrieveStudy } from '#dicomweb';
import type { SkippedSource } from '#intake';
import type { SubmissionSlice, TriageReport } from '#report';
import type { Shell } from '../../command.ts';
import { modelInReport, withModel } from '../model.ts';
import type { TriageOptions } from '../options.ts';
import { ahead } from './ahead.ts';
import { FORMER, leaveFormerPatient, MERGED } from './former-patient.ts';
import { hasResult } from './known-results.ts';
import type { PacsRequest } from './options.ts';
import { ResultKeeper } from './result-keeper.ts';
import { StudyRunner } from './study-runner.ts';
import { type ListedStudy, wantedStudies } from './wanted-studies.ts';

/** What a run on a PACS gives. */
export interface PacsRun {
  readonly report: TriageReport;
  readonly slices: readonly SubmissionSlice[];
  /** Studies, rows of the list and results that were not to be had or not to be kept. */
  readonly failed: number;
  /** Studies that needed no run, as their result is there. */
  readonly known: number;
  /** Studies whose result was written back. */
  readonly stored: number;
  /** Studies of the list that are other shares'. */
  readonly elsewhere: number;
}

/** Studies that are fetched while one is analyzed. */
const FETCHED_AHEAD = 2;

const HAS_RESULT: Reason = { code: 'has-result', text: 'it has a result of this model already' };

type Came =
  | { readonly kind: 'study'; readonly study: RetrievedStudy; readonly isStored: boolean }
  | { readonly kind: 'known' }
  | { readonly kind: 'lost'; readonly reason: Reason };

/**
 * Lists the studies of the PACS, fetches, analyzes and keeps one after the other, and ranks them all. No more than four are held: a
 * study that does not come, or whose result cannot be kept, is said and is no end. Rejects where the PACS gives no list; an abort
 * gives what is done so far.
 */
export async function runPacs(
  options: TriageOptions,
  request: PacsRequest,
  pacs: Pacs,
  { progress, say, signal }: Pick<Shell, 'progress' | 'say' | 'signal'>,
): Promise<PacsRun> {
  const wanted = await wantedStudies(pacs, request, signal);
  progress.count('starting the model for studies:', wanted.studies.length);
  return withModel(options, signal, async (model) => {
    const about = modelInReport(model, options);
    const keeper = new ResultKeeper(pacs, request, about, say);
    const runner = new StudyRunner(options, model, keeper, signal);
    const reach = async (study: ListedStudy) => {
      const came = reached(pacs, request, about.model, study, say, signal);
      return { study, came: await came.catch(lossOf) };
    };
    const skipped: SkippedSource[] = [...wanted.skipped];
    let known = 0;
    let lost = 0;
    let done = 0;
    for await (const { study, came } of ahead(wanted.studies, FETCHED_AHEAD, reach)) {
      if (came.kind === 'study')
        await runner.run(study.studyInstanceUid, came.study, came.isStored);
      else {
        const reason = came.kind === 'known' ? HAS_RESULT : came.reason;
        skipped.push({ path: study.studyInstanceUid, reason });
        known += came.kind === 'known' ? 1 : 0;
        lost += came.kind === 'lost' ? 1 : 0;
      }
      done += 1;
      progress.bar('studies', done, wanted.studies.length);
    }
    for (const text of runner.complaints) say(text);
    return {
      report: {
        ...(signal.aborted ? { interrupted: true } : {}),
        ...about,
        studies: runner.ranked(),
        skipped: [...skipped, ...runner.skipped].map(({ path, reason }) => ({
          path,
          reason: reason.text,
        })),
      },
      slices: runner.slices,
      failed: wanted.faults + lost + keeper.failed + runner.complaints.length,
      known,
      stored: keeper.stored,
      elsewhere: wanted.elsewhere,
    };
  });
}

async function reached(
  pacs: Pacs,
  request: PacsRequest,
  model: TriageReport['model'],
  study: ListedStudy,
  say: Shell['say'],
  signal: AbortSignal,
): Promise<Came> {
  const { studyInstanceUid: uid } = study;
  const wasOthers = await leaveFormerPatient(request.out, study);
  if (wasOthers) say(`${uid}: ${MERGED}; what was kept of it is in ${FORMER}`);
  else if (await hasResult(pacs, request, uid, model, signal)) return { kind: 'known' };
  const { writeBack } = request;
  const isStored =
    wasOthers && (await hasResult(pacs, { out: null, writeBack }, uid, model, signal));
  return { kind: 'study', study: await retrieveStudy(pacs, study, signal), isStored };
}

/** Why a study did not come. A fault of the program is none of these. */
function lossOf(error: unknown): Came {
  if (isAbort(error)) {
    return { kind: 'lost', reason: { code: 'interrupted', text: 'the run was interrupted' } };
  }
  if (!(error instanceof AppError)) throw error;
  return { kind: 'lost', reason: { code: error.code, text: `not fetched: ${messageOf(error)}` } };
}
