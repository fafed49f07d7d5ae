import { AppError } from '#base';
import { compilePlan, countFlops } from '#engine';
import { graphModelOf, type LoadedPackage } from './package/loaded-package.ts';

/** Billions of floating-point operations a slice; null for a graph that our own engines don't read. */
export function gflopsOf(pack: LoadedPackage): number | null {
  try {
    return countFlops(compilePlan(graphModelOf(pack))) / 1e9;
  } catch (error) {
    if (error instanceof AppError && error.code === 'graph-unsupported') return null;
    throw error;
  }
}
