/**
 * Where a slice's time goes, from file to probabilities: the whole analysis of painted studies in Node on one thread, by V8's
 * sampling profiler. `--picture` draws it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gather, readerOf, studiesIn } from '../../src/datasets/index.ts';
import { openModel } from '../../src/inference/index.ts';
import { frameDecoder, runStudy } from '../../src/pipeline/index.ts';
import { readArguments } from '../command.ts';
import { barsSvg } from './bars-svg.ts';
import { costOfChecks } from './cost-of-checks.ts';
import { shareOfTime } from './share-of-time.ts';
import { paintedStudies } from './studies.ts';

const STUDIES = 20;
const SLICES = 32;
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const USAGE = `usage: npm run bench -- profile [--json] [--model FOLDER] [--picture FILE.svg]

Where a slice's time goes, from file to probabilities, in Node on one thread, by V8's sampling profiler.`;

const { values: options } = readArguments(USAGE, {
  json: { type: 'boolean', default: false },
  model: { type: 'string', default: 'models/ich-vgg16' },
  picture: { type: 'string' },
});

/** Reads, decodes, prepares and asks the model: all of the studies, a glance first as in the app. Returns the slices. */
async function analyzeAll(files: readonly string[], model: Awaited<ReturnType<typeof openModel>>) {
  const { signal } = new AbortController();
  const gathered = await gather(files, () => undefined, signal);
  const { preprocess, study: aggregator } = model.pack.manifest;
  let slices = 0;
  for (const study of studiesIn(gathered)) {
    const run = runStudy(
      {
        study,
        decodeFrame: frameDecoder(readerOf(gathered)),
        predict: model.predict,
        preprocess,
        aggregator,
        operatingPoint: 'balanced',
        batchSize: model.engine.preferredBatch,
      },
      signal,
    );
    for await (const event of run) slices += Number(event.kind === 'slice');
  }
  return slices;
}

async function main(): Promise<void> {
  const files = await paintedStudies(STUDIES, SLICES);
  const model = await openModel(async (path) => readFileSync(join(ROOT, options.model, path)), {
    clock: () => performance.now(),
    forced: 'own-wasm',
  });
  await analyzeAll(files.slice(0, 3 * SLICES), model); // The compiler's own time is not the subject.
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 200 });
  await session.post('Profiler.start');
  const began = performance.now();
  const slices = await analyzeAll(files, model);
  const wall = performance.now() - began;
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  model.engine.dispose();
  const checks = await costOfChecks(files.slice(0, SLICES), model.pack.manifest.preprocess);
  const rows = shareOfTime(profile).map(({ name, ms }) => ({ name, msPerSlice: ms / slices }));
  if (options.picture !== undefined) {
    const title = `Milliseconds a slice, ${(wall / slices).toFixed(1)} in all: ${slices} looks at slices of ${STUDIES} studies, one thread`;
    writeFileSync(
      options.picture,
      barsSvg(
        title,
        rows.map(({ name, msPerSlice }) => ({ name, value: msPerSlice })),
      ),
    );
  }
  if (options.json) {
    console.log(
      JSON.stringify({ rows, slices, msPerSlice: wall / slices, checks, model: options.model }),
    );
    return;
  }
  console.log(
    `| part (${dirname(options.model) === 'models' ? options.model : 'model'}) | ms a slice |\n|---|---|`,
  );
  for (const { name, msPerSlice } of rows) console.log(`| ${name} | ${msPerSlice.toFixed(2)} |`);
  console.log(`| all, by the clock | ${(wall / slices).toFixed(2)} |`);
  const { checks: ms, skullOutline: outline, decodingAndPreprocessing: work, ratio } = checks;
  console.log(
    `\nAll checks of a slice's pixels: ${ms.toFixed(2)} ms, ${outline.toFixed(2)} of it the skull's outline; decoding and preprocessing it: ${work.toFixed(2)} ms; ratio ${ratio.toFixed(2)} (${SLICES} slices, medians of 7 rounds)`,
  );
}

await main();
