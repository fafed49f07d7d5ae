import { AppError } from '#base';
import type { Engine } from '#engine';
import type { LoadedPackage } from './package/loaded-package.ts';
import type { TfjsKind } from './tfjs-backends.ts';
import type { WasmOptions } from './tfjs-wasm-backend.ts';

/**
 * The package on a tfjs backend, with tfjs loaded on first use: where our own WASM engine does all the work, half a
 * megabyte of script never arrives. Rejects with AppError 'graph-unsupported' for an int8 package: tfjs would give the numbers of
 * another network.
 */
export async function startTfjsEngine(
  kind: TfjsKind,
  pack: LoadedPackage,
  options: WasmOptions = {},
): Promise<Engine> {
  if (pack.manifest.quantization !== undefined) {
    throw new AppError(
      'graph-unsupported',
      'The package is quantized to int8, which tfjs does not compute: our own WASM engine does.',
    );
  }
  const { createTfjsEngine } = await import('./tfjs-engine.ts');
  return createTfjsEngine(kind, pack, options);
}
