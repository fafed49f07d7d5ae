import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readInstanceIds } from '#dicom';
import type { StoredFile } from '#dicomweb';
import { dated } from './dated.ts';
import { arrival, type DemoStudy } from './sample-files.ts';

/**
 * The studies of a folder and all below it, one after the other, as if they had come in the course of the day: the last one at `now`. What is no
 * DICOM file is left out. Throws where there is no study.
 */
export function* givenStudies(folder: string, now: Date): Generator<DemoStudy> {
  const paths = new Map<string, { readonly path: string; readonly sopInstanceUid: string }[]>();
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const one of names.filter((entry) => entry.isFile())) {
    const path = join(one.parentPath, one.name);
    const ids = readInstanceIds(new Uint8Array(readFileSync(path)));
    if (!ids.ok) continue;
    const { studyInstanceUid, sopInstanceUid } = ids.value;
    paths.set(studyInstanceUid, [...(paths.get(studyInstanceUid) ?? []), { path, sopInstanceUid }]);
  }
  if (paths.size === 0) throw new Error(`No DICOM study in ${folder}.`);
  for (const [index, files] of [...paths.values()].entries()) {
    const { date, time } = arrival(now, index, paths.size);
    yield {
      title: `study ${index + 1}`,
      files: files.map(({ path, sopInstanceUid }): StoredFile => {
        const bytes = dated(new Uint8Array(readFileSync(path)), date, time, { anyway: true });
        return { sopInstanceUid, bytes };
      }),
    };
  }
}
