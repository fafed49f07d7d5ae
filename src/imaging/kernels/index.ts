export { brainCells } from './brain';
export { headComponent } from './head';
export { rescale } from './rescale';
export { statistics } from './statistics';
export { windowedCrop } from './crop';
export const heapBase: usize = __heap_base;
