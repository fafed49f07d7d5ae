export { brainCells } from './brain';
export { fingerprint } from './fingerprint';
export { headComponent } from './head';
export { rescale } from './rescale';
export { rowRuns } from './runs';
export { statistics } from './statistics';
export { windowedCrop } from './crop';
export const heapBase: usize = __heap_base;
