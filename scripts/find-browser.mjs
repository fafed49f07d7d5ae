/**
 * One place decides which browser the tests and benchmarks use: CHROME_PATH, the system's Chromium or Chrome,
 * Playwright's own, else the distribution's package (as root on Debian and Ubuntu). Run as a script, it prints the path.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

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

/** What makes a headless Chromium offer WebGL 2 and a software WebGPU adapter. Correctness only, never speed. */
export const SOFTWARE_GPU_FLAGS = [
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
];

/** What a headless Chromium in a container or on a closed network needs. */
export const QUIET_FLAGS = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

/** @returns {string | undefined} path of an installed Chromium or Chrome */
export function findChromium() {
  const installed = CANDIDATES.find((path) => path !== undefined && existsSync(path));
  if (installed !== undefined) return installed;
  try {
    const { chromium } = createRequire(import.meta.url)('playwright-core');
    const path = chromium.executablePath();
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Finds a Chromium, or tries to install one. Says what it does.
 * @returns {string} its path
 */
export function ensureChromium() {
  const found = findChromium();
  if (found !== undefined) return found;
  console.error('No Chromium or Chrome found. Trying to install one for the browser tests ...');
  const attempts = [
    ['npx', ['playwright', 'install', 'chromium']],
    ...(process.platform === 'linux' && process.getuid?.() === 0
      ? [
          ['apt-get', ['update']],
          ['apt-get', ['install', '-y', '--no-install-recommends', 'chromium']],
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

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const path = ensureChromium();
  console.log(path);
  execFileSync(path, ['--version'], { stdio: 'inherit' });
}
