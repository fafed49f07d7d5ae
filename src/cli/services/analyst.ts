import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '#base';
import {
  isAway,
  listStudies,
  type Pacs,
  type RetrievedStudy,
  renewStudy,
  retrieveStudy,
  waitAskedFor,
} from '#dicomweb';
import type { OpenModel } from '#inference';
import { HopelessError, LostWorkError, type StudyWork, type WorkResult } from '#queue';
import type { SrForm, StudyReport } from '#report';
import { type OperatingPointName, partCautions } from '#triage';
import { modelInReport } from '../triage/model.ts';
import { leaveFormerPatient } from '../triage/pacs/former-patient.ts';
import { hasResult } from '../triage/pacs/known-results.ts';
import { ResultKeeper } from '../triage/pacs/result-keeper.ts';
import { StudyRunner } from '../triage/pacs/study-runner.ts';
import { wantedStudies } from '../triage/pacs/wanted-studies.ts';
import { whyUnwritable } from '../write-whole.ts';
import type { HeldStudies } from './held-studies.ts';
import { look } from './look.ts';

/** What a study is worked on with. */
export interface AnalystSetup {
  readonly pacs: Pacs;
  readonly model: OpenModel;
  readonly operatingPoint: OperatingPointName;
  /** A folder for results, and whether they go into the PACS. */
  readonly out: string | null;
  /** The form of the structured reports. */
  readonly sr: SrForm;
  readonly writeBack: boolean;
  /** What looks fetched, for the whole studies that follow. */
  readonly held: HeldStudies;
  /** Milliseconds between two questions to a PACS that does not answer, or a folder that takes nothing. */
  readonly askAgainMs?: number;
  /** Whether the work is still this worker's; asked before anything is kept of it. */
  readonly isOurs?: () => Promise<boolean>;
  /** Aborted: a PACS that does not answer is waited for no longer. */
  readonly hurry: AbortSignal;
  /** The PACS does not answer; it is waited for. */
  readonly onAway: () => void;
  /** The folder takes nothing, for this reason; it is waited for. */
  readonly onUnwritable: (why: string) => void;
}

/** A result that tore its study apart in the PACS: nothing more may be written by anybody. */
export class AlarmError extends HopelessError {}

const ASK_AGAIN_MS = 5000;

/**
 * Does one piece of work, whole. A PACS that cannot be reached, or has no time (503), is waited for, so that its bad hour does not use up a
 * study's attempts; one that breaks off again once it answers is a failed attempt. So is a folder that takes nothing, as one on a full disk: a night of it would
 * spend the attempts of every study. A study that came short or is in doubt is one, too, as the PACS may have
 * the rest in a moment; where nothing is to be kept, the last attempt (`isLast`) says what it is of. Rejects with what kept the study from
 * its result.
 */
export async function analyze(
  setup: AnalystSetup,
  work: StudyWork,
  isLast = false,
): Promise<WorkResult> {
  try {
    return await analyzeNow(setup, work, isLast);
  } catch (error) {
    if (await waitsForFolder(setup, error)) return analyze(setup, work, isLast);
    if (!isAway(error)) throw error;
    setup.onAway();
    await untilItAnswers(setup, work.study, waitAskedFor(error));
    return analyzeNow(setup, work, isLast);
  }
}

/** Waits until the folder for results takes something again; false where that is not what went wrong. */
async function waitsForFolder(
  { out, hurry, onUnwritable, askAgainMs = ASK_AGAIN_MS }: AnalystSetup,
  error: unknown,
): Promise<boolean> {
  if (out === null || !(error instanceof AppError) || error.code !== 'unwritable') return false;
  let why = await whyUnwritable(out);
  // What stands in the way of this study alone is its own fault.
  if (why === null) return false;
  onUnwritable(why.message);
  while (why !== null) {
    await wait(askAgainMs, undefined, { signal: hurry });
    why = await whyUnwritable(out);
  }
  return true;
}

async function untilItAnswers(
  setup: AnalystSetup,
  study: string,
  askedForMs: number,
): Promise<void> {
  const { pacs, hurry, askAgainMs = ASK_AGAIN_MS } = setup;
  const query = { kind: 'study', studyInstanceUid: study } as const;
  for (let waitMs = askedForMs; ; ) {
    await wait(Math.max(askAgainMs, waitMs), undefined, { signal: hurry });
    const error: unknown = await listStudies(pacs, query, hurry).then(
      () => null,
      (why: unknown) => why,
    );
    if (!isAway(error)) return;
    waitMs = waitAskedFor(error);
  }
}

