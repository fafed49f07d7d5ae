/** A record as it was read from somewhere that outlives the program. */
export type Versioned = Readonly<Record<string, unknown>>;

/** Makes a record of one format version into one of the next; throws what it cannot understand. */
export type UpgradeStep = (old: Versioned) => Versioned;

/** What a record from outside is to this program. */
export type Upgraded =
  /** Of the present version, or brought to it; its members are still to be checked. */
  | { readonly kind: 'current'; readonly value: Versioned }
  /** Made by a later program: to be left as it is, and said. */
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'unreadable' };

/**
 * Brings a record up to the present format. `steps[0]` leads from version 1 to 2, and so on: the present version is one more
 * than there are steps. `member` holds the record's version, a whole number from 1. Never throws.
 */
export function upgrade(
  raw: unknown,
  steps: readonly UpgradeStep[],
  member: 'version' | 'formatVersion' = 'version',
): Upgraded {
  if (!isRecord(raw)) return { kind: 'unreadable' };
  const version = raw[member];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return { kind: 'unreadable' };
  }
  if (version > steps.length + 1) return { kind: 'newer', version };
  try {
    let value: Versioned = raw;
    steps.slice(version - 1).forEach((step, at) => {
      value = { ...step(value), [member]: version + at + 1 };
    });
    return { kind: 'current', value };
  } catch {
    return { kind: 'unreadable' };
  }
}

/** Whether a value from outside is an object with members. */
export const isRecord = (value: unknown): value is Versioned =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
