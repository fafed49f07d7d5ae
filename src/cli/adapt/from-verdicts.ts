import { readFile } from 'node:fs/promises';
import {
  evidenceNotes,
  type GatheredEvidence,
  gatherEvidence,
  parseSiteStudies,
  type SiteStudy,
} from '#adaptation';
import { AppError } from '#base';

/** Evidence, with what is to be kept in mind in words. */
export interface NotedEvidence
  extends Pick<GatheredEvidence, 'cases' | 'watched' | 'reference' | 'days'> {
  readonly notes: readonly string[];
}

async function studiesIn(path: string): Promise<readonly SiteStudy[]> {
  const content = await readFile(path).catch((cause: unknown) => {
    throw new AppError('bad-dataset', `${path}: cannot be read`, { cause });
  });
  return parseSiteStudies(path, content);
}

/** Reads a site's verdicts and its reference. Throws AppError as the reading does. */
export async function evidenceOfVerdicts(
  path: string,
  referencePath: string | null,
  model: { readonly id: string; readonly hash: string },
): Promise<NotedEvidence> {
  const reference = referencePath === null ? null : await studiesIn(referencePath);
  const { counts, ...evidence } = gatherEvidence(await studiesIn(path), reference, model);
  return { ...evidence, notes: evidenceNotes(counts) };
}
