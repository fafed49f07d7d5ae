import { describe, expect, it } from 'vitest';
import { openModel } from './open-model.ts';
import { fetchReader } from './package/read-package-file.ts';

describe('in a browser, models/tiny', () => {
  it.each(['own-wasm', 'tfjs-webgl', 'tfjs-webgpu', 'own-webgpu', 'tfjs-cpu'] as const)(
    'gives its golden probabilities on %s',
    async (forced) => {
      const loaded: number[] = [];
      const model = await openModel(fetchReader('/models/tiny/'), {
        clock: () => performance.now(),
        forced,
        onProgress: ({ loadedBytes, totalBytes }) => loaded.push(loadedBytes / totalBytes),
      });
      expect(model.engine.kind).toBe(forced);
      expect(loaded.at(-1)).toBe(1);
      const rows = await model.predict(model.pack.golden.inputs);
      rows.forEach((row, index) => {
        const any = model.pack.golden.probabilities[index]?.[0] ?? Number.NaN;
        expect(row.calibrated.any).toBeGreaterThanOrEqual(any - 1e-3);
      });
      model.engine.dispose();
    },
  );
});
