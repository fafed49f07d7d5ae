import type { Watched } from './drift.ts';
import { type EvidenceCounts, gatherEvidence } from './gather-evidence.ts';
import {
  type AdaptableManifest,
  adaptedModel,
  type Proposal,
  proposeAdaptation,
} from './propose.ts';
import { parseSiteStudies, type SiteStudy } from './site-studies.ts';

/** A file as it was given. */
export interface GivenFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** What a proposal is made of in a tab. Nothing of it leaves the tab. */
export interface AdaptationRequest {
  /** Studies that are there already. */
  readonly studies: readonly SiteStudy[];
  /** Exported lists, logs of verdicts or tables of one's own. */
  readonly files: readonly GivenFile[];
  /** What the site's distributions are held against: a file in one of these forms; null: nothing. */
  readonly reference: GivenFile | null;
  readonly model: { readonly manifest: AdaptableManifest; readonly hash: string };
  readonly seed: number;
  readonly rounds: number;
}

/** A proposal with what pictures are made of. */
export interface AdaptationMade {
  readonly proposal: Proposal;
  readonly counts: EvidenceCounts;
  readonly watched: Watched;
  readonly reference: Watched | null;
}

/** Of all tests of drift together, and studies until a false alarm of the sequential watch. */
const ALERTNESS = { falseAlarmRate: 0.01, runLength: 500 } as const;

/** Reads, gathers and proposes. Throws AppError as these do. */
export function adaptationFromSite(request: AdaptationRequest): AdaptationMade {
  const { studies, files, reference, model, seed, rounds } = request;
  const all = [
    ...studies,
    ...files.flatMap(({ name, content }) => parseSiteStudies(name, content)),
  ];
  const held = reference === null ? null : parseSiteStudies(reference.name, reference.content);
  const of = adaptedModel(model.manifest, model.hash);
  const { counts, ...evidence } = gatherEvidence(all, held, of);
  const proposal = proposeAdaptation(evidence, of, { seed, rounds, alertness: ALERTNESS });
  return { proposal, counts, watched: evidence.watched, reference: evidence.reference };
}
