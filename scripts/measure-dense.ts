/** The density map against labels and boxes of real heads: what it finds, where, and what it says where there is no blood. */
import { LABELS } from '#base';
import { type CtIchSlice, readCtIch } from '#datasets';
import { auc, rankScores } from '#evaluation';
import { denseTissue } from '#imaging';
import { median } from './bench/statistics.ts';
import { readArguments } from './command.ts';

const USAGE = `usage: npm run dense -- [--json] [--path ../shared/data/ct-ich] [--every 1]

The density map (tissue of 50 to 90 HU inside the skull) on every slice of ct-ich, against its labels and boxes.`;

const { values: options } = readArguments(USAGE, {
  json: { type: 'boolean', default: false },
  path: { type: 'string', default: '../shared/data/ct-ich' },
  /** Only every so many-th slice: for a quick look. */
  every: { type: 'string', default: '1' },
});

/** Side of the map; its square is round the head. */
const SIDE = 160;
/** The set has no pixel spacing. A head's square is taken to be so wide, and slices so far apart, mm. */
const HEAD_MM = 192;
const SLICE_MM = 5;
/** A slice stands for those that are not looked at, too. */
const EVERY = Math.max(1, Number(options.every));
const ML_A_PIXEL = ((HEAD_MM / SIDE) ** 2 * SLICE_MM * EVERY) / 1000;

interface Looked {
  readonly slice: CtIchSlice;
  /** Pixels of the map, and those of them in a box of the slice. */
  readonly dense: number;
  readonly inBoxes: number;
  /** By the slice's boxes: their type, and whether the map has a pixel in it. */
  readonly hits: readonly { readonly label: number; readonly hit: boolean }[];
}

async function look(read: Awaited<ReturnType<typeof readCtIch>>['read'], slice: CtIchSlice) {
  const image = await read(slice);
  const { mask, box } = denseTissue(image);
  const boxes = slice.boxes ?? [];
  const hits = boxes.map(({ label }) => ({ label, hit: false }));
  let [dense, inBoxes] = [0, 0];
  mask.forEach((is, pixel) => {
    if (is === 0) return;
    dense += 1;
    const x = (box.left + (((pixel % SIDE) + 0.5) * box.side) / SIDE) / image.columns;
    const y = (box.top + ((Math.floor(pixel / SIDE) + 0.5) * box.side) / SIDE) / image.rows;
    let inside = false;
    boxes.forEach((each, at) => {
      if (x < each.left || x > each.right || y < each.top || y > each.bottom) return;
      inside = true;
      const hit = hits[at];
      if (hit !== undefined) hit.hit = true;
    });
    if (inside) inBoxes += 1;
  });
  return { slice, dense, inBoxes, hits } satisfies Looked;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const part = (of: readonly boolean[]): number => of.filter((is) => is).length / of.length;

function figures(all: readonly Looked[]) {
  const isBled = ({ slice }: Looked) => slice.labels[0] === 1;
  const bled = all.filter(isBled);
  const clean = all.filter((one) => !isBled(one));
  const boxed = bled.filter(({ slice }) => (slice.boxes ?? []).length > 0);
  const patients = [...new Set(all.map(({ slice }) => slice.patient))].map((patient) =>
    all.filter(({ slice }) => slice.patient === patient),
  );
  const ml = (of: readonly Looked[]) => sum(of.map(({ dense }) => dense)) * ML_A_PIXEL;
  const bledPatients = patients.filter((of) => of.some(isBled));
  const cleanPatients = patients.filter((of) => !of.some(isBled));
  return {
    slices: { all: all.length, bled: bled.length, clean: clean.length },
    patients: { all: patients.length, bled: bledPatients.length, clean: cleanPatients.length },
    bledSlicesWithAny: part(bled.map(({ dense }) => dense > 0)),
    cleanSlicesWithNone: part(clean.map(({ dense }) => dense === 0)),
    aucSlices: auc(
      rankScores(
        all.map(({ dense }) => dense),
        all.map((one) => Number(isBled(one))),
      ),
    ),
    aucPatients: auc(
      rankScores(
        patients.map(ml),
        patients.map((of) => Number(of.some(isBled))),
      ),
    ),
    boxedSlices: boxed.length,
    /** Of all that lights up on slices with boxes, what lies in one. */
    inBoxes: sum(boxed.map((one) => one.inBoxes)) / sum(boxed.map((one) => one.dense)),
    boxesTouched: Object.fromEntries(
      LABELS.slice(1).map((label, at) => {
        const of = boxed.flatMap(({ hits }) => hits.filter((hit) => hit.label === at + 1));
        return [label, { touched: part(of.map(({ hit }) => hit)), n: of.length }];
      }),
    ),
    mlOfPatients: {
      bled: median(bledPatients.map(ml)),
      clean: median(cleanPatients.map(ml)),
      cleanMost: Math.max(...cleanPatients.map(ml)),
    },
  };
}

async function main(): Promise<void> {
  const set = await readCtIch(options.path);
  const looked: Looked[] = [];
  for (const [index, slice] of set.slices.entries()) {
    if (index % EVERY !== 0) continue;
    looked.push(await look(set.read, slice));
    if (looked.length % 250 === 0) console.error(`  ${looked.length} slices`);
  }
  const found = figures(looked);
  console.log(options.json ? JSON.stringify(found) : JSON.stringify(found, null, 2));
}

await main();
