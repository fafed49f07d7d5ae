import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import jpeg from 'jpeg-js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LABELS } from '#base';
import { SIZE, type Workbench, workbench } from './tensors.fixture.ts';

let bench: Workbench;
let data = '';
beforeEach(async () => {
  bench = await workbench();
  ({ data } = bench);
});
afterEach(() => bench.remove());

const given: Workbench['given'] = (name, content) => bench.given(name, content);
const tensors: Workbench['tensors'] = (options) => bench.tensors(options);
/** Nothing was written, in full or in part. */
const nothingWritten = async () => expect(await bench.written()).toEqual([]);

describe("tensors of ct-ich's layout", () => {
  const header = `file,patient,slice,${LABELS.join()}`;
  /** Gray levels of a slice: brain in bone. */
  const jpg = (gray: number) => {
    const rgba = new Uint8Array(64 * 64 * 4).fill(255);
    for (let i = 0; i < 64 * 64; i += 1) {
      const radius = Math.hypot((i % 64) - 31.5, Math.floor(i / 64) - 31.5);
      rgba.fill(radius < 20 ? gray : radius < 26 ? 255 : 0, i * 4, i * 4 + 3);
    }
    return new Uint8Array(jpeg.encode({ width: 64, height: 64, data: rgba }, 100).data);
  };
  const ctIch = async (folds: readonly string[], ...rows: readonly string[]) => {
    await mkdir(join(data, 'images'), { recursive: true });
    await given('images/a.jpg', jpg(100));
    await given('images/b.jpg', jpg(140));
    await given('folds_by_patient.csv', ['patient,fold', ...folds]);
    await given('labels.csv', [header, ...rows]);
  };
  const rows = ['b.jpg,7,2,1,0,0,0,0,1', 'a.jpg,7,1,0,0,0,0,0,0'];

  it('are ordered by patient and slice, each with its neighbors', async () => {
    await ctIch(['7,4'], ...rows);
    const { index, inputOf: written } = await tensors();
    expect(index.slices.map(({ id, fold, study }) => [id, fold, study])).toEqual([
      ['a', 4, '7'],
      ['b', 4, '7'],
    ]);
    const centers = [0, 1, 2].map((c) => written(0)[((SIZE / 2) * SIZE + SIZE / 2) * 3 + c]);
    // JPG is lossy: a level off at most.
    expect(centers.map((gray) => Math.round((gray ?? 0) / 10) * 10)).toEqual([100, 100, 140]);
  });

  it.each([
    ['a patient in two folds', ['7,4', '7,1'], rows, /folds_by_patient\.csv:3: .*folds 4 and 1/],
    ['a patient in no fold', ['8,4'], rows, /labels\.csv:2: patient 7 is in no fold/],
    ['a row without its image', ['7,4'], ['c.jpg,7,1,0,0,0,0,0,0'], /labels\.csv:2: .*c\.jpg/],
    ['a slice labeled twice', ['7,4'], [...rows, ...rows], /labels\.csv:4: b\.jpg .*second time/],
    ['no row at all', ['7,4'], [], /labels\.csv: names no slice/],
  ])('refuse %s, by line, and write nothing', async (_, folds, lines, message) => {
    await ctIch(folds, ...lines);
    await expect(tensors()).rejects.toThrow(message);
    await nothingWritten();
  });

  describe('with boxes and bone windows', () => {
    const withBoxes = async (...boxes: readonly string[]) => {
      await ctIch(['7,4'], ...rows);
      await given('boxes.csv', ['ct_ich_file,type,is_box_cxcywh,coords_0to1', ...boxes]);
    };

    it('keep the boxes of the labeled types, the crop, and bone in the same crop', async () => {
      await withBoxes('b.jpg,SDH,True,0.5 0.25 0.2 0.1', 'b.jpg,IPH,True,0.5 0.5 0.1 0.1');
      await mkdir(join(data, 'bone'));
      await given('bone/b.jpg', jpg(76)); // 76 * 12.55 - 900 = 54 HU
      const { index, boneOf } = await tensors();
      expect(index.slices[1]?.boxes).toEqual([
        { label: 5, left: 0.4, top: 0.2, right: 0.6, bottom: 0.3 },
      ]);
      expect(index.slices[0]?.boxes).toBeUndefined();
      expect(index.slices.map(({ bone }) => bone)).toEqual([false, true]);
      expect(index.slices[1]?.crop).toMatchObject({ rows: 64, columns: 64 });
      expect(boneOf(0).every((gray) => gray === 0)).toBe(true);
      expect(Math.abs((boneOf(1)[(SIZE / 2) * SIZE + SIZE / 2] ?? 0) - 76)).toBeLessThan(4);
    });

    it.each([
      ['a box for an absent slice', 'c.jpg,SDH,True,0.5 0.5 0.1 0.1', /boxes\.csv:2: .*c\.jpg/],
      ['a box beyond the image', 'b.jpg,SDH,True,0.98 0.5 0.2 0.1', /boxes\.csv:2: .*no box/],
      ['a box of three numbers', 'b.jpg,SDH,True,0.5 0.5 0.2', /boxes\.csv:2: .*no box/],
      ['a box of an unknown type', 'b.jpg,ICH,True,0.5 0.5 0.2 0.1', /boxes\.csv:2: "ICH"/],
    ])('refuse %s, by line, and write nothing', async (_, box, message) => {
      await withBoxes(box);
      await expect(tensors()).rejects.toThrow(message);
      await nothingWritten();
    });
  });
});
