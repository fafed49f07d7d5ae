import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadPackage, type OpenModel } from '#inference';
import { folderReader } from './model-folder.ts';
import { atSite } from './site-calibration.ts';

it('loads what adapt proposed, of this package alone, and the shipped one says so', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ich-site-'));
  try {
    const pack = await loadPackage(folderReader('models/ich-vgg16'));
    const model = { pack } as OpenModel;
    expect(await atSite(model, null)).toBe(model);
    const path = join(folder, 'calibration.json');
    const write = (hash: string) =>
      writeFile(
        path,
        JSON.stringify({
          format: 'ich-triage-site-calibration',
          version: 1,
          model: { id: pack.manifest.id, hash },
          any: {
            scaling: { a: 1, b: 1 },
            operatingPoints: { highSensitivity: 0.3, balanced: 0.5, highSpecificity: 0.8 },
          },
          basis: { studies: 60, positives: 25, changes: ['scaling'] },
        }),
      );
    await write(pack.modelHash);
    const { manifest } = (await atSite(model, path)).pack;
    expect(manifest.title).toMatch(/calibrated on 60 studies of the site$/);
    expect(manifest.study.operatingPoints.any.balanced).toBe(0.5);
    expect(manifest.study.calibration.any.b).toBeCloseTo(pack.manifest.study.calibration.any.b + 1);
    expect(manifest.operatingPoints).toEqual(pack.manifest.operatingPoints);
    await write('another');
    await expect(atSite(model, path)).rejects.toThrow(/is of ich-vgg16 \(another\)/);
    await expect(atSite(model, join(folder, 'none.json'))).rejects.toThrow(/cannot be read/);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
