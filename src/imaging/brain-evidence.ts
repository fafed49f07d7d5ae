import type { Mm } from '#base';
import { edgeCutsSkull } from './beyond-edge.ts';
import { DIRECTIONS_NEEDED, directionsToBone } from './directions-to-bone.ts';
import { grainOf } from './grain.ts';
import { type CellGrid, countHu, looksLikeHead } from './head-ring.ts';
import { kernelsWithImage } from './kernel-memory.ts';
import { middleOfCells } from './middle-of-cells.ts';
import { openSkull, type SurroundedGrid } from './open-skull.ts';
import type { HuImage } from './preprocess-spec.ts';
import { type SkinEdge, skinEdge } from './skin-edge.ts';

/** Whether a slice shows brain: tissue of 0..80 HU that bone surrounds. A cheap test of content, no segmentation. */
export interface BrainEvidence {
  readonly holdsBrain: boolean;
  /** Surrounded tissue as a part of the image's area, 0..1. */
  readonly fraction: number;
  /** Surrounded tissue in mm2; null where the pixel spacing is unknown. */
  readonly areaMm2: number | null;
  /** Whether a closed ring of a skull's size lies round it: true in the middle of a head, not at its base and vertex, nor in a chest. */
  readonly looksLikeHead: boolean;
  /** Whether brain lies in a skull of a head's size with one wide gap, as after craniectomy; looksLikeHead is false then. */
  readonly hasOpenSkull: boolean;
  /** How grainy brain is from cell to cell, in HU; null where the slice isn't the middle of a head. */
  readonly grainHu: number | null;
  /** How sharp the outline is; null where the slice isn't the middle of a head, or without a spacing or air. */
  readonly skinEdge: SkinEdge | null;
  /** Whether an edge of the image cuts through the inside of the skull: part of the head lies outside. */
  readonly cutByEdge: boolean;
  /** Surrounded tissue by HU: how many cells have a mean of n to n + 1 HU, for n of 0 to 80. */
  readonly huCounts: Uint16Array;
}

/** Cells of 4 x 4 pixels at 512 x 512. */
const GRID_CELLS = 128;
/** Cell means above this are bone. Below 100 HU, so that data clipped to -20..100 HU work as well. */
const BONE_HU = 95;
/** Cell means below this (air, lung, fat) cut the view of bone: a rib beyond a lung surrounds nothing. */
const AIR_HU = -200;
/** Cell means of brain, blood and fluid. */
const LEAST_BRAIN_HU = 0;
const MOST_BRAIN_HU = 80;
/** 10 cm2: more than the spinal cord's canal, less than the last slice under the vertex. */
const MIN_AREA_MM2 = 1000;
const MIN_FRACTION = 0.015;

/** Measures tissue of 0..80 HU with bone around it. */
export function brainEvidence(
  image: HuImage,
  pixelSpacing: readonly [Mm, Mm] | null,
): BrainEvidence {
  const cell = Math.max(1, Math.round(Math.max(image.rows, image.columns) / GRID_CELLS));
  const grid = gridByKernel(image, cell) ?? gridPlainly(image, cell);
  const surrounded = brainOf(grid);
  const isClosed = looksLikeHead(grid, surrounded, cell, pixelSpacing);
  const open = isClosed ? null : openSkull(grid, cell, pixelSpacing);
  const brain = open ?? surrounded;
  const pixels = brain.length * cell * cell;
  const cellMm = pixelSpacing === null ? null : cell * Math.min(...pixelSpacing);
  const looks = {
    looksLikeHead: isClosed,
    hasOpenSkull: open !== null,
    cutByEdge: edgeCutsSkull(grid, cellMm, BONE_HU),
    huCounts: countHu(grid.means, brain),
    ...(isClosed ? qualityOf(image, grid, brain, cell, pixelSpacing) : UNKNOWN_QUALITY),
  };
  const fraction = Math.min(1, pixels / Math.max(1, image.rows * image.columns));
  if (pixelSpacing === null) {
    return { holdsBrain: fraction >= MIN_FRACTION, fraction, areaMm2: null, ...looks };
  }
  const areaMm2 = pixels * pixelSpacing[0] * pixelSpacing[1];
  return { holdsBrain: areaMm2 >= MIN_AREA_MM2, fraction, areaMm2, ...looks };
}

