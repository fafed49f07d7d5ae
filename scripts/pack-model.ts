import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { AppError, messageOf } from '#base';
import { endWithUsage, readArguments } from './command.ts';
import { adoptGraph } from './model/adopt-graph.ts';
import {
  assemblePackage,
  loadFiles,
  type PackageFiles,
  rowsOf,
  sixOf,
  withReference,
} from './model/assemble-package.ts';
import { readDecision, readJson, unfittedDecision } from './model/calibration-file.ts';
import { compactMetrics } from './model/compact-metrics.ts';
import { type Drift, driftBetween, probabilitiesOf } from './model/drift.ts';
import { readExport, type TrainingExport } from './model/export-folder.ts';
import { sampleInputs } from './model/sample-inputs.ts';
import type { WeightStore } from './model/store-weights.ts';
import { writeFolder } from './model/write-folder.ts';

const USAGE = `usage: npm run pack-model -- EXPORT_DIR --out models/ID
         [--title TEXT] [--calibration FILE.json] [--metrics FILE.json]
         [--weights f16|u8-per-channel|f32] [--slices CT_ICH_DIR] [--golden 2] [--sequence FILE.json]
       npm run pack-model -- GRAPH_DIR --manifest DRAFT.json --out models/ID

EXPORT_DIR is what training/export.py writes. --slices measures the drift of the stored weights on 100 real slices
instead of on the export's golden inputs. --sequence adds the model along the slices (training/train_sequence.py), on whose
outputs --calibration must have been fitted. GRAPH_DIR holds a tfjs graph model that somebody else converted (model.json and
shards). See docs/model-format.md.`;

/** f16 must stay within this of f32, in probability; f32 in tfjs within AGREEMENT of the training framework. */
const ALLOWED_DRIFT = 0.01;
const AGREEMENT = 1e-4;
const STORES = ['f16', 'u8-per-channel', 'f32'] as const;

const OPTIONS = {
  out: { type: 'string' },
  title: { type: 'string' },
  manifest: { type: 'string' },
  calibration: { type: 'string' },
  metrics: { type: 'string' },
  weights: { type: 'string', default: 'f16' },
  slices: { type: 'string' },
  sequence: { type: 'string' },
  golden: { type: 'string', default: '2' },
} as const;

function storeOf(text: string): WeightStore {
  const store = STORES.find((name) => name === text);
  if (store === undefined) endWithUsage(USAGE, `--weights ${text}?`);
  return store;
}

function goldenCountOf(text: string): number {
  if (!/^[1-9]\d?$/.test(text)) endWithUsage(USAGE, `--golden ${text}?`);
  return Number(text);
}

async function metricsOf(path: string | undefined): Promise<Readonly<Record<string, unknown>>> {
  if (path === undefined) return {};
  const raw = await readJson(path);
  if (typeof raw === 'object' && raw !== null && !Array.isArray(raw)) {
    return compactMetrics(Object.fromEntries(Object.entries(raw)));
  }
  throw new AppError('bad-json', `${path}: is no JSON object`);
}

/** Largest |dp| and |d class map| between the training framework and tfjs, both in float32. */
async function agreement(files: PackageFiles, source: TrainingExport) {
  const pack = await loadFiles(files);
  const inputs = rowsOf(source.golden.inputs);
  return withReference(pack, async (engine) => {
    const rows = await engine.run(inputs);
    const trained = rowsOf(source.golden.probabilities).map((row) => sixOf(row, source));
    const { maxDp } = driftBetween(
      rows.map((row) => sixOf(row, source)),
      trained,
    );
    const { classMaps } = source.golden;
    if (classMaps === null) return { maxDp, maxMap: null, count: inputs.length };
    let maxMap = 0;
    for (const [index, expected] of rowsOf(classMaps).entries()) {
      const logits = (await engine.classMaps(inputs[index] ?? new Float32Array(0)))?.logits ?? [];
      expected.forEach((value, at) => {
        maxMap = Math.max(maxMap, Math.abs(value - (logits[at] ?? NaN)));
      });
    }
    return { maxDp, maxMap, count: inputs.length };
  });
}

