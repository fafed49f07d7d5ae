import { join } from 'node:path';
import { AppError, LABELS, messageOf, NODE_ENGINE_KINDS, parseEngineKind } from '#base';
import { unsupportedOps } from '#engine';
import {
  createOwnWasmEngine,
  type Engine,
  type LoadedPackage,
  loadPackage,
  proveEngine,
  startTfjsEngine,
  toleranceOf,
} from '#inference';
import { folderReader } from '../src/cli/model-folder.ts';
import { endWithUsage, readArguments } from './command.ts';
import { readJson } from './model/calibration-file.ts';

const USAGE = `usage: npm run verify-model -- models/ID [--engines ${NODE_ENGINE_KINDS.join()}]

Checks every file's size and SHA-256, the graph's operations, and the golden vectors on each engine that Node has.`;

type Kind = (typeof NODE_ENGINE_KINDS)[number];
const TIMED_RUNS = 5;

function create(kind: Kind, pack: LoadedPackage): Promise<Engine> {
  return kind === 'own-wasm'
    ? createOwnWasmEngine(pack, { threads: 1 })
    : startTfjsEngine(kind, pack, { threads: 1 });
}

/** Median milliseconds of one slice, one at a time. */
async function timed(engine: Engine, input: Float32Array): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < TIMED_RUNS; run++) {
    const start = performance.now();
    await engine.run([input]);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[TIMED_RUNS >> 1] ?? Number.NaN;
}

/** Proves one engine; false where its numbers are wrong. An engine that lacks an operation is no fault of the package. */
async function check(kind: Kind, pack: LoadedPackage): Promise<boolean> {
  let engine: Engine | null = null;
  try {
    engine = await create(kind, pack);
    const difference = await proveEngine(engine, pack);
    const before = engine.held();
    const ms = await timed(engine, pack.golden.inputs[0] ?? new Float32Array(0));
    const leaked = engine.held() - before;
    console.log(
      `  ${kind.padEnd(9)} |dp| <= ${difference.toExponential(1)} (allowed ${toleranceOf(pack.manifest, kind)}), ${ms.toFixed(1)} ms a slice${leaked === 0 ? '' : `, LEAKS ${leaked}`}  [${engine.description}]`,
    );
    return leaked === 0;
  } catch (error) {
    const lacking = error instanceof AppError && error.code === 'graph-unsupported';
    console.log(`  ${kind.padEnd(9)} ${lacking ? 'cannot run it' : 'FAILS'}: ${messageOf(error)}`);
    return lacking;
  } finally {
    engine?.dispose();
  }
}

/** |dp| between the stored weights in tfjs and the training framework in f32, where golden.json has both. */
async function trainingDifference(folder: string, pack: LoadedPackage): Promise<number | null> {
  const raw = await readJson(join(folder, pack.manifest.golden.file));
  if (typeof raw !== 'object' || raw === null || !('trainingProbabilities' in raw)) return null;
  const rows: unknown = raw.trainingProbabilities;
  if (!Array.isArray(rows)) return null;
  return pack.golden.probabilities.reduce((most, expected, n) => {
    const row: unknown = rows[n];
    const values = Array.isArray(row) ? row.map(Number) : [];
    return Math.max(
      most,
      ...LABELS.map((_, k) => Math.abs((expected[k] ?? NaN) - (values[k] ?? NaN))),
    );
  }, 0);
}

async function verify(folder: string, engines: readonly Kind[]): Promise<boolean> {
  const pack = await loadPackage(folderReader(folder));
  const { manifest } = pack;
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  const { name, width, parameters } = manifest.architecture;
  console.log(`${folder}: ${manifest.title}`);
  if (manifest.status === 'untrained') console.log('  UNTRAINED: random weights, for tests only');
  console.log(
    `  ${name}, width ${width}, ${parameters} parameters, input ${manifest.preprocess.size} px, ${manifest.activation}`,
  );
  console.log(
    `  ${manifest.files.length} files, ${(bytes / 1e6).toFixed(2)} MB: sizes and SHA-256 right; model ${pack.modelHash.slice(0, 12)}`,
  );
  const foreign = unsupportedOps(pack.topology);
  console.log(`  operations that our own engines lack: ${foreign.join(', ') || 'none'}`);
  const { quantization } = manifest;
  if (quantization !== undefined) {
    const { scheme, layers, calibration, agreement } = quantization;
    const apart =
      agreement === null
        ? ''
        : `; |dp| <= ${agreement.maxDp.toPrecision(2)} against floats on ${agreement.slices} slices`;
    console.log(
      `  ${scheme}: ${layers} layers, calibrated on ${calibration.slices} slices${apart}`,
    );
  }
  const trained = await trainingDifference(folder, pack);
  if (trained !== null) {
    console.log(
      `  the package as stored against the training framework in f32: |dp| <= ${trained.toExponential(1)}`,
    );
  }
  let good = true;
  for (const kind of NODE_ENGINE_KINDS) {
    if (engines.includes(kind) && !(await check(kind, pack))) good = false;
  }
  return good;
}

async function main(): Promise<void> {
  const { values, positionals } = readArguments(
    USAGE,
    { engines: { type: 'string', default: NODE_ENGINE_KINDS.join() } },
    true,
  );
  const asked = values.engines.split(',').map(parseEngineKind);
  const engines = NODE_ENGINE_KINDS.filter((kind) => asked.includes(kind));
  if (positionals.length === 0) endWithUsage(USAGE, 'Which package?');
  if (engines.length !== asked.length) endWithUsage(USAGE, `--engines ${values.engines}?`);
  for (const folder of positionals) {
    if (!(await verify(folder, engines))) process.exitCode = 1;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
