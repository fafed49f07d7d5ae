import type { RedisClient } from 'bullmq';
import type { WorkResult } from './study-queue.ts';

/** What BullMQ gives of its connection. */
type Client = Pick<RedisClient, 'get' | 'set' | 'del' | 'info' | 'on' | 'runCommand'>;

/** How a claim on a piece of work ends: it is one's own, another's, or done, with what came of it. */
export type Claimed =
  | { readonly kind: 'own' }
  | { readonly kind: 'other' }
  | { readonly kind: 'done'; readonly result: WorkResult };

interface AtWork {
  readonly name: string;
  readonly timer: NodeJS.Timeout;
  /** It was missing, or another's: the queue may give this work to others, or has. */
  wasLost: boolean;
}

/** For so long an answer is waited for where it is certain without one that nobody else has the work. */
const SOON_MS = 2000;
/** For so long it is known what came of work whose claim was lost. */
const KEEP_RESULT_MS = 10 * 60_000;

/** Who claims, and where; times in milliseconds. */
export interface ClaimsSetup {
  /** Before every name. */
  readonly queue: string;
  readonly worker: string;
  /** A claim that is not renewed for so long is none. */
  readonly lockMs: number;
  /** A Redis that was started less than so long ago: who was at work is not back yet, and has not said so. */
  readonly graceMs: number;
  /** Where the queue has the names of what is done, by when it was. */
  readonly doneKey: string;
  /** Another worker is at the same work. */
  readonly onDoubled: (name: string) => void;
}

/**
 * Who is at which work, beside the queue's own locks, which are gone with a Redis that comes back empty: whoever is at work says so again as
 * soon as it is back, and what came of it. Then what is put in anew is neither begun by a second worker meanwhile, nor done again. One piece
 * of work at a time.
 */
export class Claims {
  readonly #connection: () => Promise<Client>;
  readonly #setup: ClaimsSetup;
  #client: Client | null = null;
  /** What is worked on, and what is to be. */
  #wanted: string | null = null;
  #atWork: AtWork | null = null;
  /** Until then, by this machine's clock that nobody sets, the claim holds whether Redis answers or not. */
  #heldUntil = Number.NEGATIVE_INFINITY;
  /** Redis has been up for longer than the grace, as far as is known. */
  #isOld = false;

  constructor(connection: () => Promise<Client>, setup: ClaimsSetup) {
    this.#connection = connection;
    this.#setup = setup;
  }

  /** Claims work of this name. Waits where Redis has only just started. */
  async begin(name: string): Promise<Claimed> {
    this.#wanted = name;
    this.#heldUntil = Number.NEGATIVE_INFINITY;
    const client = await this.#connected();
    await this.#outlastGrace(client);
    const done = await client.get(this.#key('done', name));
    if (done !== null) return { kind: 'done', result: JSON.parse(done) as WorkResult };
    if (!(await this.#holds(client, name))) return { kind: 'other' };
    // Whoever asked may have gone on without an answer, and be at the end.
    if (this.#wanted !== name) return { kind: 'own' };
    const timer = setInterval(this.#renew, this.#setup.lockMs / 4);
    this.#atWork = { name, timer, wasLost: false };
    return { kind: 'own' };
  }

  /**
   * Whether the work under way is still one's own, so that what comes of it may be kept; then it is for another lock's time. A worker that
   * was silent for too long hears here that another has it, or has done it. Waits for a Redis that is away, unless the claim holds without.
   */
  async isOurs(): Promise<boolean> {
    const name = this.#wanted;
    if (name === null) return true;
    const asked = this.#askWhose(name);
    let timer: NodeJS.Timeout | undefined;
    const soon = new Promise<null>((done) => {
      timer = setTimeout(() => done(null), SOON_MS);
    });
    const answer = await Promise.race([asked.catch(() => null), soon]).finally(() =>
      clearTimeout(timer),
    );
    if (answer !== null) return answer;
    return performance.now() < this.#heldUntil || asked;
  }

  /** The work is at its end; `result`: what came of it, null where it failed. Where the queue may give it to others, it is known to them. */
  end(result: WorkResult | null): void {
    const ended = this.#atWork;
    this.#wanted = null;
    this.#atWork = null;
    if (ended === null) return;
    clearInterval(ended.timer);
    // Not waited for: a Redis that is away gets it when it is back, before anything else is asked of it.
    void this.#tellEnd(ended, result).catch(() => undefined);
  }

  async #connected(): Promise<Client> {
    if (this.#client !== null) return this.#client;
    this.#client = await this.#connection();
    this.#client.on('ready', () => {
      this.#isOld = false;
      this.#renew();
    });
    return this.#client;
  }

  async #tellEnd({ name, wasLost }: AtWork, result: WorkResult | null): Promise<void> {
    const client = await this.#connected();
    const who = await client.get(this.#key('at', name));
    const isOwn = who === this.#setup.worker;
    if (result !== null && (wasLost || !isOwn)) {
      await client.set(this.#key('done', name), JSON.stringify(result), { PX: KEEP_RESULT_MS });
    }
    if (isOwn) await client.del(this.#key('at', name));
  }

  readonly #renew = (): void => {
    const at = this.#atWork;
    if (at !== null) void this.#sayAgain(at).catch(() => undefined);
  };

  async #sayAgain(at: AtWork): Promise<void> {
    const { worker, onDoubled } = this.#setup;
    const client = await this.#connected();
    const who = await client.get(this.#key('at', at.name));
    if (this.#atWork !== at) return;
    const isOthers = who !== null && who !== worker;
    if (isOthers && !at.wasLost) onDoubled(at.name);
    at.wasLost ||= who !== worker;
    if (isOthers) return;
    const asked = performance.now();
    await this.#put(client, at.name);
    this.#heldUntil = asked + this.#setup.lockMs;
  }

  async #askWhose(name: string): Promise<boolean> {
    const client = await this.#connected();
    // A Redis that came back empty knows nothing of it; one that has it as done has that of another, whoever claims it now.
    const done = await client.runCommand('zscore', [this.#setup.doneKey, name]);
    return done === null && (await this.#holds(client, name));
  }

  /** Claims work that nobody has, or renews the claim; false where it is another's. */
  async #holds(client: Client, name: string): Promise<boolean> {
    const { worker, lockMs } = this.#setup;
    const asked = performance.now();
    const words = [this.#key('at', name), worker, 'PX', lockMs, 'NX'];
    if ((await client.runCommand('set', words)) !== 'OK') {
      const who = await client.get(this.#key('at', name));
      if (who !== null && who !== worker) return false;
      await this.#put(client, name);
    }
    this.#heldUntil = asked + lockMs;
    return true;
  }

  async #put(client: Client, name: string): Promise<void> {
    const { worker, lockMs } = this.#setup;
    await client.set(this.#key('at', name), worker, { PX: lockMs });
  }

  async #outlastGrace(client: Client): Promise<void> {
    if (this.#isOld) return;
    const [, seconds = '0'] = /^uptime_in_seconds:(\d+)/m.exec(await client.info()) ?? [];
    const left = this.#setup.graceMs - Number(seconds) * 1000;
    if (left > 0) await new Promise((done) => setTimeout(done, left));
    this.#isOld = true;
  }

  #key = (kind: 'at' | 'done', name: string): string => `${this.#setup.queue}:${kind}:${name}`;
}
