import {
  type AdaptationMade,
  brainHuOf,
  type GivenFile,
  refuseForeign,
  type SiteStudy,
} from '#adaptation';
import { isRecord } from '#base';
import { asPackaged } from '#triage';
import { standing } from '#verdicts';
import { type Adaptation, createAdaptation, type EngineState, type PackageSource } from '#workers';
import { momentOf } from '../export/moment.ts';
import type { VerdictsState } from '../verdicts/state.ts';
import { rankedResultOf, type StudyEntry } from '../worklist/study-entry.ts';

/** The seed is fixed: the same studies and verdicts give the same proposal. */
const BOOTSTRAP = { seed: 2019, rounds: 1000 } as const;
/** In a package: what it said of studies that it had not seen, and their brains' values. */
const REFERENCE = 'reference.csv';

/** What a proposal at the desk is made of. */
export interface DeskEvidence {
  /** Of the list; none where the reader leaves it out. */
  readonly studies: readonly SiteStudy[];
  readonly files: readonly GivenFile[];
  readonly reference: GivenFile | null;
  readonly engine: EngineState;
}

let adaptation: Adaptation | null = null;

/** The studies of the list as evidence: with the package's own numbers, whatever the desk has adapted, and the verdicts that stand. */
export function listedEvidence(
  entries: ReadonlyMap<string, StudyEntry>,
  { byStudy }: VerdictsState,
): readonly SiteStudy[] {
  return [...entries.values()].map((entry) => {
    const { summary, key, receivedAt, suitability } = entry;
    const result = rankedResultOf(entry);
    const any: number =
      result === null ? Number.NaN : asPackaged(result.findings).probabilities.any;
    const given = standing(byStudy.get(key));
    return {
      key: summary.studyInstanceUid || key,
      patient: summary.patientId,
      probability: Number.isFinite(any) ? any : null,
      verdict: given?.verdict.kind ?? '',
      modelHash: result?.model.hash ?? '',
      blind: given === null ? null : given.stage === 'first',
      brainHu: brainHuOf(result?.findings.suitability ?? suitability),
      receivedAt: momentOf(receivedAt),
    };
  });
}

/** How many of these can be fitted on: a verdict of hemorrhage or none, and a number of the loaded package. */
export function usableCount(studies: readonly SiteStudy[], engine: EngineState): number {
  const hash = engine.phase === 'ready' ? engine.modelHash : null;
  return studies.filter(
    ({ verdict, probability, modelHash }) =>
      (verdict === 'hemorrhage' || verdict === 'none') &&
      probability !== null &&
      modelHash === hash,
  ).length;
}

/**
 * The model's own studies, where its package has them: of an opened folder a file of it, of a served one what models/index.json names under
 * `references`. null where there are none, and where they are of another version of the package. Never rejects: a proposal can do without.
 */
export async function ownReference(
  source: PackageSource,
  engine: EngineState,
): Promise<GivenFile | null> {
  try {
    const content = await (typeof source === 'string' ? served(source) : opened(source));
    const isItsOwn =
      content !== null &&
      engine.phase === 'ready' &&
      new TextDecoder().decode(content).includes(engine.modelHash);
    return isItsOwn ? { name: REFERENCE, content } : null;
  } catch {
    return null;
  }
}

async function opened(files: ReadonlyMap<string, Blob>): Promise<Uint8Array | null> {
  const file = files.get(REFERENCE);
  return file === undefined ? null : new Uint8Array(await file.arrayBuffer());
}

async function served(source: string): Promise<Uint8Array | null> {
  const [, base = '', folder = ''] = /^(.*\/)?([^/]+)\/?$/.exec(source) ?? [];
  const index: unknown = await (await fetch(`${base}index.json`)).json();
  const references = isRecord(index) ? index.references : null;
  if (!Array.isArray(references) || !references.includes(folder)) return null;
  const response = await fetch(`${base}${folder}/${REFERENCE}`);
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
}

/** A site's proposal, made off the main thread. null without a model; rejects with AppError as the proposal's own errors are. */
export async function proposeForDesk({
  engine,
  ...given
}: DeskEvidence): Promise<AdaptationMade | null> {
  if (engine.phase !== 'ready') return null;
  const { manifest, modelHash } = engine;
  const { id, study } = manifest;
  refuseForeign(study, modelHash, { id, hash: modelHash });
  adaptation ??= createAdaptation();
  const { operatingPoints, measured } = study;
  const adaptable = { id, study: { operatingPoints, measured } };
  return await adaptation.propose({
    ...given,
    ...BOOTSTRAP,
    model: { manifest: adaptable, hash: modelHash },
  });
}