function gridByKernel({ rows, columns, values }: HuImage, cell: number): SurroundedGrid | null {
  const [down, across] = [Math.floor(rows / cell), Math.floor(columns / cell)];
  const count = down * across;
  const masks = 4 * maskBytes(down, across);
  const ready = kernelsWithImage(values, count * 5 + masks);
  if (ready === null) return null;
  const { kernels, image } = ready;
  const [means, directions] = [kernels.take(count * 4), kernels.take(count)];
  const room = [means, directions, kernels.take(masks)];
  kernels.call('brainCells', image, columns, down, across, cell, BONE_HU, AIR_HU, ...room);
  return {
    means: kernels.floats(means, count),
    directions: kernels.bytes(directions, count),
    rows: down,
    columns: across,
  };
}

/** A mask of the kernel: rows rounded up to whole vectors of 16 bytes, in a frame of one vector and one row. */
const maskBytes = (rows: number, columns: number): number =>
  (Math.ceil(columns / 16) * 16 + 32) * (rows + 2);

function gridPlainly(image: HuImage, cell: number): SurroundedGrid {
  const grid = meanGrid(image, cell);
  const mean = (index: number) => grid.means[index] ?? 0;
  const directions = directionsToBone(
    grid,
    (index) => mean(index) > BONE_HU,
    (index) => mean(index) > AIR_HU,
  );
  return { ...grid, directions };
}

/** The numbers of the cells of brain. */
function brainOf({ means, directions }: SurroundedGrid): readonly number[] {
  const brain: number[] = [];
  for (let index = 0; index < means.length; index += 1) {
    const mean = means[index] ?? 0;
    const within = mean >= LEAST_BRAIN_HU && mean <= MOST_BRAIN_HU;
    if (within && (directions[index] ?? 0) >= DIRECTIONS_NEEDED) brain.push(index);
  }
  return brain;
}

type Quality = Pick<BrainEvidence, 'grainHu' | 'skinEdge'>;
const UNKNOWN_QUALITY: Quality = { grainHu: null, skinEdge: null };

/** Cells that are wider than this, in mm, hold too much anatomy to tell noise by, and pixels too little of an edge to tell motion. */
const WIDEST = { cell: 3, pixel: 0.85 } as const;

/** What tells noise and motion, of a slice through the middle of a head. */
function qualityOf(
  image: HuImage,
  { means, columns }: SurroundedGrid,
  brain: readonly number[],
  cell: number,
  pixelSpacing: readonly [Mm, Mm] | null,
): Quality {
  const middle = middleOfCells(brain, columns);
  if (pixelSpacing === null || middle === null) {
    return { grainHu: grainOf(means, columns, brain), skinEdge: null };
  }
  const pixelMm = Math.max(...pixelSpacing);
  const place = [(middle[0] + 0.5) * cell, (middle[1] + 0.5) * cell] as const;
  return {
    grainHu: cell * pixelMm <= WIDEST.cell ? grainOf(means, columns, brain) : null,
    skinEdge: pixelMm <= WIDEST.pixel ? skinEdge(image, place, pixelSpacing) : null,
  };
}

function meanGrid(image: HuImage, cell: number): CellGrid {
  const rows = Math.floor(image.rows / cell);
  const columns = Math.floor(image.columns / cell);
  const means = new Float32Array(rows * columns);
  for (let y = 0; y < rows * cell; y += 1) {
    const cellRow = Math.floor(y / cell) * columns;
    for (let x = 0; x < columns * cell; x += 1) {
      const index = cellRow + Math.floor(x / cell);
      means[index] = (means[index] ?? 0) + (image.values[y * image.columns + x] ?? 0);
    }
  }
  const scale = 1 / (cell * cell);
  return { means: means.map((sum) => sum * scale), rows, columns };
}

/** The median of all cells that were counted in slices ({@link BrainEvidence}'s `huCounts`), to 1 HU; null where there are none. */
export function medianBrainHu(counts: readonly Uint16Array[]): number | null {
  const total = (bin: number) => counts.reduce((sum, each) => sum + (each[bin] ?? 0), 0);
  const bins = Array.from({ length: counts[0]?.length ?? 0 }, (_, bin) => total(bin));
  const half = bins.reduce((sum, count) => sum + count, 0) / 2;
  let below = 0;
  const at = bins.findIndex((count) => {
    below += count;
    return count > 0 && below >= half;
  });
  return at < 0 ? null : at;
}
