import type { RedisClient } from 'bullmq';
import { lookOf, nameOf, type StudyWork } from './study-queue.ts';

/** What BullMQ gives of its connection. */
type Client = Pick<RedisClient, 'runCommand' | 'pipeline' | 'smembers'>;

/**
 * The names of the work that there is of each study. A queue finds its work by whole names: without this, what waits of one study is
 * found by reading what waits of all.
 */
export class NamesOfStudies {
  readonly #connection: () => Promise<Client>;
  readonly #queue: string;

  constructor(connection: () => Promise<Client>, queue: string) {
    this.#connection = connection;
    this.#queue = queue;
  }

  /** Takes names down; before the work itself is put in, so that none is without. */
  async add(works: readonly StudyWork[]): Promise<void> {
    const named = works.filter(({ stage }) => stage !== 'look');
    await this.#run(named.map((work) => ['sadd', [this.#key(work.study), nameOf(work)]]));
  }

  /** Names of a study's work, its look among them; some of them may be done, or not there. */
  async of(study: string): Promise<readonly string[]> {
    const client = await this.#connection();
    return [lookOf(study), ...(await client.smembers(this.#key(study)))];
  }

  /** The work is done, and waits no more. */
  async forget(work: StudyWork): Promise<void> {
    if (work.stage !== 'look') await this.#run([['srem', [this.#key(work.study), nameOf(work)]]]);
  }

  /** Which of keys are not there. Where all are, that is one question. */
  async missing(keys: readonly string[]): Promise<ReadonlySet<string>> {
    const client = await this.#connection();
    if ((await client.runCommand('exists', [...keys])) === keys.length) return new Set();
    const there = await this.#run(keys.map((key) => ['exists', [key]]));
    return new Set(keys.filter((_, at) => there[at] === 0));
  }

  async #run(commands: readonly (readonly [string, string[]])[]): Promise<readonly unknown[]> {
    if (commands.length === 0) return [];
    const client = await this.#connection();
    const all = client.pipeline();
    for (const [name, words] of commands) all.runCommand(name, words);
    const answers = (await all.exec()) ?? [];
    return answers.map(([error, answer]) => {
      if (error !== null) throw error;
      return answer;
    });
  }

  #key = (study: string): string => `${this.#queue}:of:${study}`;
}
