import type { AuditDetails, AuditVerdict } from '#audit';
import type { Seal } from '../seal.ts';
import type { Stores } from '../stores.ts';
import type { AuditShelf } from './shelf.ts';

/** What a reader did that no store tells of. */
export interface Done {
  readonly action: 'exported' | 'erased' | 'locked' | 'unlocked' | 'pin-refused';
  /** The study's key; absent where it is about none. */
  readonly studyKey?: string;
  readonly details?: AuditDetails;
}

/** The audit log as the screen has it. */
export interface AuditTrail {
  /** Whether it outlives the tab. */
  readonly kept: boolean;
  /** Resolves when what was heard so far is written, or could not be. */
  settled(): Promise<void>;
  /** Looks whether what is kept is whole. */
  check(): Promise<AuditVerdict>;
  /** The whole log as a file: see `auditFile`. That it was given out is its last entry. */
  file(): Promise<string>;
}

/** How long somebody waits for an entry to be kept, in milliseconds: a storage that hangs must not hold up what was done. */
const KEPT_WITHIN_MS = 2000;

/** The audit log's part of the app. */
export interface AuditActions {
  wasDone(done: Done): void;
  /** Resolves when all that was done so far is kept, or can't be for now. Never rejects. */
  logged(): Promise<void>;
  /** null where nothing is logged: in tests without a shelf, or where its code could not be fetched. */
  auditTrail(): Promise<AuditTrail | null>;
}

/** Opens the shelf of this browser. */
export type AuditPort = () => Promise<AuditShelf>;

const WATCHED = [
  'worklist',
  'reading',
  'verdicts',
  'measurements',
  'pacs',
  'settings',
  'engine',
] as const satisfies readonly (keyof Stores)[];

/** A store before and after it changed. */
export type Changed = {
  [Name in (typeof WATCHED)[number]]: {
    readonly store: Name;
    readonly now: ReturnType<Stores[Name]['getState']>;
    readonly before: ReturnType<Stores[Name]['getState']>;
  };
}[(typeof WATCHED)[number]];

/** What happened, and when. */
export interface Heard {
  readonly what: Changed | Done;
  readonly at: number;
}

/**
 * Listens from the start on; what it hears is made into entries and written by code that is fetched then. Only this much of the log is
 * in the start bundle.
 */
export function auditActions(
  port: AuditPort | undefined,
  stores: Stores,
  seal: Seal,
  now: () => number,
): AuditActions {
  if (port === undefined) {
    return {
      wasDone: () => undefined,
      logged: async () => undefined,
      auditTrail: async () => null,
    };
  }
  const waiting: Heard[] = [];
  let take = (heard: Heard): unknown => waiting.push(heard);
  let trail: Promise<AuditTrail | null> | null = null;
  const open = (): Promise<AuditTrail | null> => {
    trail ??= import('./trail.ts')
      .then(async ({ openTrail }) => {
        const { hear, ...opened } = openTrail(await port(), stores, seal, now);
        waiting.splice(0).forEach(hear);
        take = hear;
        return opened;
      })
      .catch(() => {
        // States that nobody will look at would fill the memory.
        take = () => undefined;
        waiting.length = 0;
        return null;
      });
    return trail;
  };
  const hear = (what: Changed | Done): void => {
    take({ what, at: now() });
    void open();
  };
  for (const store of WATCHED) {
    stores[store].subscribe((state: unknown, before: unknown) =>
      hear({ store, now: state, before } as Changed),
    );
  }
  const logged = async (): Promise<void> => {
    const late = new Promise<void>((done) => setTimeout(done, KEPT_WITHIN_MS));
    await Promise.race([open().then((opened) => opened?.settled()), late]);
  };
  return { wasDone: hear, logged, auditTrail: open };
}
