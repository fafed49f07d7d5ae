/**
 * Every way to run a model, in the order in which they are tried: our own kernels (src/engine) or tfjs, and on what. The
 * processor comes first: it gives the time that a GPU has to beat, and something to work with if a GPU hangs.
 */
export const ENGINE_KINDS = [
  'own-wasm',
  'tfjs-wasm',
  'own-webgpu',
  'tfjs-webgpu',
  'tfjs-webgl',
  'tfjs-cpu',
] as const;

/** One of {@link ENGINE_KINDS}. */
export type EngineKind = (typeof ENGINE_KINDS)[number];

/** Those that need no browser. */
export const NODE_ENGINE_KINDS = [
  'own-wasm',
  'tfjs-wasm',
  'tfjs-cpu',
] as const satisfies readonly EngineKind[];

/** What the screen and messages call them. */
export const ENGINE_LABELS: Readonly<Record<EngineKind, string>> = {
  'own-wasm': 'WASM',
  'own-webgpu': 'WebGPU',
  'tfjs-wasm': 'TensorFlow.js WASM',
  'tfjs-webgpu': 'TensorFlow.js WebGPU',
  'tfjs-webgl': 'TensorFlow.js WebGL',
  'tfjs-cpu': 'TensorFlow.js CPU',
};

/** The names until version 0.1: they stand in bookmarks, scripts and kept settings. Model packages key their tolerances by them. */
export const FORMER_KINDS = {
  'own-wasm': 'native',
  'own-webgpu': 'gpu',
  'tfjs-wasm': 'wasm',
  'tfjs-webgpu': 'webgpu',
  'tfjs-webgl': 'webgl',
  'tfjs-cpu': 'cpu',
} as const satisfies Readonly<Record<EngineKind, string>>;

/** The engine that a word from outside names, by its name or its former one; null where there is none. */
export function parseEngineKind(word: string | null | undefined): EngineKind | null {
  return ENGINE_KINDS.find((kind) => kind === word || FORMER_KINDS[kind] === word) ?? null;
}
