import { isRecord } from '#base';
import {
  type AuditEntry,
  CHAIN_ACTIONS,
  isIntact,
  lineOf,
  NOTHING_BEFORE,
  readEntry,
} from './entry.ts';

/** The first thing in a file that is not as it was written. */
export interface AuditFault {
  /** From 1; one more than there are where the end is missing. */
  readonly line: number;
  readonly kind: 'changed' | 'removed' | 'inserted' | 'reordered' | 'newer';
  /** In words, for people. */
  readonly text: string;
}

/** What a look at a file came to. */
export interface AuditVerdict {
  /** Entries before the first fault, each as it was written and in its place; the end of the file is not counted. */
  readonly whole: number;
  /** The times of the first and the last of them. */
  readonly from: string | null;
  readonly to: string | null;
  /** The hash of the last of them. Who noted it down can ask for it later: see `passes`. */
  readonly last: string | null;
  /** So many older entries the log itself cut off, and said so. */
  readonly cut: number;
  /** Entries whose time is before that of the one above of the same tab: the clock was set back. No fault of the file. */
  readonly backwards: number;
  /** null: nothing was changed, removed, inserted or reordered. */
  readonly fault: AuditFault | null;
  /** Whether an entry has the hash that was asked for; null where none was. */
  readonly passes: boolean | null;
}

/** One line: an entry that is as it was written, or what is wrong with it. */
type Line =
  | { readonly kind: 'entry'; readonly entry: AuditEntry }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'bad'; readonly text: string };

async function readLine(text: string): Promise<Line> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { kind: 'bad', text: 'it is no entry' };
  }
  if (isRecord(raw) && typeof raw.version === 'number' && raw.version > 1) {
    return { kind: 'newer', version: raw.version };
  }
  const entry = readEntry(raw);
  if (entry === null) return { kind: 'bad', text: 'it is no entry' };
  if (lineOf(entry) !== text) return { kind: 'bad', text: 'it is written another way' };
  if (!(await isIntact(entry)))
    return { kind: 'bad', text: 'its hash is not that of what it says' };
  return { kind: 'entry', entry };
}

type Before = Pick<AuditEntry, 'seq' | 'hash'>;

const follows = (entry: AuditEntry, { seq, hash }: Before): boolean =>
  entry.seq === seq + 1 && entry.previous === hash;

/** Why an entry that is intact does not stand where it belongs. */
function misplaced(
  entry: AuditEntry,
  before: Before,
  seen: ReadonlySet<string>,
  later: readonly AuditEntry[],
): Omit<AuditFault, 'line'> {
  const wanted = before.seq + 1;
  if (seen.has(entry.hash)) {
    return { kind: 'inserted', text: `entry ${entry.seq} stands here a second time` };
  }
  if (entry.seq > wanted) {
    if (later.some(({ seq, previous }) => seq === wanted && previous === before.hash)) {
      return { kind: 'reordered', text: `entry ${entry.seq} stands before entry ${wanted}` };
    }
    const last = entry.seq - 1;
    const which = last === wanted ? `entry ${wanted} is` : `entries ${wanted} to ${last} are`;
    return { kind: 'removed', text: `${which} missing before it` };
  }
  if (entry.seq < wanted) {
    return {
      kind: 'inserted',
      text: `entry ${entry.seq} stands where entry ${wanted} belongs: one of that number was put in`,
    };
  }
  return {
    kind: 'changed',
    text: `entry ${entry.seq} does not follow the one above it: that one was rewritten, or this one`,
  };
}

const intactIn = async (lines: readonly string[]): Promise<readonly AuditEntry[]> =>
  (await Promise.all(lines.map(readLine))).flatMap((line) =>
    line.kind === 'entry' ? [line.entry] : [],
  );

/** What the first line follows: nothing, or what a later entry says was cut; null where neither is so. */
function beginning(first: AuditEntry, later: readonly AuditEntry[]): Before | null {
  const before = { seq: first.seq - 1, hash: first.previous };
  if (first.seq === 0) return first.previous === NOTHING_BEFORE ? before : null;
  const isSaid = later.some(
    ({ action, details }) =>
      action === CHAIN_ACTIONS.cut && details.upTo === before.seq && details.hash === before.hash,
  );
  return isSaid ? before : null;
}

/**
 * Looks whether the text of a file that a log was written to is as it was written: every byte, every line, their order, both ends.
 * A chain tells what was changed by whoever did not write it anew from there on; against that helps a hash of it that is kept
 * elsewhere: `known`, which an entry must have.
 *
 * @param text The file's bytes as characters of Latin-1, so that none is read as another.
 */
export async function verifyAudit(text: string, known?: string): Promise<AuditVerdict> {
  const lines = text.split('\n');
  const isEnded = lines.at(-1) === '';
  if (isEnded) lines.pop();
  const seen = new Set<string>();
  const good: AuditEntry[] = [];
  const times = new Map<string, string>();
  let before: Before | null = null;
  let cut = 0;
  let backwards = 0;
  let ended = false;
  let start: string | null = null;

  const verdict = (fault: AuditFault | null): AuditVerdict => ({
    whole: good.length,
    from: good[0]?.at ?? null,
    to: good.at(-1)?.at ?? null,
    last: good.at(-1)?.hash ?? null,
    cut,
    backwards,
    fault,
    passes: known === undefined ? null : seen.has(known) || start === known,
  });

  /** Whether a line is the one that the good ones above wait for. */
  const isNext = async (line: Line): Promise<boolean> => {
    if (line.kind !== 'entry') return false;
    const prior = before ?? beginning(line.entry, await intactIn(lines));
    return prior !== null && follows(line.entry, prior);
  };

  for (const [at, raw] of lines.entries()) {
    const line = at + 1;
    if (ended) {
      return verdict({ line, kind: 'inserted', text: 'it stands behind the end of the file' });
    }
    const read = await readLine(raw);
    if (read.kind === 'newer') {
      const text = `it has version ${read.version} of the format, which this program does not know`;
      return verdict({ line, kind: 'newer', text });
    }
    if (read.kind === 'bad') {
      const next = await readLine(lines[line] ?? '');
      const kind = (await isNext(next)) ? 'inserted' : 'changed';
      return verdict({ line, kind, text: read.text });
    }
    const { entry } = read;
    if (before === null) {
      const later = entry.seq === 0 ? [] : await intactIn(lines.slice(line));
      before = beginning(entry, later);
      if (before === null) {
        const isMoved = (await intactIn(lines.slice(line))).some(({ seq }) => seq < entry.seq);
        return verdict({
          line,
          kind: isMoved ? 'reordered' : 'removed',
          text: `the file begins with entry ${entry.seq}, and none says that those before it were cut`,
        });
      }
      cut = entry.seq;
      start = entry.previous;
    }
    if (!follows(entry, before)) {
      const later = await intactIn(lines.slice(line));
      return verdict({ line, ...misplaced(entry, before, seen, later) });
    }
    seen.add(entry.hash);
    if (entry.action === CHAIN_ACTIONS.fileEnd) {
      ended = true;
      continue;
    }
    // Tabs write in turn, and one may be late.
    if (entry.at < (times.get(entry.tab) ?? '')) backwards += 1;
    times.set(entry.tab, entry.at);
    good.push(entry);
    before = entry;
  }
  if (!ended) {
    return verdict({
      line: lines.length + 1,
      kind: 'removed',
      text: 'the end of the file is missing',
    });
  }
  if (!isEnded) {
    return verdict({ line: lines.length, kind: 'changed', text: 'its line end is missing' });
  }
  return verdict(null);
}
