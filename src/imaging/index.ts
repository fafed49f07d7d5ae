export { AIR, MAX_HU } from './air.ts';
export type { HeadBox } from './head-box.ts';
export { headBox, wholeBox } from './head-box.ts';
export { hashPreprocessSpec, parsePreprocessSpec } from './parse-preprocess-spec.ts';
export { preprocess } from './preprocess.ts';
export type { ChannelSpec, HuImage, PreprocessSpec, VoiWindow } from './preprocess-spec.ts';
export type { WindowLine, WindowPreset } from './window.ts';
export { applyWindow, WINDOW_PRESETS, windowLine, windowValue } from './window.ts';
