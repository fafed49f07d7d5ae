import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isMain, readArguments } from './command.ts';

const USAGE = `usage: npx tsx scripts/find-browser.ts

Prints the browser that the tests and benchmarks use: CHROME_PATH, the system's Chromium or Chrome, Playwright's own, else
the distribution's package, which it installs (as root on Debian and Ubuntu).`;

type Playwright = typeof import('playwright-core');

const CANDIDATES = [
  process.env.CHROME_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell';

/** What makes a headless Chromium offer WebGL 2 and a software WebGPU adapter. Correctness only, never speed. */
export const SOFTWARE_GPU_FLAGS = [
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
];

/**
 * What has a headless Chromium paint pages and put them together on the processor itself, not through the emulated GPU: Debian's asks a GPU
 * to paint, and a frame by SwiftShader costs several times as much. WebGL and WebGPU are there as before.
 */
export const PLAIN_DRAWING_FLAGS = ['--disable-gpu-compositing', '--disable-gpu-rasterization'];

/**
 * What has V8 leave out its last compiler, whose work pays off in a page that lives longer than a test's: a page's first study takes a
 * fifth less of the processor. WebAssembly is compiled as before.
 */
export const SHORT_LIFE_FLAGS = ['--js-flags=--no-opt'];

/** What a headless Chromium in a container or on a closed network needs. */
export const QUIET_FLAGS = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

/** Path of an installed Chromium or Chrome; undefined where there is none. */
export function findChromium(): string | undefined {
  const installed = CANDIDATES.find((path) => path !== undefined && existsSync(path));
  if (installed !== undefined) return installed;
  try {
    const { chromium } = createRequire(import.meta.url)('playwright-core') as Playwright;
    const path = chromium.executablePath();
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Path of Chromium's headless shell, which has no window of its own: a distribution's Chromium draws its tab strip and bar for every page,
 * seen or not, and two files of end-to-end tests cost 118 CPU seconds with them and 84 without. CHROME_PATH goes before it; undefined
 * where there is none.
 */
export function findHeadlessShell(): string | undefined {
  const isWanted = process.env.CHROME_PATH === undefined;
  return isWanted && existsSync(HEADLESS_SHELL) ? HEADLESS_SHELL : undefined;
}

/**
 * The path of a Chromium: of one that is there, or of one that it installs. Says what it does.
 *
 * @throws Error where there is none and none can be had.
 */
export function ensureChromium(): string {
  const found = findChromium();
  if (found !== undefined) return found;
  console.error('No Chromium or Chrome found. Trying to install one for the browser tests ...');
  const attempts: readonly (readonly [string, readonly string[]])[] = [
    ['npx', ['playwright', 'install', 'chromium']],
    ...(process.platform === 'linux' && process.getuid?.() === 0
      ? [
          ['apt-get', ['update']] as const,
          ['apt-get', ['install', '-y', '--no-install-recommends', 'chromium']] as const,
        ]
      : []),
  ];
  for (const [command, args] of attempts) {
    const result = spawnSync(command, args, {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    if (result.status !== 0) console.error(`  ${command} ${args.join(' ')} did not work.`);
    const path = findChromium();
    if (path !== undefined) return path;
  }
  throw new Error(
    'The browser tests need Chromium or Chrome. Install one (Debian: apt-get install chromium; macOS: ' +
      'brew install --cask google-chrome) or set CHROME_PATH to it.',
  );
}

if (isMain(import.meta.url)) {
  readArguments(USAGE, {});
  const path = ensureChromium();
  console.log(path);
  execFileSync(path, ['--version'], { stdio: 'inherit' });
}
