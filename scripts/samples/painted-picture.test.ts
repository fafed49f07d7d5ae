import { inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { paintedPicture } from './painted-picture.ts';
import { SAMPLE_STUDIES } from './studies.ts';

const SIDE = 160;
const studyOf = (id: string) => {
  const study = SAMPLE_STUDIES.find((one) => one.id === id);
  if (study === undefined) throw new Error(id);
  return study;
};

/** Pixels of a picture that are outline, and those of brain. */
function counts(png: Buffer): { readonly outline: number; readonly gray: number } {
  const at = png.indexOf('IDAT');
  const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  let [outline, gray] = [0, 0];
  for (let pixel = 0; pixel < SIDE * SIDE; pixel += 1) {
    const place = Math.floor(pixel / SIDE) * (SIDE * 3 + 1) + 1 + (pixel % SIDE) * 3;
    const [red = 0, , blue = 0] = rows.subarray(place, place + 3);
    if (red - blue > 100) outline += 1;
    else if (red > 60 && red < 160) gray += 1;
  }
  return { outline, gray };
}

it.each(['subdural', 'intraparenchymal'])('outlines what was painted: %s', (id) => {
  const { outline, gray } = counts(paintedPicture(studyOf(id)));
  expect(outline).toBeGreaterThan(40);
  expect(gray).toBeGreaterThan(2000);
});

it.each(['none', 'look-alike'])('outlines nothing where no blood was painted: %s', (id) => {
  const { outline, gray } = counts(paintedPicture(studyOf(id)));
  expect(outline).toBe(0);
  expect(gray).toBeGreaterThan(2000);
});
