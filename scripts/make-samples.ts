import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { readArguments } from './command.ts';
import { paintedPicture } from './samples/painted-picture.ts';
import { painterVersion } from './samples/painter-version.ts';
import { SAMPLE_STUDIES } from './samples/studies.ts';
import { writeStudy } from './samples/write-study.ts';

const USAGE = `usage: npm run samples

Paints the synthetic sample studies into public/samples. The same bytes every time.`;

const FOLDER = fileURLToPath(new URL('../public/samples', import.meta.url));
/** Zips carry no time of day, so that they are the same bytes every time. */
const NO_TIME = new Date('2026-01-01T00:00:00');

readArguments(USAGE, {});
rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const listed = SAMPLE_STUDIES.map((study) => {
  const entries = writeStudy(study).map(
    ({ name, bytes }) => [`${study.id}/${name}`, bytes] as const,
  );
  const zip = zipSync(Object.fromEntries(entries), { level: 6, mtime: NO_TIME });
  const file = `${study.id}.zip`;
  writeFileSync(join(FOLDER, file), zip);
  const picture = `${study.id}.png`;
  writeFileSync(join(FOLDER, picture), paintedPicture(study));
  console.log(`  ${file.padEnd(22)} ${study.slices} slices, ${(zip.length / 1e6).toFixed(1)} MB`);
  return {
    id: study.id,
    file,
    picture,
    title: study.title,
    description: study.description,
    slices: study.slices,
    bytes: zip.length,
  };
});
// The list comes last: where it is there, so is everything on it.
writeFileSync(
  join(FOLDER, 'index.json'),
  JSON.stringify({ formatVersion: 1, paintedBy: painterVersion(), studies: listed }, null, 2),
);