const megabytes = (files: PackageFiles) =>
  [...files.values()].reduce((sum, file) => sum + file.length, 0) / 1e6;

async function main(): Promise<void> {
  const { values, positionals } = readArguments(USAGE, OPTIONS, true);
  const [folder] = positionals;
  if (folder === undefined) return endWithUsage(USAGE, 'Which folder?');
  if (values.out === undefined) return endWithUsage(USAGE, 'Where to? --out is missing.');
  if (values.manifest !== undefined) {
    const files = await adoptGraph(folder, values.manifest, basename(resolve(values.out)));
    await writeFolder(values.out, files, 'manifest.json');
    console.log(`${values.out}: ${megabytes(files).toFixed(2)} MB, graph as it was given`);
    return;
  }
  const store = storeOf(values.weights);
  const source = await readExport(folder);
  const id = basename(resolve(values.out));
  const options = {
    id,
    title: values.title ?? `${id} (${source.architecture}, width ${source.width})`,
    decision:
      values.calibration === undefined
        ? unfittedDecision()
        : await readDecision(values.calibration),
    metrics: await metricsOf(values.metrics),
    sequence:
      values.sequence === undefined ? null : new Uint8Array(await readFile(values.sequence)),
    goldenCount: goldenCountOf(values.golden),
  };
  const packed = (as: WeightStore, metrics = options.metrics) =>
    assemblePackage(source, { ...options, store: as, metrics });
  const whole = await packed('f32').catch((error: unknown) => {
    const inFile = error instanceof AppError && error.code === 'model-manifest';
    if (!inFile || values.calibration === undefined) throw error;
    throw new AppError('model-manifest', `${values.calibration}: ${error.message}`, {
      cause: error,
    });
  });
  const agreed = await agreement(whole, source);
  console.log(
    `tfjs against the training framework, f32, ${agreed.count} golden vectors: |dp| <= ${agreed.maxDp.toExponential(1)}` +
      (agreed.maxMap === null ? '' : `, class maps <= ${agreed.maxMap.toExponential(1)}`),
  );
  if (!(agreed.maxDp <= AGREEMENT)) {
    throw new AppError(
      'disagreement',
      `${folder}: tfjs and the training framework differ by more than ${AGREEMENT}`,
    );
  }
  const inputs =
    values.slices === undefined
      ? rowsOf(source.golden.inputs)
      : await sampleInputs(values.slices, source.preprocess, 100);
  const expected = await probabilitiesOf(whole, inputs);
  const drifts: Record<string, Drift> = {};
  for (const as of ['f16', 'u8-per-channel'] as const) {
    const files = await packed(as);
    const drift = driftBetween(await probabilitiesOf(files, inputs), expected);
    drifts[as] = drift;
    console.log(
      `${as}: ${megabytes(files).toFixed(2)} MB, |dp| <= ${drift.maxDp.toExponential(1)}, mean ${drift.meanDp.toExponential(1)} on ${drift.slices} ${values.slices === undefined ? 'golden inputs' : 'slices'}`,
    );
  }
  const drift = drifts[store]?.maxDp ?? 0;
  if (!(drift <= ALLOWED_DRIFT)) {
    throw new AppError(
      'drift',
      `${store} weights move a probability by ${drift.toPrecision(2)}; ${ALLOWED_DRIFT} is allowed`,
    );
  }
  const packing = {
    weights: store,
    trainingAgainstTfjs: agreed.maxDp,
    drift: drifts[store] ?? null,
    driftMeasuredOn: values.slices === undefined ? 'golden inputs' : 'real slices',
  };
  const files = await packed(store, { ...options.metrics, packing });
  await writeFolder(values.out, files, 'manifest.json');
  console.log(
    `${values.out}: ${store}, ${megabytes(files).toFixed(2)} MB, status ${source.status}`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
