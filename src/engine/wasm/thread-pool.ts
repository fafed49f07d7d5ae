import { AppError, throwIfAborted } from '#base';
import type { Layer } from '../graph/layers.ts';
import type { Plan } from '../graph/plan.ts';
import type { Executor } from './executor.ts';
import { hasWeights, type Layout, layOut } from './layout.ts';
import { createSchedule, IN_HAND, type SharedInputs } from './schedule.ts';
import type { ThreadPlan } from './slice-run.ts';
import { spawnThread } from './spawn-worker.ts';
import { startThreadGroup, type ThreadGroup } from './thread-group.ts';
import type { ThreadPort } from './thread-port.ts';
import { uploadWeights } from './upload.ts';
import { bestFlavor, compileKernels, createMemory, instantiateKernels } from './wasm-kernels.ts';
import type { StartMessage } from './worker-messages.ts';

/** What a pool can be told. */
export interface ThreadPoolOptions {
  readonly threads: number;
  readonly signal?: AbortSignal | undefined;
  /** Share one memory. Default: where SharedArrayBuffer is to be had (in browsers: under cross-origin isolation). */
  readonly shared?: boolean | undefined;
  /** Starts a thread. */
  readonly spawn?: (() => ThreadPort) | undefined;
}

function canShare(): boolean {
  return (
    typeof SharedArrayBuffer !== 'undefined' &&
    Reflect.get(globalThis, 'crossOriginIsolated') !== false
  );
}

function withoutWeights(layer: Layer): Layer {
  const none = new Float32Array();
  if (!hasWeights(layer)) return layer;
  if (layer.kind === 'dense') return { ...layer, weights: { ...layer.weights, data: none } };
  const { shape } = layer.filters;
  if (layer.kind !== 'int8') return { ...layer, filters: { shape, data: none } };
  const levels = { ...layer.filters.levels, codes: new Int8Array() };
  return { ...layer, filters: { shape, data: none, levels } };
}

type Common = Pick<StartMessage, 'module' | 'plan' | 'layout' | 'memory' | 'barrier'>;

/** One memory for all: the weights are transformed here, once. */
async function sharedStart(
  plan: Plan,
  layout: Layout,
  module: WebAssembly.Module,
): Promise<Common> {
  const memory = createMemory(layout.pages, true);
  uploadWeights(plan.layers, layout, await instantiateKernels(module, memory));
  const threadPlan: ThreadPlan = { ...plan, layers: plan.layers.map(withoutWeights) };
  return {
    module,
    layout,
    memory,
    plan: bare(threadPlan),
    barrier: new Int32Array(new SharedArrayBuffer(4)),
  };
}

function sharedInputs({ memory, layout }: Common): SharedInputs | null {
  if (memory === null) return null;
  return {
    write: (slot, mailbox, input) =>
      new Float32Array(memory.buffer, layout.mailboxes[slot]?.[mailbox] ?? 0, input.length).set(
        input,
      ),
  };
}

/** Only what a thread reads: the rest of the plan would be copied along. */
function bare({ input, layers, exports }: ThreadPlan): ThreadPlan {
  return { input, layers, exports };
}

async function setUpThreads(group: ThreadGroup, common: Common): Promise<number> {
  const shared = common.memory !== null;
  const answers = await Promise.all(
    Array.from({ length: group.size }, (_, thread) => {
      const own = { slot: shared ? thread : 0, thread: shared ? thread : 0 };
      return group.ask(thread, {
        kind: 'start',
        ...common,
        alone: { ...own, index: 0, count: 1 },
        together: {
          slot: 0,
          thread: own.thread,
          index: shared ? thread : 0,
          count: shared ? group.size : 1,
        },
      });
    }),
  );
  const bytes = answers.map((answer) => (answer.kind === 'started' ? answer.bytes : 0));
  return shared ? Math.max(...bytes) : bytes.reduce((sum, each) => sum + each, 0);
}

/** Most memory that copies of the weights may take together: many cores without shared memory would want gigabytes. */
const COPIES_LIMIT_PAGES = 2 ** 14;

/** As many threads as have room for a copy each. */
function copiesThatFit(threads: number, { pages }: Layout): number {
  return Math.max(1, Math.min(threads, Math.floor(COPIES_LIMIT_PAGES / pages)));
}

/** Computes in up to `threads` workers. The calling thread only hands out slices. */
export async function createThreadPool(plan: Plan, options: ThreadPoolOptions): Promise<Executor> {
  const { signal } = options;
  const shared = options.shared ?? canShare();
  const flavor = bestFlavor();
  const layout = shared
    ? layOut(plan, options.threads, options.threads, IN_HAND)
    : layOut(plan, 1, 1);
  const threads = shared ? options.threads : copiesThatFit(options.threads, layout);
  const module = await compileKernels(flavor, shared);
  const common: Common = shared
    ? await sharedStart(plan, layout, module)
    : { module, layout, memory: null, plan: bare(plan), barrier: null };
  throwIfAborted(signal);
  const group = startThreadGroup(threads, options.spawn ?? spawnThread);
  try {
    const bytes = await setUpThreads(group, common);
    throwIfAborted(signal);
    const run = createSchedule(group, sharedInputs(common));
    return {
      flavor,
      threads,
      lanes: threads * IN_HAND,
      shared,
      bytes,
      run,
      dispose: group.terminate,
    };
  } catch (error) {
    group.terminate();
    throw error instanceof Error ? error : new AppError('engine-lost', String(error));
  }
}
