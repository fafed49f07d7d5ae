/** The parts of node:worker_threads that the engine uses; null in a browser. */
export interface NodeThreads {
  readonly Worker: new (code: string, options: { readonly eval: true }) => NodeWorker;
  readonly parentPort: NodePort | null;
}

/** One end of a channel. */
export interface NodePort {
  postMessage(message: unknown, transfer?: readonly unknown[]): void;
  on(event: 'message', listen: (message: unknown) => void): unknown;
}

/** The parent's handle of a worker. */
export interface NodeWorker {
  postMessage(message: unknown): void;
  on(event: 'message' | 'error' | 'exit', listen: (value: unknown) => void): unknown;
  terminate(): Promise<unknown>;
  unref(): void;
}

interface NodeProcess {
  getBuiltinModule(name: 'node:worker_threads'): NodeThreads;
  getBuiltinModule(name: 'node:module'): {
    createRequire(url: string): { resolve(name: string): string };
  };
}

function isNode(value: unknown): value is NodeProcess {
  return typeof value === 'object' && value !== null && 'getBuiltinModule' in value;
}

function nodeProcess(): NodeProcess | null {
  const found: unknown = Reflect.get(globalThis, 'process');
  return isNode(found) ? found : null;
}

/** node:worker_threads without an import, which a browser bundle could not resolve. */
export function nodeThreads(): NodeThreads | null {
  return nodeProcess()?.getBuiltinModule('node:worker_threads') ?? null;
}

/**
 * Starts a TypeScript module of this folder as a worker of Node, through tsx, which runs every script of this repository: a
 * worker does not inherit its parent's loader. A name and no URL, because Vite takes "new URL('./x', import.meta.url)" for
 * an asset and would put the source into the browser's build.
 */
export function startNodeWorker(module: string): NodeWorker | null {
  const node = nodeProcess();
  if (node === null) return null;
  const { createRequire } = node.getBuiltinModule('node:module');
  const tsx = createRequire(import.meta.url).resolve('tsx/package.json');
  const loader = new URL('dist/esm/api/index.mjs', `file://${tsx}`).href;
  const { Worker } = node.getBuiltinModule('node:worker_threads');
  const file = new URL(module, import.meta.url).href;
  const [from, to] = [loader, file].map((path) => JSON.stringify(path));
  return new Worker(
    `import(${from}).then(({ register }) => { register(); return import(${to}); });`,
    { eval: true },
  );
}
