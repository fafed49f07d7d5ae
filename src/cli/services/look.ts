import { AppError, messageOf } from '#base';
import { gatherFound, readerOf, studiesIn } from '#datasets';
import { groupStudies, type Study } from '#dicom';
import { type Pacs, type RetrievedStudy, retrieveStudy, studyInPart } from '#dicomweb';
import type { OpenModel } from '#inference';
import { type ReadSource, sourceReader } from '#pipeline';
import type { OperatingPointName } from '#triage';
import { rankStudies } from '../analyze-studies.ts';
import type { ListedStudy } from '../triage/pacs/wanted-studies.ts';
import { glanceAt } from './glance.ts';

/** What a study is looked at with. */
export interface LookSetup {
  readonly pacs: Pacs;
  readonly model: OpenModel;
  readonly operatingPoint: OperatingPointName;
}

/** What a glance said of a study: nothing that is kept. */
export interface Look {
  /** Null: there is nothing in it to look at. */
  readonly urgency: number | null;
  /** What was fetched for it. */
  readonly came: Pick<RetrievedStudy, 'objects' | 'fetchedBytes'>;
  /** The study, where it was fetched whole, and why; null: only what the look needed was. */
  readonly whole: { readonly study: RetrievedStudy; readonly why: string } | null;
}

/**
 * How urgent a study is, by a glance. Of a long study the slices that it needs alone are fetched; a short one is fetched whole, and so is one
 * where the PACS does not say enough of its slices, or contradicts itself. Rejects with AppError 'pacs-...' where that does not come.
 */
export async function look(
  setup: LookSetup,
  wanted: ListedStudy,
  signal: AbortSignal,
): Promise<Look> {
  try {
    return await lookInPart(setup, wanted, signal);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return lookAtWhole(setup, wanted, messageOf(error), signal);
  }
}

/** Rejects with AppError 'pacs-...' where it can't be looked at so. */
async function lookInPart(
  setup: LookSetup,
  wanted: ListedStudy,
  signal: AbortSignal,
): Promise<Look> {
  const part = await studyInPart(setup.pacs, wanted, signal);
  const studies = groupStudies(part.headers);
  if (studies.length !== 1) throw new AppError('pacs-two-patients', 'it is more than one study');
  const readSource: ReadSource = async (sourceId, range, aborted) => {
    const file = await part.file(sourceId);
    return sourceReader(() => file)(sourceId, range, aborted);
  };
  const urgency = await urgencyOf(setup, studies, readSource);
  const fault = part.fault();
  // A slice that did not come is one that was not seen: a glance goes on without it.
  if (fault !== null) throw fault;
  return { urgency, came: part.came(), whole: null };
}

/** The same of all its objects; `why` it is not looked at in part. */
export async function lookAtWhole(
  setup: LookSetup,
  wanted: ListedStudy,
  why: string,
  signal: AbortSignal,
): Promise<Look> {
  const study = await retrieveStudy(setup.pacs, wanted, signal);
  const gathered = await gatherFound(study.found, () => undefined, signal);
  const studies = studiesIn(gathered);
  const urgency = await urgencyOf(setup, studies, readerOf(gathered));
  return { urgency, came: study, whole: { study, why } };
}

async function urgencyOf(
  { model, operatingPoint }: LookSetup,
  studies: readonly Study[],
  readSource: ReadSource,
): Promise<number | null> {
  const glanced = [];
  for (const study of studies) {
    glanced.push({ study, state: await glanceAt(study, { model, readSource, operatingPoint }) });
  }
  const priorities = rankStudies(glanced).map(({ priority }) => priority);
  return priorities.length === 0 ? null : Number(Math.max(...priorities).toFixed(4));
}
