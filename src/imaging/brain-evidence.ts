import type { Mm } from '#base';
import { kernelsWithImage } from './kernel-memory.ts';
import type { HuImage } from './preprocess-spec.ts';

/** Whether a slice shows brain: tissue of 0..80 HU that bone surrounds. A cheap test of content, no segmentation. */
export interface BrainEvidence {
  readonly holdsBrain: boolean;
  /** Surrounded tissue as a part of the image's area, 0..1. */
  readonly fraction: number;
  /** Surrounded tissue in mm2; null where the pixel spacing is unknown. */
  readonly areaMm2: number | null;
}

/** Cells of 4 x 4 pixels at 512 x 512. */
const GRID_CELLS = 128;
/** Cell means above this are bone. Below 100 HU, so that data clipped to -20..100 HU work as well. */
const BONE_HU = 95;
/** Cell means below this (air, lung, fat) cut the view of bone: a rib beyond a lung surrounds nothing. */
const AIR_HU = -200;
/** Of eight directions, as many must end on bone: gaps such as foramina and a craniotomy are let through. */
const DIRECTIONS_NEEDED = 7;
/** Cell means of brain, blood and fluid. */
const LEAST_BRAIN_HU = 0;
const MOST_BRAIN_HU = 80;
const STEPS: readonly (readonly [number, number])[] = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
  [1, 1],
  [-1, -1],
  [1, -1],
  [-1, 1],
];
/** 10 cm2: more than the spinal cord's canal, less than the last slice under the vertex. */
const MIN_AREA_MM2 = 1000;
const MIN_FRACTION = 0.015;

/** Measures tissue of 0..80 HU with bone around it. */
export function brainEvidence(
  image: HuImage,
  pixelSpacing: readonly [Mm, Mm] | null,
): BrainEvidence {
  const cell = Math.max(1, Math.round(Math.max(image.rows, image.columns) / GRID_CELLS));
  const cells = brainCellsByKernel(image, cell) ?? brainCellsPlainly(image, cell);
  const pixels = cells * cell * cell;
  const fraction = Math.min(1, pixels / Math.max(1, image.rows * image.columns));
  if (pixelSpacing === null) {
    return { holdsBrain: fraction >= MIN_FRACTION, fraction, areaMm2: null };
  }
  const areaMm2 = pixels * pixelSpacing[0] * pixelSpacing[1];
  return { holdsBrain: areaMm2 >= MIN_AREA_MM2, fraction, areaMm2 };
}

function brainCellsByKernel({ rows, columns, values }: HuImage, cell: number): number | null {
  const [down, across] = [Math.floor(rows / cell), Math.floor(columns / cell)];
  const ready = kernelsWithImage(values, down * across * 6);
  if (ready === null) return null;
  const { kernels, image } = ready;
  const limits = [BONE_HU, AIR_HU, LEAST_BRAIN_HU, MOST_BRAIN_HU, DIRECTIONS_NEEDED];
  const scratch = kernels.take(down * across * 6);
  return kernels.call('brainCells', image, columns, down, across, cell, ...limits, scratch);
}

function brainCellsPlainly(image: HuImage, cell: number): number {
  const grid = meanGrid(image, cell);
  const directions = bonyDirections(grid);
  return grid.means.filter(
    (mean, index) =>
      mean >= LEAST_BRAIN_HU &&
      mean <= MOST_BRAIN_HU &&
      (directions[index] ?? 0) >= DIRECTIONS_NEEDED,
  ).length;
}

interface MeanGrid {
  readonly means: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

function meanGrid(image: HuImage, cell: number): MeanGrid {
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

/** In how many of the eight directions each cell meets bone before air. */
function bonyDirections(grid: MeanGrid): Uint8Array {
  const total = new Uint8Array(grid.means.length);
  for (const [dx, dy] of STEPS) {
    const seen = new Uint8Array(grid.means.length);
    for (let j = 0; j < grid.rows; j += 1) {
      const y = dy > 0 ? grid.rows - 1 - j : j;
      for (let i = 0; i < grid.columns; i += 1) {
        const x = dx > 0 ? grid.columns - 1 - i : i;
        if (!sees(grid, seen, x + dx, y + dy)) continue;
        const index = y * grid.columns + x;
        seen[index] = 1;
        total[index] = (total[index] ?? 0) + 1;
      }
    }
  }
  return total;
}

/** Whether the cell ahead is bone, or sees bone itself and is not air. */
function sees(grid: MeanGrid, seen: Uint8Array, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= grid.columns || y >= grid.rows) return false;
  const index = y * grid.columns + x;
  const mean = grid.means[index] ?? 0;
  return mean > BONE_HU || (mean > AIR_HU && seen[index] === 1);
}
