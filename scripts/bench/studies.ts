/** Synthetic studies for the benchmarks: heads of the samples' phantom, each its own, painted once into .cache. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sampleUid } from '../samples/sample-uid.ts';
import { SAMPLE_STUDIES, type SampleStudy } from '../samples/studies.ts';
import { writeStudy } from '../samples/write-study.ts';

const CACHE = fileURLToPath(new URL('../../.cache/bench', import.meta.url));
/** Written last: without it a folder is not whole. */
const WHOLE = 'whole';

/** One study in so many shows blood. */
const BLOOD_IN = 4;
const suitable = SAMPLE_STUDIES.filter(({ seriesDescription }) => seriesDescription === undefined);
const isBlood = ({ lesions }: SampleStudy) => lesions.some(({ kind }) => kind !== 'calcification');
const bleeding = suitable.filter(isBlood);
const others = suitable.filter((study) => !isBlood(study));

const idOf = (head: number): string => `head${String(head).padStart(2, '0')}`;

/** Every fourth study shows one of the samples' kinds of blood, the others none; each has a head of its own. */
function headStudy(head: number, slices: number): SampleStudy {
  const from = head % BLOOD_IN === 0 ? bleeding : others;
  const like = from[Math.floor(head / BLOOD_IN) % from.length];
  if (like === undefined) throw new Error('There is no sample to paint.');
  return { ...like, id: idOf(head), title: idOf(head), seed: 1000 + head, slices, spacingMm: 5 };
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.dcm'))
    .sort()
    .map((name) => join(folder, name));
}

/** The DICOM files of a folder of .cache/bench, made where it is not there or not whole. */
export async function makeOnce(
  name: string,
  make: (folder: string) => void | Promise<void>,
): Promise<readonly string[]> {
  const folder = join(CACHE, name);
  if (!existsSync(join(folder, WHOLE))) {
    console.error(`Making ${name} ...`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await make(folder);
    writeFileSync(join(folder, WHOLE), '');
  }
  return filesIn(folder);
}

/** Paths of the DICOM files of one study of thin slices. */
export const thinStudy = (slices: number): Promise<readonly string[]> =>
  makeOnce(`thin-${slices}`, (folder) => {
    const study = { ...headStudy(4, slices), spacingMm: 150 / slices };
    for (const { name, bytes } of writeStudy(study)) writeFileSync(join(folder, name), bytes);
  });

/** Paths of the DICOM files of `count` studies, every head another. */
export function paintedStudies(count: number, slices: number): Promise<readonly string[]> {
  return makeOnce(`heads-${count}x${slices}`, (folder) => {
    for (let head = 0; head < count; head += 1) {
      for (const { name, bytes } of writeStudy(headStudy(head, slices))) {
        writeFileSync(join(folder, name), bytes);
      }
    }
  });
}

/** Slices of a head that is copied, and the first of those that hold brain. */
const PAINTED = 32;
const FIRST = 9;

/**
 * Paths of the files of `count` studies of `slices` slices, from the middle of `heads` painted heads of 32 slices; every
 * copy is another patient.
 */
export async function copiedStudies(
  count: number,
  slices: number,
  heads: number,
): Promise<readonly string[]> {
  const painted = await paintedStudies(heads, PAINTED);
  const start = Math.min(FIRST, PAINTED - slices);
  return makeOnce(`heads-copies-${count}x${slices}`, (folder) => {
    for (let study = 0; study < count; study += 1) {
      const old = idOf(study % heads);
      const copy = `c${String(study).padStart(5, '0')}`;
      const middle = painted
        .filter((path) => path.includes(`_${old}_`))
        .slice(start, start + slices);
      middle.forEach((path, index) => {
        const number = /_(\d\d)\.dcm$/.exec(path)?.[1] ?? '';
        const names = [[old, copy], ...copiedUids(old, number, study)] as const;
        writeFileSync(join(folder, `${copy}_${index}.dcm`), renamed(path, names));
      });
    }
  });
}

/** The UIDs of a slice with the number of a copy at their ends: as long as before, and no other copy's. */
function copiedUids(id: string, number: string, copy: number): readonly [string, string][] {
  const uids = [sampleUid('study', id), sampleUid('series', id), sampleUid('instance', id, number)];
  return uids.map((uid) => [uid, uid.slice(0, -5) + String(copy).padStart(5, '0')]);
}

/** A file in which every mention of some names is another of the same length. */
function renamed(path: string, names: readonly (readonly [string, string])[]): Uint8Array {
  const bytes = readFileSync(path);
  for (const [from, to] of names) {
    for (let at = bytes.indexOf(from); at !== -1; at = bytes.indexOf(from, at + to.length)) {
      bytes.write(to, at);
    }
  }
  return bytes;
}
