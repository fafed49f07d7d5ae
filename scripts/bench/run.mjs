/** `npm run bench -- agree|engine|gpu|pipeline|profile|ui [--json] [...]`: starts the benchmark, after installing the rivals if needed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const KINDS = ['agree', 'engine', 'gpu', 'pipeline', 'profile', 'ui'];
const [kind, ...rest] = process.argv.slice(2);

if (!KINDS.includes(kind ?? '')) {
  console.error(
    `Usage: npm run bench -- ${KINDS.join('|')} [--json] (see scripts/bench/README.md)`,
  );
  process.exit(2);
}
if (kind === 'engine' && !existsSync(`${HERE}node_modules/onnxruntime-web`)) {
  console.error('Installing the rivals into scripts/bench ...');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: HERE,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
const { status } = spawnSync(process.execPath, ['--import', 'tsx', `${HERE}${kind}.ts`, ...rest], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
