import { canonicalJson, isRecord, sha256Hex } from '#base';

/** What an entry may say beside its action: short, and never a name, a number of a patient or a plain UID. */
export type AuditDetails = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** What was done, before it is part of a chain. */
export interface AuditFact {
  /** ISO 8601, UTC, by this machine's clock. */
  readonly at: string;
  /** Which tab, by a random word that it has as long as it is open. */
  readonly tab: string;
  /** "opened", "exported" ... */
  readonly action: string;
  /** The study's seal, which this browser alone can match; null where it is about none, or nothing of studies is kept. */
  readonly study: string | null;
  /** Initials of the reader; '' where none were given, and where nobody did it. */
  readonly by: string;
  readonly details: AuditDetails;
}

/** A link of the chain. `version` numbers the format: docs/CHANGELOG-formats.md. */
export interface AuditEntry extends AuditFact {
  readonly version: 1;
  /** From 0, without gaps. */
  readonly seq: number;
  /** The hash of the entry before; {@link NOTHING_BEFORE} for the first. */
  readonly previous: string;
  /** SHA-256 of `previous` followed by the canonical JSON of all members but `previous` and `hash`. */
  readonly hash: string;
}

/** What the first entry of a log follows. */
export const NOTHING_BEFORE = '0'.repeat(64);

/** The actions that the chain itself knows; all others are the app's. */
export const CHAIN_ACTIONS = {
  /** The first entry: the log begins. */
  begun: 'begun',
  /** Entries up to number `upTo`, whose last has the hash `hash`, were taken out to keep the log small. */
  cut: 'cut',
  /** The last line of a file, and of a file alone: nothing was taken off its end. */
  fileEnd: 'file-end',
} as const;

const HASH = /^[0-9a-f]{64}$/;
const MEMBERS = 'action,at,by,details,hash,previous,seq,study,tab,version';

/** JSON that is one way to write a value, in ASCII: what a file transfer does to letters would be found. */
const asciiJson = (value: unknown): string =>
  canonicalJson(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** The one line that an entry is written as. */
export const lineOf = (entry: AuditEntry): string => asciiJson(entry);

async function hashOf(entry: Omit<AuditEntry, 'hash'>): Promise<string> {
  const { previous, version, seq, at, tab, action, study, by, details } = entry;
  const own = asciiJson({ version, seq, at, tab, action, study, by, details });
  return sha256Hex(new TextEncoder().encode(`${previous}${own}`));
}

/** The entry that says a fact after another entry; `before` null: the first of a log. */
export async function linked(
  { at, tab, action, study, by, details }: AuditFact,
  before: Pick<AuditEntry, 'seq' | 'hash'> | null,
): Promise<AuditEntry> {
  const seq = before === null ? 0 : before.seq + 1;
  const previous = before?.hash ?? NOTHING_BEFORE;
  const entry = { version: 1 as const, seq, at, tab, action, study, by, details, previous };
  return { ...entry, hash: await hashOf(entry) };
}

/** Whether an entry's hash is that of what it says. */
export const isIntact = async (entry: AuditEntry): Promise<boolean> =>
  (await hashOf(entry)) === entry.hash;

const isDetail = (value: unknown): boolean =>
  typeof value === 'string' ||
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  (Array.isArray(value) && value.every((one) => typeof one === 'string'));

/** A value from outside as an entry of this version; null where it is none. */
export function readEntry(raw: unknown): AuditEntry | null {
  if (!isRecord(raw) || Object.keys(raw).toSorted().join() !== MEMBERS) return null;
  const { version, seq, at, tab, action, study, by, details, previous, hash } = raw;
  const isEntry =
    version === 1 &&
    Number.isSafeInteger(seq) &&
    Number(seq) >= 0 &&
    typeof at === 'string' &&
    typeof tab === 'string' &&
    typeof action === 'string' &&
    (study === null || typeof study === 'string') &&
    typeof by === 'string' &&
    isRecord(details) &&
    Object.values(details).every(isDetail) &&
    typeof previous === 'string' &&
    HASH.test(previous) &&
    typeof hash === 'string' &&
    HASH.test(hash);
  return isEntry ? (raw as unknown as AuditEntry) : null;
}
