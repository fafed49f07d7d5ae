import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArguments } from '../command.ts';
import { assemblePackage } from './assemble-package.ts';
import { unfittedDecision } from './calibration-file.ts';
import { readExport } from './export-folder.ts';
import { writeRandomExport } from './random-export.ts';
import { writeFolder } from './write-folder.ts';

const USAGE = `usage: npx tsx scripts/model/make-tiny.ts

Makes models/tiny: VGG-16's operations with 2 to 8 filters and random weights, for tests.`;

async function main(): Promise<void> {
  readArguments(USAGE, {});
  const folder = await mkdtemp(join(tmpdir(), 'ich-tiny-'));
  try {
    await writeRandomExport(
      { seed: 16, size: 32, blocks: [2, 4, 8, 8, 8], head: 'class-maps', activation: 'sigmoid' },
      folder,
    );
    const files = await assemblePackage(await readExport(folder), {
      id: 'tiny',
      title: 'Tiny VGG-16 (untrained, for tests)',
      store: 'f16',
      decision: unfittedDecision(),
      metrics: {},
      sequence: null,
      goldenCount: 3,
    });
    const out = fileURLToPath(new URL('../../models/tiny', import.meta.url));
    await writeFolder(out, files, 'manifest.json');
    const bytes = [...files.values()].reduce((sum, file) => sum + file.length, 0);
    console.log(`models/tiny: ${files.size} files, ${bytes} bytes`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
