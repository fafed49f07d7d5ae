export type { Watched } from './drift.ts';
export { proposalText } from './proposal-text.ts';
export type { AdaptedModel, Proposal } from './propose.ts';
export { proposeAdaptation } from './propose.ts';
export type { SiteCalibration } from './site-calibration.ts';
export { parseSiteCalibration, withSiteCalibration } from './site-calibration.ts';
export type { SiteCase } from './site-case.ts';
