import type { RedisClient } from 'bullmq';

/** What BullMQ gives of its connection. */
type Client = Pick<RedisClient, 'get' | 'set' | 'runCommand'>;

/** So often all is asked after anew: single pieces of work may have been removed by hand. */
const ASK_ALL_MS = 5 * 60_000;
/** A mark that nobody sets anew is gone an hour later. */
const KEEP_MARK_MS = 3600_000;

/**
 * Which work is certain to be in Redis, so that it is not asked after, piece by piece, at every look at a PACS's list. Certain is what was
 * put in or found there, as long as that Redis was neither started again nor emptied: a mark that was set before is still there.
 */
export class KnownWork {
  readonly #connection: () => Promise<Client>;
  readonly #key: string;
  readonly #askAllMs: number;
  #names: ReadonlySet<string> = new Set();
  #start = '';
  #sinceMs = Number.NEGATIVE_INFINITY;

  constructor(connection: () => Promise<Client>, queue: string, askAllMs = ASK_ALL_MS) {
    this.#connection = connection;
    this.#key = `${queue}:known:${crypto.randomUUID()}`;
    this.#askAllMs = askAllMs;
  }

  /** Its names; none where nothing is certain any more. To be asked before anything is looked for or put in. */
  async names(): Promise<ReadonlySet<string>> {
    const client = await this.#connection();
    const start = await startOf(client);
    const isRecent = performance.now() - this.#sinceMs < this.#askAllMs;
    if (isRecent && start === this.#start && (await client.get(this.#key)) === start) {
      return this.#names;
    }
    this.#names = new Set();
    this.#start = start;
    this.#sinceMs = performance.now();
    await client.set(this.#key, start, { PX: KEEP_MARK_MS });
    return this.#names;
  }

  /** These were put in or found since {@link names} was asked, or are of it; of others nothing is known any more. */
  are(names: ReadonlySet<string>): void {
    this.#names = names;
  }
}

/** Tells one start of a server from the next, also where it comes back with what it wrote down some time before. */
async function startOf(client: Client): Promise<string> {
  const told = String(await client.runCommand('info', ['server']));
  const [, run = ''] = /^run_id:(\w+)/m.exec(told) ?? [];
  return run;
}
