import * as Comlink from 'comlink';
import { AppError, type ReasonCode, throwIfAborted } from '#base';
import { openingPorts, teachComlink } from '../wire/transfer.ts';
import { WIRE_VERSION, type WireApi } from '../wire/worker-api.ts';

/** What a link needs of a worker. */
export interface WorkerLike extends Comlink.Endpoint {
  terminate(): void;
}

/** How a worker is kept. */
export interface ConnectOptions {
  /** An unused worker ends after this time. Default: never. */
  readonly idleMs?: number;
}

/** How one call is made. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** The worker is given up when it shows no sign of life for this long. Default: 120 000 ms. */
  readonly quietMs?: number;
  /** The worker goes on listening to the signal after the call, which only begins something. Default: no. */
  readonly signalOutlives?: boolean;
}

/** A worker that starts on first use, is started again after a crash, and ends when idle. */
export interface WorkerLink<Api> {
  /**
   * Runs `work` with the worker's API. Rejects with AppError 'worker-crashed' or 'worker-silent' where the worker dies, with
   * 'worker-version' where it is of another build,
   * and with an AbortError at once on abort; the API's own methods get the signal as an argument to stop their work.
   * `alive` is called on every sign of life, such as progress.
   */
  call<T>(
    work: (api: Comlink.Remote<Api>, alive: () => void) => Promise<T>,
    options?: CallOptions,
  ): Promise<T>;
  isRunning(): boolean;
  /** `listener` hears that a worker died, after its pending calls were rejected; the next call starts a fresh one. */
  onCrash(listener: (error: AppError) => void): void;
  /** Ends the worker; pending calls reject with an AbortError. A later call starts it again. */
  end(): void;
}

interface Running<Api> {
  readonly worker: WorkerLike;
  readonly api: Comlink.Remote<Api>;
  /** Settled once the worker said that it understands this page's messages. */
  readonly greeting: Promise<void>;
  /** Rejecters of the pending calls. */
  readonly pending: Set<(error: Error) => void>;
}

/** For calls that nobody can stop. */
export const neverAborted = (): AbortSignal => new AbortController().signal;

const ended = (): DOMException => new DOMException('The worker was ended.', 'AbortError');

/** Whether an error says that the worker is gone. */
export const workerDied = (error: unknown): boolean =>
  error instanceof AppError && ['worker-crashed', 'worker-silent'].includes(error.code);

function textOf(event: Event): string {
  const message: unknown = Reflect.get(event, 'message');
  return typeof message === 'string' && message !== '' ? message : 'it could not be started';
}

/** Where {@link startsAtAll} says no. */
export const workersBlocked = (): AppError =>
  new AppError('workers-blocked', 'This browser starts no background workers.');

/** Whether a worker that died could be started: one that dies without any work was not ended by it. */
export const startsAtAll = <Api>(link: WorkerLink<Api>): Promise<boolean> =>
  link
    .call(async () => true)
    .catch((error: unknown) => {
      if (!workerDied(error)) throw error;
      return false;
    });

/** In so many steps silence is waited for. */
const STEPS = 8;

/**
 * Waits for silence in steps. A tab that was frozen, or a machine that slept, misses all its timers and is late with one step; one long timer
 * would be over, and a worker that slept as well would be taken for dead.
 */
function watchSilence(quietMs: number, onSilence: () => void) {
  let left = STEPS;
  let timer: ReturnType<typeof setTimeout>;
  const step = (): void => {
    timer = setTimeout(() => {
      left -= 1;
      if (left === 0) onSilence();
      else step();
    }, quietMs / STEPS);
  };
  step();
  return {
    alive: () => {
      left = STEPS;
    },
    stop: () => clearTimeout(timer),
  };
}

