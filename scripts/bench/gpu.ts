/**
 * Milliseconds a slice of our own WebGPU kernels (f16, f32), tfjs on WebGPU and WebGL, and our own WASM kernels, in turn.
 * Probabilities are compared before anything is timed.
 */
import { cpSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { messageOf } from '../../src/base/index.ts';
import { endWithUsage, readArguments } from '../command.ts';
import { ISOLATION_HEADERS } from '../headers.ts';
import { serve } from '../serve.ts';
import { type Adapter, launchWithGpu, openGpuPage } from './gpu-browser.ts';
import { loadModel, writeModel } from './model-files.ts';
import type { GpuContestant } from './page/gpu-contestants.ts';
import { largestDifference, median, medianRatio } from './statistics.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SITE = `${ROOT}.cache/bench/gpu-site`;
const CONTESTANTS: readonly GpuContestant[] = [
  'own-webgpu-f16',
  'own-webgpu-f32',
  'tfjs-webgpu',
  'tfjs-webgl',
  'own-wasm',
];
/** Slices whose probabilities are compared. */
const COMPARED = 2;
/** Largest |dp| that is allowed: halves lie further off than what is computed in f32. */
const toleranceOf = (name: GpuContestant) => (name === 'own-webgpu-f16' ? 1e-3 : 1e-4);

const USAGE = `usage: npm run bench -- gpu [--json] [--model FOLDER|full] [--rounds 15] [--only NAME,...] [--oracle NAME] [--headed]
         [--software]

Milliseconds a slice of our WebGPU kernels (f16, f32), tfjs on WebGPU and WebGL, and our WebAssembly engine, in turn.
--software takes an emulated GPU, whose times say nothing about GPUs.`;

const { values: options } = readArguments(USAGE, {
  json: { type: 'boolean', default: false },
  model: { type: 'string', default: `${ROOT}models/ich-vgg16` },
  rounds: { type: 'string', default: '15' },
  only: { type: 'string' },
  oracle: { type: 'string', default: 'tfjs-cpu' },
  software: { type: 'boolean', default: false },
  headed: { type: 'boolean', default: false },
});

const strange =
  options.only?.split(',').filter((name) => !CONTESTANTS.some((c) => c === name)) ?? [];
if (strange.length > 0) endWithUsage(USAGE, `--only ${strange}? There are ${CONTESTANTS}.`);

/** A contestant that is ready and right. */
interface Entry {
  readonly name: GpuContestant;
  readonly page: Page;
  readonly description: string;
  readonly startMs: number;
  /** Slices that it likes in one call. */
  readonly batch: number;
  readonly difference: number;
}

/** A contestant that does not run here, and why. */
interface Absent {
  readonly name: GpuContestant;
  readonly reason: string;
}

const run = (page: Page, slices: number) =>
  page.evaluate((count) => globalThis.gpuContestant.run(count), slices);

async function prepare(): Promise<string> {
  await build({
    root: `${ROOT}scripts/bench/page`,
    base: './',
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      outDir: SITE,
      emptyOutDir: true,
      target: 'es2023',
      chunkSizeWarningLimit: 4000,
      rollupOptions: { input: `${ROOT}scripts/bench/page/gpu.html` },
    },
  });
  const model = loadModel(options.model);
  writeModel(SITE, model);
  cpSync(`${ROOT}models/tiny/manifest.json`, `${SITE}/model/manifest.json`);
  return model.title;
}

async function startOn(page: Page, name: GpuContestant) {
  return page.evaluate((kind) => globalThis.gpuContestant.start(kind), name);
}

async function expectedRows(
  browser: Browser,
  url: string,
): Promise<readonly (readonly number[])[]> {
  const page = await openGpuPage(browser, url);
  const oracle = options.oracle === 'own-wasm' ? 'own-wasm' : 'tfjs-cpu';
  await startOn(page, oracle);
  const { rows } = await run(page, COMPARED);
  await page.close();
  return rows;
}

async function enter(
  browser: Browser,
  url: string,
  name: GpuContestant,
  expected: readonly (readonly number[])[],
): Promise<Entry | Absent> {
  const page = await openGpuPage(browser, url);
  try {
    const { description, preferredBatch, startMs } = await startOn(page, name);
    const { rows } = await run(page, COMPARED);
    const difference = Math.max(
      ...expected.map((row, slice) => largestDifference(rows[slice] ?? [], row)),
    );
    if (!(difference <= toleranceOf(name)))
      throw new Error(`its probabilities are ${difference} off`);
    return { name, page, description, startMs, batch: preferredBatch, difference };
  } catch (error) {
    await page.close();
    const [first = ''] = messageOf(error).split('\n');
    return { name, reason: first.replace(/^page\.evaluate: (AppError: )?/, '') };
  }
}

interface Timed {
  readonly entry: Entry;
  readonly slices: number;
  readonly ms: number[];
}

