import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isMain, readArguments } from './command.ts';

const USAGE = `usage: npm run kernels

Compiles the AssemblyScript kernels: src/engine/wasm/kernels to src/engine/wasm/kernel-binaries.ts (four builds, with and
without relaxed SIMD, with own or shared memory), src/imaging/kernels to src/imaging/kernel-binary.ts. Unit tests compile
them again and compare.`;

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const COMMON = ['-O3', '--runtime', 'stub', '--noAssert', '--enable', 'simd'];
const IMPORTED = ['--importMemory'];
const RELAXED = ['--enable', 'relaxed-simd'];
/** The shared memory's upper limit must be at least what the module declares: 65536 pages are all 4 GiB. */
const SHARED = ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'];
const BUILDS = {
  simd: IMPORTED,
  relaxed: [...IMPORTED, ...RELAXED],
  simdShared: [...IMPORTED, ...SHARED],
  relaxedShared: [...IMPORTED, ...RELAXED, ...SHARED],
};

async function compile(folder: string, flags: readonly string[]): Promise<string> {
  // Here, since loading the compiler takes longer than printing the usage.
  const { default: asc } = await import('assemblyscript/asc');
  const written: Uint8Array[] = [];
  const { error, stderr } = await asc.main(
    [
      `src/${folder}/kernels/index.ts`,
      '--baseDir',
      ROOT,
      '-o',
      'kernels.wasm',
      ...COMMON,
      ...flags,
    ],
    {
      writeFile: (name, contents) => {
        if (name.endsWith('.wasm') && typeof contents !== 'string') written.push(contents);
      },
    },
  );
  const [binary] = written;
  if (error !== null || binary === undefined)
    throw new Error(`asc: ${stderr.toString()}`, { cause: error });
  return Buffer.from(binary).toString('base64');
}

/** The text of src/engine/wasm/kernel-binaries.ts. */
export async function kernelBinaries(): Promise<string> {
  const lines: string[] = [];
  for (const [name, flags] of Object.entries(BUILDS)) {
    lines.push(`  ${name}:\n    '${await compile('engine/wasm', flags)}',`);
  }
  return [
    '/** Made of src/engine/wasm/kernels by `npm run kernels`: WebAssembly modules, base64. Do not edit. */',
    `export const KERNEL_BINARIES = {\n${lines.join('\n')}\n} as const;\n`,
  ].join('\n');
}

/** The text of src/imaging/kernel-binary.ts. */
export async function imagingKernelBinary(): Promise<string> {
  return [
    '/** Made of src/imaging/kernels by `npm run kernels`: a WebAssembly module, base64. Do not edit. */',
    `export const KERNEL_BINARY =\n  '${await compile('imaging', [])}';\n`,
  ].join('\n');
}

if (isMain(import.meta.url)) {
  readArguments(USAGE, {});
  for (const [target, text] of [
    ['engine/wasm/kernel-binaries.ts', await kernelBinaries()],
    ['imaging/kernel-binary.ts', await imagingKernelBinary()],
  ] as const) {
    writeFileSync(new URL(`../src/${target}`, import.meta.url), text);
    console.log(`Wrote src/${target}`);
  }
}
