import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArguments } from './command.ts';
import { paintStudy } from './samples/paint-study.ts';
import { painterVersion } from './samples/painter-version.ts';
import { SAMPLE_STUDIES, type SampleStudy } from './samples/studies.ts';

const USAGE = `usage: npm run samples [-- --only ID]

Paints the synthetic sample studies into public/samples, as many at once as there are cores. The same bytes every time.

  --only ID   paint this one into the folder that is there`;

const FOLDER = fileURLToPath(new URL('../public/samples', import.meta.url));

const { only } = readArguments(USAGE, { only: { type: 'string' } }).values;
if (only === undefined) await paintAll();
else paintOne(only);

function paintOne(id: string): void {
  const study = SAMPLE_STUDIES.find((one) => one.id === id);
  if (study === undefined) throw new Error(`No sample is called ${id}.`);
  paintStudy(study, FOLDER);
}

async function paintAll(): Promise<void> {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const waiting = [...SAMPLE_STUDIES];
  const painter = async (): Promise<void> => {
    for (let study = waiting.shift(); study !== undefined; study = waiting.shift())
      await paintByItself(study);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, painter));
  const studies = SAMPLE_STUDIES.map(({ id, title, description, slices }) => {
    const [file, picture] = [`${id}.zip`, `${id}.png`];
    return { id, file, picture, title, description, slices, bytes: bytesOf(file) };
  });
  // The list comes last: where it is there, so is everything on it.
  const list = { formatVersion: 1, paintedBy: painterVersion(), studies };
  writeFileSync(join(FOLDER, 'index.json'), JSON.stringify(list, null, 2));
}

function bytesOf(file: string): number {
  return statSync(join(FOLDER, file)).size;
}

/** Paints a study in a process of its own. */
async function paintByItself({ id, slices }: SampleStudy): Promise<void> {
  const script = fileURLToPath(import.meta.url);
  const child = spawn(process.execPath, ['--import', 'tsx', script, '--only', id], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) throw new Error(`Painting ${id} failed.`);
  console.log(
    `  ${`${id}.zip`.padEnd(22)} ${slices} slices, ${(bytesOf(`${id}.zip`) / 1e6).toFixed(1)} MB`,
  );
}