/** All take their turn in each round, with one slice a call and with as many as they like; the first round isn't counted. */
async function timeInTurn(entries: readonly Entry[], rounds: number): Promise<readonly Timed[]> {
  const timed = entries.flatMap((entry) =>
    [...new Set([1, entry.batch])].map((slices): Timed => ({ entry, slices, ms: [] })),
  );
  for (let round = -1; round < rounds; round++) {
    for (const { entry, slices, ms } of timed) {
      const took = (await run(entry.page, slices)).ms / slices;
      if (round >= 0) ms.push(took);
    }
    console.error(`  round ${round + 1} of ${rounds}`);
  }
  return timed;
}

/** How many times as long the others take as our best kernels, each in its best way to be called. */
function ratiosOf(timed: readonly Timed[]): Record<string, number> {
  const best = (names: readonly string[]) =>
    timed
      .filter(({ entry }) => names.includes(entry.name))
      .sort((a, b) => median(a.ms) - median(b.ms))[0];
  const ours = best(['own-webgpu-f16', 'own-webgpu-f32']);
  if (ours === undefined) return {};
  return Object.fromEntries(
    ['tfjs-webgpu', 'tfjs-webgl', 'own-wasm', 'own-webgpu-f32'].flatMap((name) => {
      const rival = best([name]);
      if (rival === undefined || rival === ours) return [];
      const ratio = Number(medianRatio(rival.ms, ours.ms).toFixed(2));
      return [[`${name} / ${ours.entry.name}`, ratio]];
    }),
  );
}

interface Report {
  readonly adapter: Adapter & { readonly note: string };
  readonly rows: readonly {
    readonly engine: string;
    readonly description: string;
    readonly slicesPerCall: number;
    readonly msPerSlice: number;
    readonly slicesPerSecond: number;
    readonly min: number;
    readonly max: number;
    readonly startMs: number;
    readonly maxProbabilityDifference: number;
  }[];
  readonly ratios: Readonly<Record<string, number>>;
  readonly absent: readonly Absent[];
  readonly conditions: Readonly<Record<string, unknown>>;
}

function rowOf({ entry, slices, ms }: Timed): Report['rows'][number] {
  const msPerSlice = median(ms);
  return {
    engine: entry.name,
    description: entry.description,
    slicesPerCall: slices,
    msPerSlice,
    slicesPerSecond: 1000 / msPerSlice,
    min: Math.min(...ms),
    max: Math.max(...ms),
    startMs: entry.startMs,
    maxProbabilityDifference: entry.difference,
  };
}

function print({ adapter, rows, ratios, absent, conditions }: Report): void {
  console.log(`${adapter.name}${adapter.half ? ', shader-f16' : ''}. ${adapter.note}`);
  console.log(
    '| engine | slices a call | ms a slice: median [min-max] | slices a second | start, s | largest dp |\n|---|---|---|---|---|---|',
  );
  for (const row of rows) {
    const range = `${row.msPerSlice.toFixed(2)} [${row.min.toFixed(2)}-${row.max.toFixed(2)}]`;
    console.log(
      `| ${row.engine} | ${row.slicesPerCall} | ${range} | ${row.slicesPerSecond.toFixed(1)} | ${(row.startMs / 1000).toFixed(1)} | ${row.maxProbabilityDifference.toExponential(1)} |`,
    );
  }
  for (const [name, ratio] of Object.entries(ratios)) console.log(`${name}: ${ratio}`);
  for (const { name, reason } of absent) console.log(`${name} is not measured: ${reason}`);
  console.log(JSON.stringify(conditions));
}

async function race(browser: Browser, adapter: Adapter, url: string, model: string) {
  const expected = await expectedRows(browser, url);
  const wanted = CONTESTANTS.filter((name) => options.only?.split(',').includes(name) ?? true);
  const entries: Entry[] = [];
  const absent: Absent[] = [];
  for (const name of wanted) {
    const entered = await enter(browser, url, name, expected);
    if ('page' in entered) entries.push(entered);
    else absent.push(entered);
    console.error(`  ${name}: ${'page' in entered ? entered.description : entered.reason}`);
  }
  const loadBefore = loadavg()[0];
  const timed = await timeInTurn(entries, Number(options.rounds));
  const note = adapter.software ? 'Software adapter: figures say nothing about GPUs.' : '';
  const report: Report = {
    adapter: { ...adapter, note },
    rows: timed.map(rowOf),
    ratios: ratiosOf(timed),
    absent,
    conditions: {
      model,
      rounds: Number(options.rounds),
      oracle: options.oracle,
      cpu: cpus()[0]?.model.trim(),
      cores: cpus().length,
      loadBefore,
      loadAfter: loadavg()[0],
      browser: browser.version(),
    },
  };
  if (options.json) console.log(JSON.stringify(report));
  else print(report);
  // Ours may be missing in f16, where the device has none; in f32 it must run.
  if (absent.some(({ name }) => name === 'own-webgpu-f32')) process.exitCode = 1;
}

async function main(): Promise<void> {
  const model = await prepare();
  // Without the app's policy: tfjs needs workers from blob: URLs.
  const server = await serve({ root: SITE, headers: ISOLATION_HEADERS });
  const { browser, adapter } = await launchWithGpu(server.url, options);
  console.error(`  ${adapter.name}${adapter.software ? ' (software adapter)' : ''}`);
  try {
    await race(browser, adapter, server.url, model);
  } finally {
    await browser.close();
    await server.close();
  }
}

await main();
