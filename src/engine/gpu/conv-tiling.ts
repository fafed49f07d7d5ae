/**
 * How a workgroup shares out a convolution, seen as a matrix product: pixels (rows) by output channels (columns, four to
 * a vector).
 */
export interface Tiling {
  /** Threads along the channels and along the pixels. */
  readonly threadsX: number;
  readonly threadsY: number;
  /** Pixels of one thread; a multiple of four, so that a 2 x 2 maximum stays within it. */
  readonly rows: number;
  /** Vectors of four channels of one thread. */
  readonly columns: number;
}

/** Vectors of four input channels that go through workgroup memory at a time: they share out a pixel's evenly. */
export function stepOf(depth: number): number {
  if (depth % 4 === 0) return 4;
  return depth % 2 === 0 ? 2 : 1;
}

/** Below this many workgroups smaller ones are taken: large GPUs have about as many cores. */
const ENOUGH_WORKGROUPS = 96;

/** Pixels of a workgroup. */
export const tilePixels = ({ threadsY, rows }: Tiling): number => threadsY * rows;

/** Vectors of channels of a workgroup. */
export const tileColumns = ({ threadsX, columns }: Tiling): number => threadsX * columns;

/** Threads along the channels, and vectors of each: it depends on the layer alone, as the packed weights do. */
export function columnTiling(vectors: number): Pick<Tiling, 'threadsX' | 'columns'> {
  if (vectors > 8) return { threadsX: 8, columns: 2 };
  return { threadsX: vectors > 4 ? 8 : vectors > 2 ? 4 : vectors, columns: 1 };
}

/** The largest workgroup that still leaves enough of them for the whole device. */
export function chooseTiling(pixels: number, vectors: number): Tiling {
  const along = columnTiling(vectors);
  const across = Math.ceil(vectors / (along.threadsX * along.columns));
  const wide: readonly Pick<Tiling, 'threadsY' | 'rows'>[] =
    along.threadsX === 8
      ? [
          { threadsY: 16, rows: 8 },
          { threadsY: 16, rows: 4 },
        ]
      : [{ threadsY: 32, rows: 4 }];
  const shapes = [...wide, { threadsY: 8, rows: 4 }].map((shape) => ({ ...along, ...shape }));
  const fits = shapes.find(
    (shape) => Math.ceil(pixels / tilePixels(shape)) * across >= ENOUGH_WORKGROUPS,
  );
  return fits ?? { ...along, threadsY: 8, rows: 4 };
}
