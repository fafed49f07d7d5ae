import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { endWithUsage } from '../command.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const KINDS = [
  'agree',
  'engine',
  'gpu',
  'gpu-node',
  'int8',
  'kernels',
  'pacs',
  'pipeline',
  'profile',
  'ui',
];
const USAGE = `usage: npm run bench -- ${KINDS.join('|')} [--help] [options]

Starts a benchmark, after installing the engine's rivals where they are needed. scripts/bench/README.md says what each
measures, and --help after its name what it takes.`;

const [kind = '', ...rest] = process.argv.slice(2);
const wantsHelp = [kind, ...rest].some((word) => word === '--help' || word === '-h');

if (!KINDS.includes(kind)) {
  if (!wantsHelp) endWithUsage(USAGE, kind === '' ? 'Which benchmark?' : `No benchmark ${kind}.`);
  console.log(USAGE);
  process.exit(0);
}
if (kind === 'engine' && !wantsHelp && !existsSync(`${HERE}node_modules/onnxruntime-web`)) {
  console.error('Installing the rivals into scripts/bench ...');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(npm, ['ci', '--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund'], {
    cwd: HERE,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
const { status } = spawnSync(process.execPath, ['--import', 'tsx', `${HERE}${kind}.ts`, ...rest], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
