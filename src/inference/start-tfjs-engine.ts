import type { Engine } from '#engine';
import type { LoadedPackage } from './package/loaded-package.ts';
import type { TfjsKind } from './tfjs-backends.ts';
import type { WasmOptions } from './tfjs-wasm-backend.ts';

/**
 * The package on a tfjs backend, with tfjs loaded on first use: where our own WASM engine does all the work, half a
 * megabyte of script never arrives.
 */
export async function startTfjsEngine(
  kind: TfjsKind,
  pack: LoadedPackage,
  options: WasmOptions = {},
): Promise<Engine> {
  const { createTfjsEngine } = await import('./tfjs-engine.ts');
  return createTfjsEngine(kind, pack, options);
}
