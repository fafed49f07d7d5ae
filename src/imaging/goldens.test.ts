import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hu } from '#base';
import { headBox } from './head-box.ts';
import { aHounsfieldHeader } from './hounsfield.fixture.ts';
import { toHounsfield } from './hounsfield.ts';
import { parsePreprocessSpec } from './parse-preprocess-spec.ts';
import { preprocess } from './preprocess.ts';
import { paintScene, type Shape } from './scene.fixture.ts';
import { windowLine, windowValue } from './window.ts';

interface Scene {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
}

interface Goldens {
  readonly rescaled: readonly {
    slope: number;
    intercept: number;
    stored: number[];
    hu: number[];
  }[];
  readonly windows: readonly {
    center: number;
    width: number;
    values: number[];
    mapped: number[];
  }[];
  readonly boxes: readonly (Scene & { shapes: Shape[]; box: number[] | null })[];
  readonly inputs: readonly (Scene & {
    trio: [Shape[], Shape[], Shape[]];
    spec: unknown;
    mean: number;
    at: number[];
    values: number[];
  })[];
}

const goldens: Goldens = JSON.parse(
  readFileSync(new URL('./goldens/imaging.json', import.meta.url), 'utf8'),
);

describe('against numpy, scipy and pydicom', () => {
  it.each(goldens.rescaled)('rescales by $slope and $intercept as pydicom does', (golden) => {
    const pixels = Int16Array.from(golden.stored);
    const frame = { rows: 1, columns: pixels.length, pixels, lossy: false, notes: [] };
    const { image } = toHounsfield(
      frame,
      aHounsfieldHeader({ rescaleSlope: golden.slope, rescaleIntercept: golden.intercept }),
    );
    expect(Array.from(image.values)).toEqual(golden.hu);
  });

  it.each(goldens.windows)('windows by $center/$width as pydicom does', (golden) => {
    const line = windowLine({ center: hu(golden.center), width: hu(golden.width) });
    golden.values.forEach((value, index) => {
      expect(windowValue(value, line)).toBeCloseTo(golden.mapped[index] ?? Number.NaN, 9);
    });
  });

  it.each(goldens.boxes)('finds the head in "$name" as scipy does', (golden) => {
    const box = headBox(paintScene(golden.rows, golden.columns, golden.shapes));
    if (golden.box === null) {
      expect(box).toBeNull();
      return;
    }
    const found = [box?.left, box?.top, box?.side];
    golden.box.forEach((edge, index) => {
      expect(found[index]).toBeCloseTo(edge, 6);
    });
  });

  it.each(goldens.inputs)('makes the input "$name" as numpy does', (golden) => {
    const paint = (shapes: Shape[]) => paintScene(golden.rows, golden.columns, shapes);
    const [previous, current, next] = golden.trio.map(paint);
    if (!previous || !current || !next) throw new Error('the golden has no three slices');
    const input = preprocess(previous, current, next, parsePreprocessSpec(golden.spec));
    // float32 against float64, times 255.
    golden.at.forEach((at, index) => {
      expect(Math.abs((input[at] ?? 0) - (golden.values[index] ?? 0))).toBeLessThan(2e-4);
    });
    const mean = input.reduce((sum, value) => sum + value, 0) / input.length;
    expect(mean).toBeCloseTo(golden.mean, 4);
  });
});
