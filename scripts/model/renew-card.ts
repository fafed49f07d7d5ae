import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '#base';
import { type ModelManifest, parseManifest } from '#inference';
import { endWithUsage, readArguments } from '../command.ts';
import { filesWithManifest, jsonFile, textFile } from './assemble-package.ts';
import { readJson } from './calibration-file.ts';
import { modelCard } from './model-card.ts';
import { writeFolder } from './write-folder.ts';

const USAGE = `usage: npx tsx scripts/model/renew-card.ts models/ID...

Makes a package's model card anew from its manifest, which is otherwise left as it is.`;

async function renew(folder: string): Promise<void> {
  const manifest = parseManifest(await readJson(join(folder, 'manifest.json')));
  const card = modelCard(manifest);
  const content = new Map<string, Uint8Array>();
  for (const { path } of manifest.files) {
    content.set(path, new Uint8Array(await readFile(join(folder, path))));
  }
  content.set('model-card.json', jsonFile(card.json, 2));
  content.set('MODEL_CARD.md', textFile(card.markdown));
  const withFiles = (files: ModelManifest['files']) => parseManifest({ ...manifest, files });
  await writeFolder(folder, await filesWithManifest(content, withFiles), 'manifest.json');
}

async function main(): Promise<void> {
  const { positionals: folders } = readArguments(USAGE, {}, true);
  if (folders.length === 0) endWithUsage(USAGE, 'Which packages?');
  for (const folder of folders) await renew(folder);
}

main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
