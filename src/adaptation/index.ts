export type { DriftWatch, Watched } from './drift.ts';
export type { AdaptationMade, AdaptationRequest, GivenFile } from './from-site.ts';
export { adaptationFromSite } from './from-site.ts';
export type { EvidenceCounts, GatheredEvidence } from './gather-evidence.ts';
export { evidenceNotes, gatherEvidence } from './gather-evidence.ts';
export { proposalText } from './proposal-text.ts';
export type { AdaptableManifest, AdaptedModel, Proposal, SiteEvidence } from './propose.ts';
export { adaptedModel, contradictsVerdicts, proposeAdaptation } from './propose.ts';
export type { FeaturedCase, Refit } from './refit-last-layer.ts';
export { refitLastLayer } from './refit-last-layer.ts';
export type { SiteCalibration } from './site-calibration.ts';
export {
  adaptedTitle,
  parseSiteCalibration,
  readSiteCalibration,
  refuseForeign,
  withSiteCalibration,
} from './site-calibration.ts';
export type { SiteCase } from './site-case.ts';
export type { SiteStudy } from './site-studies.ts';
export { brainHuOf, parseSiteStudies } from './site-studies.ts';
