import { env } from '@tensorflow/tfjs-core';

/** The names tfjs-backend-wasm gives its binaries. */
export type WasmBinaryName =
  | 'tfjs-backend-wasm.wasm'
  | 'tfjs-backend-wasm-simd.wasm'
  | 'tfjs-backend-wasm-threaded-simd.wasm';

/** Where the binaries are, and how many threads are wanted. */
export interface WasmOptions {
  /**
   * Default: 1. tfjs makes its threads from blobs: under a Content-Security-Policy that lets none be scripts, as the app's, it would wait for more
   * for ever. A try would be a breach of the policy, which the page's ledger tells of.
   */
  readonly threads?: number;
  /** Addresses of the binaries. Default: beside tfjs' own files, which is right in Node. */
  readonly wasmPaths?: Readonly<Record<WasmBinaryName, string>>;
}

/**
 * tfjs-backend-wasm caps its threads at half of navigator.hardwareConcurrency (backend.cc), so that two cores get one
 * thread. While it starts, this realm reports twice the wanted number.
 */
async function reportingCores<T>(cores: number, action: () => Promise<T>): Promise<T> {
  const own = Object.getOwnPropertyDescriptor(navigator, 'hardwareConcurrency');
  Object.defineProperty(navigator, 'hardwareConcurrency', { configurable: true, get: () => cores });
  try {
    return await action();
  } finally {
    if (own === undefined) Reflect.deleteProperty(navigator, 'hardwareConcurrency');
    else Object.defineProperty(navigator, 'hardwareConcurrency', own);
  }
}

const isNode = (): boolean => env().getBool('IS_NODE');

/**
 * Prepares tfjs-backend-wasm and starts it by `activate`. Returns the number of threads that it really uses; in Node
 * that is one. Call in a worker: it changes what the realm's navigator says for a moment.
 */
export async function startWasmBackend(
  options: WasmOptions,
  activate: () => Promise<void>,
): Promise<{ readonly threads: number }> {
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  if (options.wasmPaths !== undefined) wasm.setWasmPaths({ ...options.wasmPaths });
  const { threads: wanted = 1 } = options;
  if (wanted === 1 || isNode() || !globalThis.crossOriginIsolated) {
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    await activate();
    return { threads: 1 };
  }
  wasm.setThreadsCount(wanted);
  await reportingCores(2 * wanted, activate);
  return { threads: wasm.getThreadsCount() };
}
