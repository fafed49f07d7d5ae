/**
 * The same race as gpu.ts without a browser: WebGPU by Dawn in Node (the npm package webgpu), for machines that have a GPU and nothing
 * to show it on. Each model is a process of its own with a limit of time: one that hangs or crashes costs no other its figures.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { endWithUsage, readArguments } from '../command.ts';
import { type HeatRow, type ModelResult, raceModel } from './gpu-node-race.ts';

/** A child's last line. */
const DONE = '# done';
const RIVALS = fileURLToPath(new URL('node_modules', import.meta.url));

const USAGE = `usage: npm run bench -- gpu-node [--json FILE] [--rounds 15] [--seconds 100] [--each 30] [--batch 64] [--webgpu FILE] [--ort FOLDER|none] [MODEL...]

Slices a second of our WebGPU kernels (f16, f32), tfjs and ONNX Runtime Web on WebGPU, by Dawn in Node, without a browser. MODEL is a
package's folder or "full"; default models/ich-vgg16. --webgpu is the npm package's index.js, --ort the builds of onnxruntime-web. No model is begun after --seconds, and none gets more than --each of them.
--batch is the most slices a call.`;

const { values: options, positionals } = readArguments(
  USAGE,
  {
    json: { type: 'string' },
    rounds: { type: 'string', default: '15' },
    seconds: { type: 'string', default: '100' },
    each: { type: 'string', default: '30' },
    batch: { type: 'string', default: '64' },
    webgpu: { type: 'string', default: `${RIVALS}/webgpu/index.js` },
    ort: { type: 'string', default: `${RIVALS}/onnxruntime-web/dist` },
    // Internal: this process is to race this one model.
    child: { type: 'string' },
  },
  true,
);

interface Outcome extends Partial<ModelResult> {
  readonly model: string;
  readonly rows: readonly HeatRow[];
  readonly notes: readonly string[];
  /** Why the process ended early, if it did. */
  readonly ended?: string;
}

/** Runs one model in a process of its own; what it had told until it ended counts. */
function inProcess(model: string, limitMs: number): Promise<Outcome> {
  const args = [...process.execArgv, ...process.argv.slice(1, 2), '--child', model];
  for (const name of ['rounds', 'batch', 'webgpu', 'ort'] as const)
    args.push(`--${name}`, options[name]);
  args.push('--seconds', String(limitMs / 1000));
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [told, errors] = ['', ''];
  child.stdout.on('data', (data) => {
    told += data;
    if (told.includes(DONE)) child.kill('SIGKILL'); // Dawn's threads may keep it from ending.
  });
  child.stderr.on('data', (data) => {
    errors += data;
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const last = told
        .split('\n')
        .filter((line) => line.startsWith('{') && line.endsWith('}'))
        .at(-1);
      const result: Partial<ModelResult> = last === undefined ? {} : JSON.parse(last);
      const ended =
        code === 0 || told.includes(DONE)
          ? {}
          : { ended: `exit ${code ?? signal}: ${errors.slice(-600).trim()}` };
      resolve({ ...result, model, rows: result.rows ?? [], notes: result.notes ?? [], ...ended });
    });
  });
}

function nvidia(): string {
  try {
    const query = ['--query-gpu=name,driver_version,clocks.sm,clocks.mem', '--format=csv,noheader'];
    return execFileSync('nvidia-smi', query, { timeout: 10_000 }).toString().trim();
  } catch {
    return 'no nvidia-smi';
  }
}

const figure = (value: number) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

function tableOf({ title, model, rows, notes, ratios, adapter, ended }: Outcome): string {
  const lines = rows.map(
    ({
      engine,
      beside,
      slicesPerCall,
      msPerSlice,
      min,
      max,
      slicesPerSecond,
      startMs,
      difference,
    }) =>
      `| ${engine} | ${beside} | ${slicesPerCall} | ${figure(msPerSlice)} [${figure(min)}-${figure(max)}] | ${figure(slicesPerSecond)} | ${(startMs / 1000).toFixed(2)} | ${difference.toExponential(1)} |`,
  );
  return [
    `\n## ${title ?? model}`,
    `adapter: ${adapter ?? 'none'}`,
    '| engine | in turn with | slices a call | ms a slice: median [min-max] | slices a second | start, s | largest dp |',
    '|---|---|---|---|---|---|---|',
    ...lines,
    ...Object.entries(ratios ?? {}).map(([name, ratio]) => `${name}: ${ratio}`),
    ...notes,
    ...(ended === undefined ? [] : [`ENDED EARLY: ${ended}`]),
  ].join('\n');
}

async function main(): Promise<void> {
  const models = positionals.length > 0 ? positionals : ['models/ich-vgg16'];
  const [begun, seconds] = [performance.now(), Number(options.seconds)];
  if (!(seconds > 0)) endWithUsage(USAGE, '--seconds takes a number.');
  if (!existsSync(options.webgpu)) {
    console.error(`There is no ${options.webgpu}: npm ci --prefix scripts/bench --ignore-scripts`);
    process.exit(1);
  }
  const outcomes: Outcome[] = [];
  const conditions = {
    gpu: nvidia(),
    node: process.version,
    cpu: cpus()[0]?.model.trim(),
    cores: cpus().length,
    loadBefore: loadavg()[0],
    rounds: Number(options.rounds),
  };
  console.log(JSON.stringify(conditions));
  for (const model of models) {
    const left = seconds - (performance.now() - begun) / 1000;
    if (left < 3) {
      console.log(`\n## ${model}\nnot begun: the time is up`);
      continue;
    }
    const outcome = await inProcess(model, 1000 * Math.min(left, Number(options.each)));
    outcomes.push(outcome);
    console.log(tableOf(outcome));
    if (options.json !== undefined) {
      const report = { conditions: { ...conditions, loadAfter: loadavg()[0] }, outcomes };
      writeFileSync(options.json, JSON.stringify(report, null, 1));
    }
  }
  console.log(`\n${((performance.now() - begun) / 1000).toFixed(0)} s, ${nvidia()}`);
  if (outcomes.some(({ rows }) => !rows.some(({ engine }) => engine === 'own-webgpu-f32')))
    process.exitCode = 1;
}

if (options.child === undefined) await main();
else {
  await raceModel({
    model: options.child,
    webgpu: options.webgpu,
    ort: options.ort === 'none' ? null : options.ort,
    rounds: Number(options.rounds),
    batch: Number(options.batch),
    seconds: Number(options.seconds),
  });
  process.stdout.write(`${DONE}\n`, () => process.exit(0));
}
