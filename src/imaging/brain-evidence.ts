import type { Mm } from '#base';
import { edgeCutsSkull } from './beyond-edge.ts';
import { DIRECTIONS_NEEDED, directionsToBone } from './directions-to-bone.ts';
import { type CellGrid, looksLikeHead } from './head-ring.ts';
import { kernelsWithImage } from './kernel-memory.ts';
import type { HuImage } from './preprocess-spec.ts';

/** Whether a slice shows brain: tissue of 0..80 HU that bone surrounds. A cheap test of content, no segmentation. */
export interface BrainEvidence {
  readonly holdsBrain: boolean;
  /** Surrounded tissue as a part of the image's area, 0..1. */
  readonly fraction: number;
  /** Surrounded tissue in mm2; null where the pixel spacing is unknown. */
  readonly areaMm2: number | null;
  /** Whether a closed ring of a skull's size lies round it: true in the middle of a head, not at its base and vertex, nor in a chest. */
  readonly looksLikeHead: boolean;
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
  const { huCounts, brain } = brainOf(grid);
  const pixels = brain.length * cell * cell;
  const cellMm = pixelSpacing === null ? null : cell * Math.min(...pixelSpacing);
  const looks = {
    looksLikeHead: looksLikeHead(grid, brain, huCounts, cell, pixelSpacing),
    cutByEdge: edgeCutsSkull(grid, cellMm, BONE_HU),
    huCounts,
  };
  const fraction = Math.min(1, pixels / Math.max(1, image.rows * image.columns));
  if (pixelSpacing === null) {
    return { holdsBrain: fraction >= MIN_FRACTION, fraction, areaMm2: null, ...looks };
  }
  const areaMm2 = pixels * pixelSpacing[0] * pixelSpacing[1];
  return { holdsBrain: areaMm2 >= MIN_AREA_MM2, fraction, areaMm2, ...looks };
}

/** Cell means, and in how many of eight directions each cell meets bone before air. */
interface SurroundedGrid extends CellGrid {
  readonly directions: Uint8Array;
}

function gridByKernel({ rows, columns, values }: HuImage, cell: number): SurroundedGrid | null {
  const [down, across] = [Math.floor(rows / cell), Math.floor(columns / cell)];
  const count = down * across;
  const ready = kernelsWithImage(values, count * 6);
  if (ready === null) return null;
  const { kernels, image } = ready;
  const limits = [BONE_HU, AIR_HU, LEAST_BRAIN_HU, MOST_BRAIN_HU, DIRECTIONS_NEEDED];
  const scratch = kernels.take(count * 6);
  kernels.call('brainCells', image, columns, down, across, cell, ...limits, scratch);
  // The kernel leaves the means there, then a byte a cell of its own, then the directions.
  return {
    means: kernels.floats(scratch, count),
    directions: kernels.bytes(scratch + count * 5, count),
    rows: down,
    columns: across,
  };
}

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

/** The cells of brain: their numbers, and how many have which mean. */
function brainOf({ means, directions }: SurroundedGrid) {
  const brain: number[] = [];
  const huCounts = new Uint16Array(MOST_BRAIN_HU + 1);
  for (let index = 0; index < means.length; index += 1) {
    const mean = means[index] ?? 0;
    const within = mean >= LEAST_BRAIN_HU && mean <= MOST_BRAIN_HU;
    if (!within || (directions[index] ?? 0) < DIRECTIONS_NEEDED) continue;
    brain.push(index);
    const bin = Math.floor(mean);
    huCounts[bin] = (huCounts[bin] ?? 0) + 1;
  }
  return { brain, huCounts };
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
