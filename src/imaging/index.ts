export type { ChannelSpec, HuImage, PreprocessSpec, VoiWindow } from './preprocess-spec.ts';
