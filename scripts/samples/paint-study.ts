import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { paintedPicture } from './painted-picture.ts';
import type { SampleStudy } from './studies.ts';
import { writeStudy } from './write-study.ts';

/** Zips carry no time of day, so that they are the same bytes every time. */
const NO_TIME = new Date('2026-01-01T00:00:00');

/** Writes a study's ZIP and its card's picture into a folder; returns the ZIP's bytes. */
export function paintStudy(study: SampleStudy, folder: string): number {
  const entries = writeStudy(study).map(
    ({ name, bytes }) => [`${study.id}/${name}`, bytes] as const,
  );
  const zip = zipSync(Object.fromEntries(entries), { level: 6, mtime: NO_TIME });
  writeFileSync(join(folder, `${study.id}.zip`), zip);
  writeFileSync(join(folder, `${study.id}.png`), paintedPicture(study));
  return zip.length;
}
