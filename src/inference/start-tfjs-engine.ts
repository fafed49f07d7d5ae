import type { Engine, EngineKind, LoadedPackage } from './engine.ts';
import type { WasmOptions } from './tfjs-wasm-backend.ts';

/**
 * The package on a tfjs backend, with tfjs loaded on first use: where the native runner does all the work, half a
 * megabyte of script never arrives.
 */
export async function startTfjsEngine(
  kind: Exclude<EngineKind, 'native'>,
  pack: LoadedPackage,
  options: WasmOptions = {},
): Promise<Engine> {
  const { createTfjsEngine } = await import('./tfjs-engine.ts');
  return createTfjsEngine(kind, pack, options);
}
