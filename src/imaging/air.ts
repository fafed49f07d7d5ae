import { type HU, hu } from '#base';

/** Air and everything below it; what fills padding and the space outside an image. */
export const AIR: HU = hu(-1024);

/** The highest value kept: the top of a 12-bit scan. Metal goes beyond and is cut here. */
export const MAX_HU: HU = hu(3071);
