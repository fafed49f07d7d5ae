import { type AuditEntry, type AuditFact, auditFile, CHAIN_ACTIONS, linked } from '#audit';
import type { AuditShelf, ShelfEnds } from './shelf.ts';

/** So many entries are kept: some weeks of a busy desk, in about ten megabytes. */
const MOST_ENTRIES = 30_000;
/** Cut off at a time. */
const CUT = 3000;
/** Facts that wait for a storage that is full; what is beyond is counted. */
const MOST_WAITING = 2000;
const AGAIN_MS = 5000;

/** A log to write to. */
export interface AuditLog {
  /** Writes facts behind what is there, in order, soon. Never rejects: what can't be written is tried again, and its loss logged. */
  add(facts: readonly AuditFact[]): void;
  /** Resolves when all that was added so far was written or could not be. */
  settled(): Promise<void>;
  /** The log as a file. */
  file(end: Pick<AuditFact, 'at' | 'tab' | 'by'>): Promise<string>;
}

/** Links facts to what lies on a shelf that other tabs write to as well. */
export function auditLog(shelf: AuditShelf, most = MOST_ENTRIES, cut = CUT): AuditLog {
  let waiting: readonly AuditFact[] = [];
  let lost = 0;
  let work: Promise<void> | null = null;

  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const facts = waiting;
      await put(shelf, lost === 0 ? facts : [lossOf(facts, lost), ...facts], most, cut);
      lost = 0;
      // What was added meanwhile stands behind these.
      waiting = waiting.slice(facts.length);
    }
  };
  let again: ReturnType<typeof setTimeout> | null = null;
  const start = (): void => {
    if (work !== null) return;
    if (again !== null) clearTimeout(again);
    again = null;
    work = write()
      .catch(() => {
        const over = Math.max(0, waiting.length - MOST_WAITING);
        waiting = waiting.slice(over);
        lost += over;
        again = setTimeout(start, AGAIN_MS);
      })
      .finally(() => {
        work = null;
        // Added between the last look and now.
        if (waiting.length > 0 && again === null) start();
      });
  };
  return {
    add: (facts) => {
      waiting = [...waiting, ...facts];
      start();
    },
    settled: async () => {
      if (waiting.length > 0) start();
      await work;
    },
    file: async (end) => {
      const entries = await shelf.all();
      const last = entries.at(-1) as AuditEntry | undefined;
      return auditFile(entries, last ?? null, end);
    },
  };
}

/** That facts could not be kept. */
function lossOf(facts: readonly AuditFact[], count: number): AuditFact {
  const { at = '', tab = '' } = facts[0] ?? {};
  return { at, tab, action: 'lost', study: null, by: '', details: { count } };
}

/** Puts facts behind the last entry, whichever tab wrote it. */
async function put(
  shelf: AuditShelf,
  facts: readonly AuditFact[],
  most: number,
  cut: number,
): Promise<void> {
  for (;;) {
    const ends = await shelf.ends();
    const cutting = ends === null ? null : await cutOf(shelf, ends, facts, most, cut);
    const all = [
      ...(ends === null ? [beginningOf(facts)] : []),
      ...facts,
      ...(cutting === null ? [] : [cutting.fact]),
    ];
    const entries: AuditEntry[] = [];
    // Behind one that can't be read the chain is broken, and begins anew: the check says where.
    let before =
      ends === null ? null : (ends.lastEntry ?? { seq: ends.last, hash: '0'.repeat(64) });
    for (const fact of all) {
      const entry = await linked(fact, before);
      entries.push(entry);
      before = entry;
    }
    if (await shelf.append(entries, ends?.last ?? null, cutting?.upTo ?? null)) return;
  }
}

function beginningOf(facts: readonly AuditFact[]): AuditFact {
  const { at = '', tab = '' } = facts[0] ?? {};
  // Of no two browsers alike.
  const details = { log: crypto.randomUUID() };
  return { at, tab, action: CHAIN_ACTIONS.begun, study: null, by: '', details };
}

/** What is to be cut so that the log stays within its bound, and the fact that says so. */
async function cutOf(
  shelf: AuditShelf,
  { first, last }: ShelfEnds,
  facts: readonly AuditFact[],
  most: number,
  cut: number,
): Promise<{ readonly upTo: number; readonly fact: AuditFact } | null> {
  if (last - first + 1 + facts.length <= most) return null;
  const upTo = Math.min(last - 1, first + cut - 1);
  const gone = await shelf.at(upTo);
  const { at = '', tab = '' } = facts[0] ?? {};
  const details = { upTo, hash: gone?.hash ?? '', count: upTo - first + 1 };
  return { upTo, fact: { at, tab, action: CHAIN_ACTIONS.cut, study: null, by: '', details } };
}
