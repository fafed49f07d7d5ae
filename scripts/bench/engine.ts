/**
 * Milliseconds a slice of our own WASM engine and its rivals, in a real Chromium, one page a contestant, in turn: whatever
 * else the machine does meets all of them. Probabilities are compared before anything is timed.
 */
import { createRequire } from 'node:module';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { endWithUsage, readArguments } from '../command.ts';
import { findChromium, QUIET_FLAGS } from '../find-browser.ts';
import { ISOLATION_HEADERS } from '../headers.ts';
import { serve } from '../serve.ts';
import { type BenchModel, loadModel, writeSite } from './model-files.ts';
import type { Contestant } from './page/contestants.ts';
import { imagesOf, planar } from './page/images.ts';
import { buildPage, type Entry, OTHER, onPage, openPage, otherCheckout } from './race-pages.ts';
import { largestDifference, median, medianRatio } from './statistics.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SITE = `${ROOT}.cache/bench/site`;

const USAGE = `usage: npm run bench -- engine [--json] [--model FOLDER|full] [--rounds 7] [--only NAME,...] [--no-oracle]
                                  [--layers] [--against FOLDER]

Milliseconds a slice of our WebAssembly engine and its rivals, in a real Chromium, one page a contestant, in turn.
--model full is VGG-16 as published with random weights; --no-oracle compares with tfjs on WASM, which is quicker;
--layers runs no race and prints the engine's own layers; --against FOLDER races the engine of another checkout of this
project too (npm ci done there), say of an older commit: before and after in one run.`;

const { values: options } = readArguments(USAGE, {
  json: { type: 'boolean', default: false },
  model: { type: 'string', default: `${ROOT}models/ich-vgg16` },
  rounds: { type: 'string', default: '7' },
  only: { type: 'string' },
  'no-oracle': { type: 'boolean', default: false },
  layers: { type: 'boolean', default: false },
  against: { type: 'string' },
});

/** Largest |dp| between contestants of one model. */
const TOLERANCE = 1e-4;

const RUNTIMES: readonly string[] = ['own-wasm', 'tfjs-wasm', 'ort-web'];
const strange = options.only?.split(',').filter((name) => !RUNTIMES.includes(name)) ?? [];
if (strange.length > 0) endWithUsage(USAGE, `--only ${strange}? There are ${RUNTIMES}.`);

/** onnxruntime-node in this process: what native code reaches. */
async function ortNode(model: BenchModel, file: string): Promise<Entry | null> {
  try {
    const ort = createRequire(`${ROOT}scripts/bench/package.json`)('onnxruntime-node');
    const session = await ort.InferenceSession.create(file, { intraOpNumThreads: 2 });
    const dims = [1, model.channels, model.size, model.size];
    const [first = new Float32Array()] = imagesOf(model, 1);
    const image = planar(first, model.channels);
    const run = async () => {
      const before = performance.now();
      const out = await session.run({ [model.input]: new ort.Tensor('float32', image, dims) });
      const ms = performance.now() - before;
      return { ms, row: [...out[model.outputs.probabilities].data] };
    };
    return { name: 'onnxruntime-node', threads: 2, slices: 1, run };
  } catch (error) {
    console.error(`onnxruntime-node is not measured: ${error}`);
    return null;
  }
}

async function prepare(model: BenchModel): Promise<string> {
  await buildPage(ROOT, SITE);
  return writeSite(SITE, model, ROOT);
}

async function entriesOf(url: string, open: () => Promise<Page>): Promise<Entry[]> {
  const contestants: readonly (Contestant & { readonly slices: readonly number[] })[] = [
    { runtime: 'own-wasm', threads: 1, slices: [1] },
    { runtime: 'own-wasm', threads: 2, slices: [1, 4] },
    { runtime: 'tfjs-wasm', threads: 1, slices: [1] },
    { runtime: 'tfjs-wasm', threads: 2, slices: [1] },
    { runtime: 'ort-web', threads: 1, slices: [1] },
    { runtime: 'ort-web', threads: 2, slices: [1] },
  ];
  const entries: Entry[] = [];
  for (const { slices, ...contestant } of contestants) {
    if (options.only !== undefined && !options.only.split(',').includes(contestant.runtime))
      continue;
    const run = onPage(await openPage(url, contestant, open));
    for (const count of slices) {
      const name =
        count === 1 ? contestant.runtime : `${contestant.runtime}, ${count} slices a call`;
      entries.push({ name, threads: contestant.threads, slices: count, run });
    }
  }
  return entries;
}

async function timeInTurn(entries: readonly Entry[], rounds: number): Promise<number[][]> {
  const times = entries.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, { run, slices }] of entries.entries()) {
      times[index]?.push((await run(slices)).ms / slices);
    }
    console.error(`  round ${round + 1} of ${rounds}`);
  }
  return times;
}

