import type { GuardMessage } from '../egress-note.ts';
import type { VersionAnswer, VersionQuestion } from '../release.ts';

/** Whether the app is kept in this browser, and which version. */
export interface OfflineState {
  readonly phase: /** No service worker: a development server, a private window, plain http. */
    | 'none'
    /** Being fetched and checked. */
    | 'keeping'
    /** Works with the network down. */
    | 'kept'
    /** Could not be kept; works as long as there is a network. */
    | 'failed';
  /** In use; null before it is known. */
  readonly version: string | null;
  readonly files: number;
  /** Another version, ready and checked, that waits for the reader's word. */
  readonly offered: string | null;
  /** Why the last try to keep a version failed. */
  readonly problem: string | null;
}

/** Keeps the app in the browser. */
export interface Offline {
  readonly getState: () => OfflineState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Registers the service worker. */
  readonly begin: () => void;
  /** Takes the offered version; all tabs of the app are loaded anew. */
  readonly take: () => void;
  readonly hear: (message: GuardMessage) => void;
}

/** A tab stays open for days; the browser itself looks for a new version only when a page is loaded. */
const LOOK_EVERY_MS = 3_600_000;

function ask(worker: ServiceWorker, question: VersionQuestion): Promise<VersionAnswer> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<VersionAnswer>) => resolve(data);
    worker.postMessage(question, [port2]);
  });
}

/** Nothing is registered before `begin`. */
export function keepOffline(): Offline {
  let state: OfflineState = {
    phase: 'none',
    version: null,
    files: 0,
    offered: null,
    problem: null,
  };
  let registration: ServiceWorkerRegistration | null = null;
  const listeners = new Set<() => void>();
  const change = (part: Partial<OfflineState>) => {
    state = { ...state, ...part };
    for (const listener of listeners) listener();
  };

  async function look(): Promise<void> {
    const { waiting, active } = registration ?? {};
    const latest = waiting ?? active;
    if (!latest) return;
    const script = document.querySelector<HTMLScriptElement>('script[src]')?.src ?? '';
    const { own, current, files } = await ask(latest, { kind: 'which', script });
    change({ phase: 'kept', version: current, files, offered: own === current ? null : own });
  }

  function follow(worker: ServiceWorker | null): void {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' || worker.state === 'activated') void look();
      if (worker.state === 'redundant' && state.version === null) change({ phase: 'failed' });
    });
  }

  async function register(): Promise<void> {
    registration = await navigator.serviceWorker.register('./sw.js', { updateViaCache: 'none' });
    const found = registration;
    change({ phase: 'keeping' });
    follow(found.installing);
    found.addEventListener('updatefound', () => follow(found.installing));
    setInterval(() => found.update().catch(() => undefined), LOOK_EVERY_MS);
    await look();
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    begin() {
      if (!('serviceWorker' in navigator)) return;
      register().catch(() => change({ phase: 'failed' }));
    },
    take() {
      const latest = registration?.waiting ?? registration?.active;
      if (latest) void ask(latest, { kind: 'take' });
    },
    hear(message) {
      if (message.kind === 'not-kept') change({ problem: message.why });
      if (message.kind === 'taken') location.reload();
    },
  };
}