async function analyzeNow(
  setup: AnalystSetup,
  { study, stage, isMerged = false }: StudyWork,
  isLast: boolean,
): Promise<WorkResult> {
  const { pacs, model, operatingPoint, out, writeBack, held } = setup;
  const never = new AbortController().signal;
  const about = modelInReport(model, { operatingPoint });
  const listed = await wantedStudies(
    pacs,
    { wanted: { kind: 'studies', uids: [study] }, shard: null },
    never,
  );
  const [wanted] = listed.studies;
  const has = (asked: { readonly out: string | null; readonly writeBack: boolean }) =>
    hasResult(pacs, asked, study, about.model, never);
  if (stage === 'look') {
    if (wanted === undefined) throw notListed();
    // As it is after a restart: nothing of it has to be fetched for the whole to be found done.
    if (out !== null && !isMerged && (await has({ out, writeBack }))) {
      return { urgency: null, summary: { known: true } };
    }
    const { urgency, came, whole } = await look(setup, wanted, never);
    // The rest of a part comes quicker with the whole in one answer than object by object.
    if (whole !== null) held.keep(wanted, whole.study);
    const extent = whole === null ? { inPart: true } : { whole: whole.why };
    return { urgency, summary: { ...untrained(model), ...fetched(came), ...extent } };
  }
  // What was kept of it named another patient, and is moved aside. A result in the PACS went with the study, and has no second beside it.
  const wasOthers = wanted !== undefined && (await leaveFormerPatient(out, wanted));
  const isStored = (wasOthers || isMerged) && (await has({ out: null, writeBack }));
  // Only a folder knows of how many objects a result is: what is in the PACS alone is made again, and is the same object there.
  const isKnown = out === null ? isStored : !wasOthers && (await has({ out, writeBack }));
  if (isKnown) return { urgency: null, summary: { known: true } };
  if (wanted === undefined) throw notListed();
  const looked = held.take(wanted);
  const came = await (looked === null
    ? retrieveStudy(pacs, wanted, never)
    : renewStudy(pacs, wanted, looked, never));
  const [trouble] = came.troubles;
  if (trouble !== undefined && !isLast) throw new AppError(trouble.code, trouble.text);
  const result = await whole(setup, about, study, came, isStored);
  return wasOthers ? { ...result, summary: { ...result.summary, merged: true } } : result;
}

const STORED_BEFORE = 'a result of this model is in the PACS already';

const notListed = (): AppError => new AppError('pacs-not-found', 'the PACS does not list it');

async function whole(
  setup: AnalystSetup,
  about: ReturnType<typeof modelInReport>,
  study: string,
  came: RetrievedStudy,
  isStored: boolean,
): Promise<WorkResult> {
  const { pacs, model, operatingPoint, out, sr, writeBack, isOurs } = setup;
  const said: string[] = [];
  const keeper = new ResultKeeper(
    pacs,
    { out, writeBack },
    about,
    (text) => said.push(text),
    (fault) => waitsForFolder(setup, fault),
  );
  const mayKeep = async (): Promise<void> => {
    if ((await isOurs?.()) === false) throw new LostWorkError('another worker has the study now');
  };
  const runner = new StudyRunner(
    { operatingPoint, sr },
    model,
    { keep: (result) => mayKeep().then(() => keeper.keep(result)) },
    new AbortController().signal,
  );
  await runner.run(study, came, isStored);
  if (keeper.alarmed) throw new AlarmError(said.join(' '));
  // Between the question and the last byte it may have been silent for too long: nothing takes that back, so it is told.
  if (keeper.stored > 0 && (await isOurs?.()) === false) {
    const late = keeper.objects.map(({ sopInstanceUid }) => sopInstanceUid);
    throw new LostWorkError('another worker had the study before its result was stored', late);
  }
  if (keeper.failed > 0) throw new AppError('pacs-not-stored', said.join(' '));
  const rows = runner.ranked();
  return {
    urgency: rows.length === 0 ? null : Math.max(...rows.map(({ priority }) => priority)),
    summary: {
      ...untrained(model),
      ...fetched(came),
      stored: keeper.stored > 0,
      rows: rows.map(shortRow),
      ...(runner.complaints.length === 0 ? {} : { notMade: runner.complaints }),
      ...(came.troubles.length === 0 ? {} : { troubles: came.troubles.map(({ text }) => text) }),
    },
    ...(keeper.objects.length > 0 ? { outputs: keeper.objects } : {}),
    ...(writeBack && keeper.objects.length === 0
      ? { whyNone: isStored ? STORED_BEFORE : whyNone(rows, runner.complaints) }
      : {}),
  };
}

/** How much of a study there is, and how much of that was asked of the PACS now. */
const fetched = ({ objects, fetchedBytes }: Pick<RetrievedStudy, 'objects' | 'fetchedBytes'>) => ({
  objects: objects.length,
  fetchedBytes,
});

/** Said wherever its numbers are: they mean nothing. */
const untrained = ({ pack }: OpenModel) =>
  pack.manifest.status === 'untrained' ? { untrained: true } : {};

/** Why a study has no result, in words without the patient. */
function whyNone(rows: readonly StudyReport[], complaints: readonly string[]): string {
  const reasons = rows.flatMap(({ reason, notAnalysed }) => [
    reason,
    ...notAnalysed.map((one) => one.reason),
  ]);
  const all = [...new Set([...reasons, ...complaints])];
  return all.length === 0 ? 'it holds nothing that can be analyzed' : all.join('; ');
}

/** A row without the patient. "flagged" empty is no flag, no more than that. */
const shortRow = (row: StudyReport) => ({
  flagged: row.flagged,
  probabilities: row.probabilities,
  priority: row.priority,
  reason: row.reason,
  slices: row.slices,
  analysed: row.analysed,
  notAnalysed: [...new Set(row.notAnalysed.map(({ reason }) => reason))],
  // By these it may be a part of a study that has not come whole.
  cautions: partCautions(row.suitability),
});
