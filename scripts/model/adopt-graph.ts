import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { AppError, seededRandom } from '#base';
import { parsePreprocessSpec } from '#imaging';
import { parseManifest } from '#inference';
import {
  filesWithManifest,
  jsonFile,
  loadFiles,
  type PackageFiles,
  rowsOf,
  sixOf,
  textFile,
  withReference,
} from './assemble-package.ts';
import { readJson, unfittedDecision } from './calibration-file.ts';
import { driftBetween } from './drift.ts';
import { modelCard } from './model-card.ts';
import { parseNpy } from './npy.ts';

const AGREEMENT = 1e-4;
const SEEDED_INPUTS = 2;

const modelJson = v.looseObject({
  modelTopology: v.looseObject({ node: v.array(v.unknown()) }),
  weightsManifest: v.array(v.looseObject({ paths: v.array(v.string()) })),
});
const draft = v.looseObject({ preprocess: v.unknown() });

function parsed<S extends v.GenericSchema>(schema: S, raw: unknown, path: string) {
  const result = v.safeParse(schema, raw);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new AppError('bad-graph', `${path}: ${v.getDotPath(issue) ?? ''}: ${issue.message}`);
}

async function optionalNpy(path: string) {
  const bytes = await readFile(path).catch(() => null);
  return bytes === null ? null : parseNpy(bytes, path);
}

/** The framework's own inputs and probabilities from golden_*.npy, or seeded inputs and null. */
async function goldenOf(folder: string, size: number, channels: number) {
  const inputs = await optionalNpy(join(folder, 'golden_inputs.npy'));
  const probabilities = await optionalNpy(join(folder, 'golden_probabilities.npy'));
  if (inputs !== null && probabilities !== null) {
    return { inputs: rowsOf(inputs), expected: rowsOf(probabilities) };
  }
  const random = seededRandom(1);
  const seeded = Array.from({ length: SEEDED_INPUTS }, () =>
    Float32Array.from({ length: size * size * channels }, () => 2 * random() - 1),
  );
  return { inputs: seeded, expected: null };
}

function joined(inputs: readonly Float32Array[]): Uint8Array {
  const bytes = inputs.flatMap((input) => [new Uint8Array(Float32Array.from(input).buffer)]);
  return new Uint8Array(Buffer.concat(bytes));
}

/**
 * Makes a package of a graph model that somebody else converted (model.json and its shards) and a draft of the manifest:
 * everything but files, golden and what is left at its default. Where the folder holds golden_inputs.npy and
 * golden_probabilities.npy (the graph's own columns), tfjs must agree with them within 1e-4.
 */
export async function adoptGraph(
  folder: string,
  draftPath: string,
  id: string,
): Promise<PackageFiles> {
  const at = join(folder, 'model.json');
  const model = await readJson(at);
  const { weightsManifest } = parsed(modelJson, model, at);
  const described = parsed(draft, await readJson(draftPath), draftPath);
  const { size, channels } = parsePreprocessSpec(described.preprocess);
  const content = new Map<string, Uint8Array>([['model.json', jsonFile(model)]]);
  for (const path of weightsManifest.flatMap(({ paths }) => paths)) {
    if (path.includes('/') || path.includes('..')) {
      throw new AppError('bad-graph', `${at}: the shard ${path} is not beside it`);
    }
    content.set(path, new Uint8Array(await readFile(join(folder, path))));
  }
  const { inputs, expected } = await goldenOf(folder, size, channels.length);
  content.set('golden-inputs.bin', joined(inputs));
  const tolerance = { cpu: 1e-5, wasm: 1e-5, native: 1e-4, webgl: 1e-3, webgpu: 1e-3 };
  const manifest = (files: PackageFiles) =>
    filesWithManifest(files, (listed) =>
      parseManifest({
        formatVersion: 1,
        status: 'research',
        ...unfittedDecision(),
        metrics: {},
        ...described,
        id,
        files: listed,
        golden: { file: 'golden.json', tolerance },
      }),
    );
  const golden = (probabilities: readonly (readonly number[])[], trained: unknown) =>
    jsonFile({
      inputs: { file: 'golden-inputs.bin' },
      probabilities,
      trainingProbabilities: trained,
    });
  const placeholder = inputs.map(() => [0, 0, 0, 0, 0, 0]);
  const pack = await loadFiles(
    await manifest(new Map([...content, ['golden.json', golden(placeholder, null)]])),
  );
  const rows = await withReference(pack, (engine) => engine.run(inputs));
  const computed = rows.map((row) => sixOf(row, pack.manifest));
  const trained = expected?.map((row) => sixOf(row, pack.manifest)) ?? null;
  if (trained !== null && !(driftBetween(computed, trained).maxDp <= AGREEMENT)) {
    const { maxDp } = driftBetween(computed, trained);
    throw new AppError(
      'disagreement',
      `${folder}: tfjs differs by ${maxDp.toPrecision(2)} from golden_probabilities.npy; ${AGREEMENT} is allowed`,
    );
  }
  const card = modelCard(pack.manifest);
  content.set('golden.json', golden(computed, trained));
  content.set('model-card.json', jsonFile(card.json, 2));
  content.set('MODEL_CARD.md', textFile(card.markdown));
  return manifest(content);
}
