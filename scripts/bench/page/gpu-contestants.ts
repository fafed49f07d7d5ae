/** One page hosts one of the app's own engines: loads the model from /model, then runs slices when told. */
import {
  createOwnWasmEngine,
  createOwnWebgpuEngine,
  type Engine,
  type LoadedPackage,
  parseManifest,
  startTfjsEngine,
} from '../../../src/inference/index.ts';

/** Which engine. */
export type GpuContestant =
  | 'own-webgpu-f16'
  | 'own-webgpu-f32'
  | 'tfjs-webgpu'
  | 'tfjs-webgl'
  | 'tfjs-cpu'
  | 'own-wasm';

const json = (url: string) => fetch(url).then((response) => response.json());

/** The model under a manifest of the tests' model: the engines read only the names and sizes of it. */
async function fetchPackage(): Promise<LoadedPackage> {
  const [info, template, topology, weights] = await Promise.all([
    json('/model/model-info.json'),
    json('/model/manifest.json'),
    json('/model/model.json'),
    fetch('/model/weights.bin').then((response) => response.arrayBuffer()),
  ]);
  const manifest = parseManifest({
    ...template,
    input: info.input,
    outputs: info.outputs,
    preprocess: { ...template.preprocess, size: info.size },
  });
  return {
    manifest,
    modelHash: '',
    topology,
    weights,
    golden: { inputs: [], probabilities: [] },
    sequence: null,
  };
}

function start(kind: GpuContestant, pack: LoadedPackage): Promise<Engine> {
  switch (kind) {
    case 'own-webgpu-f16':
      return createOwnWebgpuEngine(pack, { precision: 'f16' });
    case 'own-webgpu-f32':
      return createOwnWebgpuEngine(pack, { precision: 'f32' });
    case 'tfjs-webgpu':
      return startTfjsEngine('tfjs-webgpu', pack);
    case 'tfjs-webgl':
      return startTfjsEngine('tfjs-webgl', pack);
    case 'tfjs-cpu':
      return startTfjsEngine('tfjs-cpu', pack);
    case 'own-wasm':
      return createOwnWasmEngine(pack);
  }
}

/** Noise in -1..1, another image for each index. */
function imagesOf({ manifest }: LoadedPackage, count: number): readonly Float32Array[] {
  const { size, channels } = manifest.preprocess;
  return Array.from({ length: count }, (_, index) => {
    let state = 12345 + 977 * index;
    return Float32Array.from({ length: size * size * channels.length }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return (state / 4294967296) * 2 - 1;
    });
  });
}

const running: { pack: LoadedPackage | null; engine: Engine | null } = { pack: null, engine: null };

const api = {
  /** The adapter's name, whether it is emulated, and whether it computes with 16-bit numbers; null without one. */
  async adapter() {
    const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
    if (adapter == null) return null;
    const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
    const name = [vendor, architecture, description].filter((part) => part !== '').join(' ');
    const software = isFallbackAdapter || /swiftshader|llvmpipe|software|basic render/i.test(name);
    return { name, software, half: adapter.features.has('shader-f16') };
  },
  /** Milliseconds until the engine was ready, and what it says of itself. */
  async start(kind: GpuContestant) {
    const before = performance.now();
    running.pack = await fetchPackage();
    running.engine = await start(kind, running.pack);
    const { description, preferredBatch } = running.engine;
    return { description, preferredBatch, startMs: performance.now() - before };
  },
  /** Milliseconds for `count` slices given in one call, and the probabilities of each. */
  async run(count: number): Promise<{ ms: number; rows: readonly (readonly number[])[] }> {
    const { pack, engine } = running;
    if (pack === null || engine === null) throw new Error('not started');
    const images = imagesOf(pack, count);
    const before = performance.now();
    const rows = await engine.run(images);
    return { ms: performance.now() - before, rows: rows.map((row) => [...row]) };
  },
};

/** What the benchmark calls in the page. */
export type GpuContestantApi = typeof api;
Object.assign(globalThis, { gpuContestant: api });
