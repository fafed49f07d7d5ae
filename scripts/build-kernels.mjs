/**
 * Compiles src/engine/kernels (AssemblyScript) to src/engine/kernel-binaries.ts: four builds, with and without relaxed
 * SIMD, with own or shared memory. `npm run kernels`; a unit test compiles them again and compares.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import asc from 'assemblyscript/asc';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TARGET = fileURLToPath(new URL('../src/engine/kernel-binaries.ts', import.meta.url));
const COMMON = ['-O3', '--runtime', 'stub', '--noAssert', '--importMemory', '--enable', 'simd'];
const RELAXED = ['--enable', 'relaxed-simd'];
/** The shared memory's upper limit must be at least what the module declares: 65536 pages are all 4 GiB. */
const SHARED = ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'];
const BUILDS = {
  simd: [],
  relaxed: RELAXED,
  simdShared: SHARED,
  relaxedShared: [...RELAXED, ...SHARED],
};

async function compile(flags) {
  let binary;
  const { error, stderr } = await asc.main(
    ['src/engine/kernels/index.ts', '--baseDir', ROOT, '-o', 'kernels.wasm', ...COMMON, ...flags],
    {
      writeFile: (name, contents) => {
        if (name.endsWith('.wasm')) binary = contents;
      },
    },
  );
  if (error !== null || binary === undefined)
    throw new Error(`asc: ${stderr.toString()}`, { cause: error });
  return Buffer.from(binary).toString('base64');
}

/** @returns {Promise<string>} the text of src/engine/kernel-binaries.ts */
export async function kernelBinaries() {
  const lines = [];
  for (const [name, flags] of Object.entries(BUILDS)) {
    lines.push(`  ${name}:\n    '${await compile(flags)}',`);
  }
  return [
    '/** Made of src/engine/kernels by `npm run kernels`: WebAssembly modules, base64. Do not edit. */',
    `export const KERNEL_BINARIES = {\n${lines.join('\n')}\n} as const;\n`,
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(TARGET, await kernelBinaries());
  console.log(`Wrote ${TARGET}`);
}
