export type { Watched } from './drift.ts';
export { proposalText } from './proposal-text.ts';
export type { AdaptedModel, Proposal, SiteCalibration } from './propose.ts';
export { proposeAdaptation } from './propose.ts';
export type { SiteCase } from './site-case.ts';
