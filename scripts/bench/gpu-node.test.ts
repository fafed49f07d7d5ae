import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { findChromium } from '../find-browser.ts';
import type { HeatRow } from './gpu-node-race.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const TINY = fileURLToPath(new URL('../../models/tiny', import.meta.url));
const DRIVER = 'vk_swiftshader_icd.json';

/** The folder of Chromium's Vulkan loader and emulated GPU, which Dawn in Node can take, too. */
function emulatedGpu(): string | undefined {
  const chromium = findChromium();
  const folders = chromium === undefined ? [] : [dirname(realpathSync(chromium))];
  return [...folders, '/usr/lib/chromium'].find((path) => existsSync(join(path, DRIVER)));
}

const gpu = emulatedGpu();
const installed = existsSync(`${HERE}node_modules/webgpu`);
const absent = installed
  ? 'no Chromium with an emulated GPU'
  : 'npm ci --prefix scripts/bench --ignore-scripts installs webgpu';

describe('bench -- gpu-node', () => {
  it('gives our kernels figures, on the right probabilities', async (context) => {
    if (!installed || gpu === undefined) return context.skip(absent);
    const folder = mkdtempSync(join(tmpdir(), 'gpu-node-'));
    try {
      const report = join(folder, 'report.json');
      const limits = ['--rounds', '1', '--seconds', '100', '--each', '100'];
      await promisify(execFile)(
        process.execPath,
        [
          '--import',
          'tsx',
          `${HERE}gpu-node.ts`,
          TINY,
          ...limits,
          '--ort',
          'none',
          '--json',
          report,
        ],
        {
          env: { ...process.env, LD_LIBRARY_PATH: gpu, VK_ICD_FILENAMES: join(gpu, DRIVER) },
        },
      );
      const { outcomes } = JSON.parse(readFileSync(report, 'utf8'));
      const rows: readonly HeatRow[] = outcomes[0].rows;
      const ours = rows.filter(({ engine }) => engine === 'own-webgpu-f32');
      expect(ours.map(({ slicesPerCall }) => slicesPerCall)).toContain(1);
      for (const { difference, msPerSlice } of ours) {
        expect(difference).toBeLessThan(1e-4);
        expect(msPerSlice).toBeGreaterThan(0);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 120_000);
});
