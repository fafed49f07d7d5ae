import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openModel } from './open-model.ts';
import { wholeFileReader } from './package/read-package-file.ts';
import { toleranceOf } from './prove-engine.ts';

const read = wholeFileReader((path) => readFile(`models/tiny/${path}`));

describe('models/tiny', () => {
  it.each(['own-wasm', 'tfjs-wasm', 'tfjs-cpu'] as const)(
    'gives its golden probabilities on %s',
    async (forced) => {
      const model = await openModel(read, { clock: () => performance.now(), forced });
      expect(model.engine.kind).toBe(forced);
      const [diagnostic] = model.diagnostics;
      expect(diagnostic?.maxDifference).toBeLessThanOrEqual(
        toleranceOf(model.pack.manifest, forced),
      );
      model.engine.dispose();
    },
  );
});
