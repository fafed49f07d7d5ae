/**
 * Makes dist/ when it is missing or older than its sources: sample studies, the app, the model packages beside it.
 * `npm run build` forces it. Exported for start.mjs and test.mjs.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = ['src', 'public', 'models', 'index.html', 'vite.config.ts', 'package.json'];

/** Newest modification time below a path, in ms; 0 where it doesn't exist. */
function newest(path) {
  if (!existsSync(path)) return 0;
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0);
}

function run(label, command, args) {
  console.error(`${label} ...`);
  const result = spawnSync(command, args, {
    cwd: ROOT,
    // All of it to stderr: what a caller prints may be read by a program.
    stdio: ['inherit', process.stderr, 'inherit'],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) throw new Error(`${label} failed (${command} ${args.join(' ')}).`);
}

/** Builds what is missing or stale. */
export function ensureBuilt({ force = false } = {}) {
  if (force || !existsSync(join(ROOT, 'public/samples/index.json'))) {
    run('Making the synthetic sample studies', 'npx', ['tsx', 'scripts/make-samples.ts']);
  }
  const built = join(ROOT, 'dist/index.html');
  const stale =
    !existsSync(built) ||
    Math.max(...SOURCES.map((source) => newest(join(ROOT, source)))) > statSync(built).mtimeMs;
  if (force || stale) {
    run('Building the app', 'npx', ['vite', 'build']);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    ensureBuilt({ force: true });
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
