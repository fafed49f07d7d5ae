import { env } from '@tensorflow/tfjs-core';

/** The names tfjs-backend-wasm gives its binaries. */
export type WasmBinaryName =
  | 'tfjs-backend-wasm.wasm'
  | 'tfjs-backend-wasm-simd.wasm'
  | 'tfjs-backend-wasm-threaded-simd.wasm';

/** Where the binaries are, and how many threads are wanted. */
export interface WasmOptions {
  /** Default: all cores where threads are to be had, else 1. */
  readonly threads?: number;
  /** Addresses of the binaries. Default: beside tfjs' own files, which is right in Node. */
  readonly wasmPaths?: Readonly<Record<WasmBinaryName, string>>;
}

/**
 * Whether workers may be made from blobs and import blobs: tfjs' threads need both, and the app's
 * Content-Security-Policy (script-src 'self') forbids them. Without this question tfjs would wait for ever.
 */
async function blobWorkersAllowed(): Promise<boolean> {
  if (typeof Worker === 'undefined' || typeof URL.createObjectURL !== 'function') return false;
  const urlOf = (code: string) =>
    URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  const inner = urlOf('self.imported = true;');
  const outer = urlOf(
    `try { importScripts(${JSON.stringify(inner)}); postMessage(self.imported === true); } catch { postMessage(false); }`,
  );
  let worker: Worker | undefined;
  try {
    worker = new Worker(outer);
    const asked = worker;
    return await new Promise<boolean>((resolve) => {
      asked.onmessage = ({ data }) => resolve(data === true);
      asked.onerror = (event) => {
        event.preventDefault();
        resolve(false);
      };
      setTimeout(() => resolve(false), 1000);
    });
  } catch {
    return false; // The policy's SecurityError is the answer.
  } finally {
    worker?.terminate();
    URL.revokeObjectURL(inner);
    URL.revokeObjectURL(outer);
  }
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
  const wanted = options.threads ?? globalThis.navigator?.hardwareConcurrency ?? 1;
  const threaded =
    wanted > 1 && !isNode() && globalThis.crossOriginIsolated && (await blobWorkersAllowed());
  if (!threaded) {
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    await activate();
    return { threads: 1 };
  }
  wasm.setThreadsCount(wanted);
  await reportingCores(2 * wanted, activate);
  return { threads: wasm.getThreadsCount() };
}
