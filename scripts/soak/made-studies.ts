import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { headSlice } from '../../src/datasets/head-series.fixture.ts';

/** Writes the files of study `number` below a folder, every third with a bleed; their paths. */
export function makeStudy(folder: string, number: number, slices: number): readonly string[] {
  const place = join(folder, `study-${number}`);
  mkdirSync(place, { recursive: true });
  return Array.from({ length: slices }, (_, index) => {
    const path = join(place, `${index}.dcm`);
    const hasBleed = number % 3 === 0 && index > slices / 3 && index < slices / 2;
    writeFileSync(path, headSlice(number, index, hasBleed));
    return path;
  });
}
