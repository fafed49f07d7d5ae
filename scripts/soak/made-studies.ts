import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { headSlice } from '../../src/datasets/head-series.fixture.ts';

/** What was given, to hold a list against. */
export interface Given {
  readonly studies: number;
  readonly files: number;
}

/**
 * Writes the files of study `number` below a folder; their paths. A day as it is: every third with a bleed, and now and then a slice cut
 * short (every fifth), a slice that was sent twice (every seventh), a file that is no image (every eleventh), a study of three slices,
 * which is not analyzed (every thirteenth).
 */
export function makeStudy(folder: string, number: number, slices: number): readonly string[] {
  const place = join(folder, `study-${number}`);
  mkdirSync(place, { recursive: true });
  const paths: string[] = [];
  const write = (name: string, bytes: Uint8Array | string) => {
    const path = join(place, name);
    writeFileSync(path, bytes);
    paths.push(path);
  };
  const count = number % 13 === 0 ? 3 : slices;
  for (let index = 0; index < count; index += 1) {
    const hasBleed = number % 3 === 0 && index > slices / 3 && index < slices / 2;
    const bytes = headSlice(number, index, hasBleed);
    const isCut = number % 5 === 0 && index === 1;
    write(`${index}.dcm`, isCut ? bytes.subarray(0, bytes.length / 3) : bytes);
    if (number % 7 === 0 && index === 0) write('0 again.dcm', bytes);
  }
  if (number % 11 === 0) write('notes.txt', 'No image.');
  return paths;
}
