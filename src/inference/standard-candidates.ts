import type { EngineKind } from '#base';
import { probeWebgl, probeWebgpu } from './gpu-probe.ts';
import { createOwnWasmEngine } from './own-wasm-engine.ts';
import { createOwnWebgpuEngine } from './own-webgpu-engine.ts';
import type { LoadedPackage } from './package/loaded-package.ts';
import type { EngineCandidate } from './select-engine.ts';
import { startTfjsEngine } from './start-tfjs-engine.ts';
import type { TfjsKind } from './tfjs-backends.ts';
import type { WasmOptions } from './tfjs-wasm-backend.ts';

/** What the candidates need from their host. */
export interface CandidateOptions extends WasmOptions {
  /** Engines that are known to fail here. */
  readonly without?: readonly EngineKind[];
}

const hasGpuApis = (): boolean => typeof OffscreenCanvas !== 'undefined';

/** Every way this host may be able to run the package: GPUs in a browser only; the rest everywhere. */
export function standardCandidates(
  pack: LoadedPackage,
  options: CandidateOptions = {},
): readonly EngineCandidate[] {
  const tfjs = (kind: TfjsKind): EngineCandidate => ({
    kind,
    create: () => startTfjsEngine(kind, pack, options),
  });
  const ownWebgpu: EngineCandidate = {
    kind: 'own-webgpu',
    create: (signal) => createOwnWebgpuEngine(pack, {}, signal),
    probe: probeWebgpu,
  };
  const gpus = hasGpuApis()
    ? [
        ownWebgpu,
        { ...tfjs('tfjs-webgpu'), probe: probeWebgpu },
        { ...tfjs('tfjs-webgl'), probe: probeWebgl },
      ]
    : [];
  const ownWasm: EngineCandidate = {
    kind: 'own-wasm',
    create: (signal) => createOwnWasmEngine(pack, options, signal),
  };
  const all = [...gpus, ownWasm, tfjs('tfjs-wasm'), tfjs('tfjs-cpu')];
  return all.filter(({ kind }) => !(options.without ?? []).includes(kind));
}
