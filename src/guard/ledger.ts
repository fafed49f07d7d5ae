import type { EgressNote, EgressWitness } from './egress-note.ts';
import { PACS_PATH, SITE_FILE } from './pacs-request.ts';

/** The host that the self-test aims at; a name that no resolver knows (RFC 6761). */
export const TEST_HOST = 'egress-test.invalid';

/** The directive that lets no text become code or markup. Its refusals have no address, but "Element innerHTML|and what was to go there". */
const DOORS = 'require-trusted-types-for';

/** A request that was stopped. */
export interface Refusal {
  /**
   * Host of the other origin; of the own one the path; of a text that was to become code or markup the door that it came to ("Element
   * innerHTML"). Never more: it may carry what must not be kept.
   */
  readonly to: string;
  readonly what: string;
  readonly by: EgressWitness;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Made by the self-test. */
  readonly isTest: boolean;
}

/** What all threads of the app requested since the page began. */
export interface Ledger {
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Requests to the own origin. */
  readonly requests: number;
  /** How often each path of the own origin was asked for, without query. */
  readonly files: ReadonlyMap<string, number>;
  /** Requests to the PACS on the own origin, which `requests` counts too. Their addresses name studies: they are not kept. */
  readonly pacs: {
    readonly asked: number;
    /** Of these, results that were sent to it. */
    readonly stored: number;
  };
  /** Hosts elsewhere that a request went to and that nothing stopped. Must be empty. */
  readonly elsewhere: readonly string[];
  readonly refused: readonly Refusal[];
}

/** A ledger that notes are added to. `origin` is the app's own. */
export interface LedgerBook {
  readonly add: (notes: readonly EgressNote[], at: number) => void;
  readonly getState: () => Ledger;
  readonly subscribe: (listener: () => void) => () => void;
}

/** More refusals than this are a loop; the count goes on. */
const MOST_REFUSALS = 500;

/** Begins a ledger. `folder` is the app's, a path with a slash at its end. */
export function openLedger(origin: string, since: number, folder = '/'): LedgerBook {
  const files = new Map<string, number>();
  const outside = new Map<string, string>();
  const stopped = new Set<string>();
  const refused: Refusal[] = [];
  let requests = 0;
  let asked = 0;
  let stored = 0;
  const pacs = `${folder}${PACS_PATH}`;
  let state: Ledger | null = null;
  const listeners = new Set<() => void>();

  function refuse(to: string, { what, by }: EgressNote, at: number): void {
    const isTest = to.endsWith(TEST_HOST);
    if (refused.length < MOST_REFUSALS) refused.push({ to, what, by, at, isTest });
  }

  function addOne(note: EgressNote, at: number): void {
    if (note.kind === 'stored') {
      stored += 1;
      return;
    }
    if (note.what === DOORS) {
      const [door = '', ...text] = note.url.split('|');
      // The self-test's text is shorter than what browsers tell of a text, so that no longer one begins so.
      refuse(text.join('|') === TEST_HOST ? TEST_HOST : door, note, at);
      return;
    }
    const address = URL.canParse(note.url) ? new URL(note.url) : null;
    const isOwn = address?.origin === origin;
    const isPacs =
      isOwn && address.pathname.startsWith(pacs) && address.pathname !== `${pacs}${SITE_FILE}`;
    const to = isOwn
      ? isPacs
        ? pacs
        : address.pathname
      : address?.host || note.url.split(/[:?#/]/, 1)[0] || 'unknown';
    if (note.kind === 'refused') {
      stopped.add(note.url);
      refuse(to, note, at);
      return;
    }
    // Nothing of these goes over a network.
    if (address?.protocol === 'blob:' || address?.protocol === 'data:') return;
    if (!isOwn) {
      outside.set(note.url, to);
      return;
    }
    requests += 1;
    if (isPacs) {
      asked += 1;
      return;
    }
    files.set(to, (files.get(to) ?? 0) + 1);
  }

  return {
    add(notes, at) {
      for (const note of notes) addOne(note, at);
      state = null;
      for (const listener of listeners) listener();
    },
    getState() {
      // The browser may list a request before, or after, it is known that it was stopped.
      state ??= {
        since,
        requests,
        files: new Map(files),
        pacs: { asked, stored },
        elsewhere: [...outside].filter(([url]) => !stopped.has(url)).map(([, host]) => host),
        refused: [...refused],
      };
      return state;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