function ratiosOf(entries: readonly Entry[], times: readonly number[][]): Record<string, number> {
  const of = (name: string, threads: number): readonly number[] =>
    times[entries.findIndex((entry) => entry.name === name && entry.threads === threads)] ?? [];
  const best = [of('tfjs-wasm', 2), of('ort-web', 2)].reduce((a, b) =>
    median(a) <= median(b) ? a : b,
  );
  const ratio = (a: readonly number[], b: readonly number[]) =>
    Number(medianRatio(a, b).toFixed(2));
  const batch = of('own-wasm, 4 slices a call', 2);
  return {
    'one slice, 1 thread: tfjs-wasm / own-wasm': ratio(of('tfjs-wasm', 1), of('own-wasm', 1)),
    'one slice, 1 thread: ort-web / own-wasm': ratio(of('ort-web', 1), of('own-wasm', 1)),
    'slices a second, 2 threads: best rival in the browser / own-wasm': ratio(best, batch),
    'one slice, 2 threads: best rival in the browser / own-wasm': ratio(best, of('own-wasm', 2)),
    'slices a second, 2 threads: onnxruntime-node / own-wasm': ratio(
      of('onnxruntime-node', 2),
      batch,
    ),
    ...(options.against === undefined
      ? {}
      : {
          'one slice, 1 thread: other checkout / own-wasm': ratio(of(OTHER, 1), of('own-wasm', 1)),
          'one slice, 2 threads: other checkout / own-wasm': ratio(of(OTHER, 2), of('own-wasm', 2)),
          'slices a second, 2 threads: other checkout / own-wasm': ratio(
            of(`${OTHER}, 4 slices a call`, 2),
            batch,
          ),
        }),
  };
}

async function main(): Promise<void> {
  const model = loadModel(options.model);
  const onnx = await prepare(model);
  // Without the app's policy: tfjs needs workers from blob: URLs.
  const server = await serve({ root: SITE, headers: ISOLATION_HEADERS });
  const other =
    options.against === undefined
      ? null
      : await otherCheckout(options.against, model, `${ROOT}.cache/bench/other-site`);
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      ...QUIET_FLAGS,
      '--disable-renderer-backgrounding',
      '--disable-background-timer-throttling',
      '--disable-backgrounding-occluded-windows',
    ],
  });
  try {
    const open = () => browser.newPage();
    if (options.layers) {
      await reportLayers(await openPage(server.url, { runtime: 'own-wasm', threads: 1 }, open));
      return;
    }
    const oracle = {
      runtime: options['no-oracle'] ? 'tfjs-wasm' : 'tfjs-cpu',
      threads: 1,
    } as const;
    const reference = await openPage(server.url, oracle, open);
    const expected = (await onPage(reference)(1)).row;
    await reference.close();
    const entries = await entriesOf(server.url, open);
    if (other !== null) entries.push(...(await other.entries(open)));
    const nodeEntry = await ortNode(model, onnx);
    if (nodeEntry !== null) entries.push(nodeEntry);
    const differences: Record<string, number> = {};
    for (const { name, threads, run, slices } of entries) {
      differences[`${name}, ${threads}`] = largestDifference((await run(slices)).row, expected);
    }
    if (!(Math.max(...Object.values(differences)) <= TOLERANCE)) {
      throw new Error(`Not the same model: ${JSON.stringify(differences)}`);
    }
    await timeInTurn(entries, 1);
    const load = loadavg()[0] ?? 0;
    const times = await timeInTurn(entries, Number(options.rounds));
    const rows = entries.map(({ name, threads }, index) => {
      const each = times[index] ?? [];
      const msPerSlice = median(each);
      const [min, max] = [Math.min(...each), Math.max(...each)];
      return { engine: name, threads, msPerSlice, slicesPerSecond: 1000 / msPerSlice, min, max };
    });
    const conditions = {
      model: model.title,
      rounds: Number(options.rounds),
      cpu: cpus()[0]?.model.trim(),
      cores: cpus().length,
      loadBefore: load,
      loadAfter: loadavg()[0],
      browser: browser.version(),
      oracle: oracle.runtime,
    };
    const ratios = ratiosOf(entries, times);
    report({ rows, ratios, differences, conditions });
  } finally {
    await browser.close();
    await other?.close();
    await server.close();
  }
}

/** ms and GFLOP/s of each layer of our own WASM engine, one thread, no rivals. */
async function reportLayers(page: Page): Promise<void> {
  const rows = await page.evaluate(
    (rounds) => globalThis.contestant.layers(rounds),
    Number(options.rounds),
  );
  if (options.json) {
    console.log(JSON.stringify({ rows }));
    return;
  }
  console.log('| layer | ms | GFLOP/s, counted as done directly |\n|---|---|---|');
  for (const { name, ms, gflops } of rows) {
    console.log(`| ${name} | ${ms.toFixed(2)} | ${gflops.toFixed(0)} |`);
  }
  console.log(`| all | ${rows.reduce((sum, { ms }) => sum + ms, 0).toFixed(2)} | |`);
}

interface Report {
  readonly rows: readonly {
    readonly engine: string;
    readonly threads: number;
    readonly msPerSlice: number;
    readonly slicesPerSecond: number;
    readonly min: number;
    readonly max: number;
  }[];
  readonly ratios: Readonly<Record<string, number>>;
  /** Largest |dp| between each contestant and the oracle. */
  readonly differences: Readonly<Record<string, number>>;
  readonly conditions: Readonly<Record<string, unknown>>;
}

function report(result: Report): void {
  if (options.json) {
    console.log(JSON.stringify(result));
    return;
  }
  console.log(
    '| engine | threads | ms a slice: median [min-max] | slices a second |\n|---|---|---|---|',
  );
  for (const { engine, threads, msPerSlice, slicesPerSecond, min, max } of result.rows) {
    const range = `${msPerSlice.toFixed(0)} [${min.toFixed(0)}-${max.toFixed(0)}]`;
    console.log(`| ${engine} | ${threads} | ${range} | ${slicesPerSecond.toFixed(2)} |`);
  }
  for (const [name, ratio] of Object.entries(result.ratios)) console.log(`${name}: ${ratio}`);
  for (const [name, each] of Object.entries(result.differences)) {
    console.log(`largest difference of a probability, ${name} threads: ${each.toExponential(1)}`);
  }
  console.log(JSON.stringify(result.conditions));
}

await main();
