/** What comes with Cornerstone and is fetched when the first study is opened. */
export { wiredCornerstone as startDecoding } from './cornerstone.ts';
export { pictureOfViews } from './live-views.ts';
export { loadVolume } from './load-volume.ts';
export { slabImages } from './slab-images.ts';
export { openSliceImages } from './slice-images.ts';
export { createViewport } from './viewport.ts';
export { volumePlanes } from './volume-planes.ts';