/** A promise that rejects on abort, on silence and when `fail` is called; and the way to stop watching. */
function watch(options: CallOptions, onSilence: () => void) {
  let fail: (error: Error) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const silence = watchSilence(options.quietMs ?? 120_000, onSilence);
  const onAbort = () => fail(new DOMException('The work was cancelled.', 'AbortError'));
  options.signal?.addEventListener('abort', onAbort, { once: true });
  return {
    failed,
    fail,
    alive: silence.alive,
    stop: () => {
      silence.stop();
      options.signal?.removeEventListener('abort', onAbort);
    },
  };
}

/** A worker of another build, such as one from a cache, is not to be worked with. */
async function greet(api: Comlink.Remote<WireApi>): Promise<void> {
  const version = await api.wireVersion().catch(() => null);
  if (version === WIRE_VERSION) return;
  throw new AppError(
    'worker-version',
    `The page and its background worker are of different versions (messages ${WIRE_VERSION} and ${version ?? 'unknown'}): reload the page.`,
  );
}

/** A browser may have no workers, or refuse one at once; most refuse it by an event. */
function startedBy(start: () => WorkerLike): WorkerLike {
  try {
    return start();
  } catch (cause) {
    throw new AppError('worker-crashed', 'A background worker could not be started.', { cause });
  }
}

/** Wraps a worker. `start` makes one; nothing runs before the first call. */
export function connect<Api>(
  start: () => WorkerLike,
  options: ConnectOptions = {},
): WorkerLink<Api> {
  teachComlink();
  let running: Running<Api> | null = null;
  const crashListeners: ((error: AppError) => void)[] = [];
  let idleTimer: ReturnType<typeof setTimeout> | undefined;

  const end = (instance: Running<Api>, error: Error): void => {
    if (running === instance) running = null;
    instance.worker.terminate();
    for (const reject of instance.pending) reject(error);
    instance.pending.clear();
  };

  const crash = (instance: Running<Api>, code: ReasonCode, text: string): void => {
    if (running !== instance) return;
    const error = new AppError(code, text);
    end(instance, error);
    for (const listener of crashListeners) listener(error);
  };

  const started = (): Running<Api> => {
    if (running !== null) return running;
    const worker = startedBy(start);
    const api = Comlink.wrap<Api>(worker);
    const greeting = greet(Comlink.wrap<WireApi>(worker));
    greeting.catch(() => undefined); // Heard by whoever calls.
    const instance: Running<Api> = { worker, api, greeting, pending: new Set() };
    const onError = (event: Event) => {
      event.preventDefault?.();
      crash(instance, 'worker-crashed', `A background worker stopped: ${textOf(event)}.`);
    };
    worker.addEventListener('error', (event) => event instanceof Event && onError(event));
    running = instance;
    return instance;
  };

  const idleLater = (instance: Running<Api>): void => {
    clearTimeout(idleTimer);
    if (options.idleMs === undefined || instance.pending.size > 0) return;
    idleTimer = setTimeout(() => {
      if (running === instance && instance.pending.size === 0) end(instance, ended());
    }, options.idleMs);
  };

  return {
    call: async (work, callOptions = {}) => {
      throwIfAborted(callOptions.signal);
      clearTimeout(idleTimer);
      const instance = started();
      const silence = () =>
        crash(instance, 'worker-silent', 'A background worker gave no sign of life and was ended.');
      const { failed, fail, alive, stop } = watch(callOptions, silence);
      instance.pending.add(fail);
      let closePorts = (): void => undefined;
      try {
        const [answering, close] = openingPorts(() => work(instance.api, alive));
        closePorts = close;
        const answer = Promise.all([answering, instance.greeting]);
        const [result] = await Promise.race([answer, failed]);
        return result;
      } finally {
        stop();
        if (callOptions.signalOutlives !== true) closePorts();
        instance.pending.delete(fail);
        idleLater(instance);
      }
    },
    isRunning: () => running !== null,
    onCrash: (listener) => void crashListeners.push(listener),
    end: () => {
      clearTimeout(idleTimer);
      if (running !== null) end(running, ended());
    },
  };
}
