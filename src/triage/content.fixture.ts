import { hu } from '#base';
import type { SeriesContent } from './suitability-content.ts';

/** What the pixels of a routine head say. */
export const CONTENT: SeriesContent = {
  range: { min: hu(-1024), max: hu(1800), metalFraction: 0.0001, airFraction: 0.4 },
  decoded: 30,
  withBrain: 26,
  looksLikeHead: 18,
  openSkull: 0,
  grainHu: 1.8,
  outline: { measured: 14, blurred: 0 },
  middleOfHead: [7, 24],
  skull: { slices: 14, across: -0.04, widerBehind: 0.014 },
  cutByEdge: 0,
  brainHu: 34,
  airHu: -998,
  airHuSpread: 3,
  brainHuSpread: 6,
  brainHuStep: 3,
  lost: { blank: 0, unseen: 0, repeated: 0, cut: 0, wrapped: 0, truncated: 0 },
  lossy: false,
  notes: [],
};
