import * as Comlink from 'comlink';
import { AppError, type ReasonCode } from '#base';

/** Takes the closers of the ports that are opened while {@link openingPorts} works; null else. */
let opened: (() => void)[] | null = null;

/**
 * Does what hands signals to a worker, and gives a way to close the ports that it opened for them at once (not after a wait): a signal that
 * lives longer than its calls would hold a port and a listener of each. One that was aborted meanwhile is told of before.
 */
export function openingPorts<Made>(work: () => Made): readonly [Made, () => void] {
  const closers: (() => void)[] = [];
  opened = closers;
  try {
    const made = work();
    return [
      made,
      () => {
        for (const close of closers.splice(0)) close();
      },
    ];
  } finally {
    opened = null;
  }
}

/** An AbortSignal crosses by a port of its own: whoever holds the other end aborts a signal of that realm. */
const abortSignalHandler: Comlink.TransferHandler<AbortSignal, MessagePort | null> = {
  canHandle: (value): value is AbortSignal => value instanceof AbortSignal,
  serialize: (signal) => {
    if (signal.aborted) return [null, []];
    const { port1, port2 } = new MessageChannel();
    const tell = () => port1.postMessage('abort');
    signal.addEventListener('abort', tell, { once: true });
    opened?.push(() => {
      signal.removeEventListener('abort', tell);
      if (signal.aborted) tell();
      port1.close();
    });
    return [port2, [port2]];
  },
  deserialize: (port) => {
    if (port === null) return AbortSignal.abort();
    const controller = new AbortController();
    port.onmessage = () => {
      controller.abort();
      port.close();
    };
    return controller.signal;
  },
};

/** What is kept of an error on its way between realms. */
interface ThrownWire {
  readonly name: string;
  readonly message: string;
  /** An AppError's; both ends are of one build, so that each knows the other's codes. */
  readonly code?: ReasonCode;
  readonly data?: unknown;
}

function toWire(thrown: unknown): ThrownWire {
  if (thrown instanceof AppError) {
    const { name, message, code, data } = thrown;
    return { name, message, code, data: JSON.parse(JSON.stringify(data)) };
  }
  if (thrown instanceof Error) return { name: thrown.name, message: thrown.message };
  return { name: 'Error', message: String(thrown) };
}

function fromWire({ name, message, code, data }: ThrownWire): Error {
  if (name === 'AbortError') return new DOMException(message, 'AbortError');
  if (code !== undefined) return new AppError(code, message, { data: { ...Object(data) } });
  return new AppError('worker-error', `${name}: ${message}`);
}

/**
 * Teaches Comlink about AbortSignal and AppError (its own handler loses an error's code). Both sides of a link call it;
 * calling it again changes nothing.
 */
export function teachComlink(): void {
  Comlink.transferHandlers.set('abort-signal', abortSignalHandler);
  const thrown = Comlink.transferHandlers.get('throw');
  if (thrown === undefined)
    throw new AppError('no-throw-handler', 'Comlink cannot pass on errors.');
  Comlink.transferHandlers.set('throw', {
    canHandle: thrown.canHandle,
    serialize: (value: { readonly value: unknown }) => [toWire(value.value), []],
    deserialize: (wire: ThrownWire): never => {
      throw fromWire(wire);
    },
  });
}
