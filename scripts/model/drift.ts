import { LABELS } from '#base';
import { createOwnWasmEngine, type Engine } from '#inference';
import { loadFiles, type PackageFiles, sixOf } from './assemble-package.ts';

/** How far two versions of the same model are apart. */
export interface Drift {
  readonly maxDp: number;
  readonly meanDp: number;
  readonly slices: number;
}

/** The six raw probabilities of each input by our own WASM engine. */
export async function probabilitiesOf(
  files: PackageFiles,
  inputs: readonly Float32Array[],
): Promise<readonly number[][]> {
  const pack = await loadFiles(files);
  const engine: Engine = await createOwnWasmEngine(pack, { threads: 1 });
  try {
    const rows = await engine.run(inputs);
    return rows.map((row) => sixOf(row, pack.manifest));
  } finally {
    engine.dispose();
  }
}

/** The largest and the mean |dp| over all slices and labels. */
export function driftBetween(
  a: readonly (readonly number[])[],
  b: readonly (readonly number[])[],
): Drift {
  const differences = a.flatMap((row, n) =>
    LABELS.map((_, k) => Math.abs((row[k] ?? NaN) - (b[n]?.[k] ?? NaN))),
  );
  return {
    maxDp: differences.reduce((x, y) => Math.max(x, y), 0),
    meanDp: differences.reduce((x, y) => x + y, 0) / Math.max(1, differences.length),
    slices: a.length,
  };
}
