import { AppError, isAbort, messageOf, pause } from '#base';
import {
  listSeries,
  listStudies,
  mayBeCt,
  type Pacs,
  type StudyRow,
  StudyWatch,
  watchedDays,
} from '#dicomweb';
import type { StudyQueue, StudyWork } from '#queue';
import type { Health } from '../services/health.ts';
import { objectsBeside, ownSeries } from '../triage/pacs/known-results.ts';

/** What a watch watches, and how; times in milliseconds. */
export interface WatchSetup {
  readonly pacs: Pacs;
  readonly queue: StudyQueue;
  readonly modelHash: string;
  readonly health: Health;
  readonly everyMs: number;
  readonly settleMs: number;
  readonly signal: AbortSignal;
  readonly now?: () => number;
}

/**
 * Puts the CT studies of yesterday to tomorrow into the queue until it is stopped: to be looked at when they arrive, and whole when their
 * count has stood still. What is to be there is put in at every look at the list: a queue that was lost, or lost what it held, is
 * filled again, and several watches do no harm.
 */
export async function watchPacs(setup: WatchSetup): Promise<void> {
  const { signal, everyMs } = setup;
  const watch = new Watch(setup);
  while (!signal.aborted) {
    await watch.look();
    await pause(everyMs, signal);
  }
}

interface Counted {
  readonly instances: number | null;
  readonly objects: number | null;
}

class Watch {
  readonly #setup: WatchSetup;
  readonly #news: StudyWatch;
  /** Objects that are no results of ours, as last counted. */
  readonly #counted = new Map<string, Counted>();
  #trouble = '';

  constructor(setup: WatchSetup) {
    this.#setup = setup;
    this.#news = new StudyWatch(setup.settleMs);
  }

  /** Looks at the list once. What goes wrong is told, and is better or not at the next look. */
  async look(): Promise<void> {
    const { pacs, queue, health, signal, now = Date.now } = this.#setup;
    try {
      const list = await listStudies(pacs, { kind: 'dates', ...watchedDays(now()) }, signal);
      const rows = list.studies.filter((row) => mayBeCt(row) && row.instances !== 0);
      const news = this.#news.see(rows, list.incomplete === null, now());
      for (const { kind, row } of news) {
        if (kind === 'gone') this.#counted.delete(row.studyInstanceUid);
        health.count('news', { kind });
      }
      const added = await queue.add(await this.#worksOf(rows));
      health.listed(now());
      health.count('lists', { outcome: 'done' });
      if (added > 0) health.tell('queued', { studies: rows.length, added });
      const faults = [...list.badRows, ...(list.incomplete === null ? [] : [list.incomplete])];
      this.#say(faults.map(({ text }) => text).join('; '));
    } catch (error) {
      if (signal.aborted && isAbort(error)) return;
      if (!(error instanceof AppError)) throw error;
      health.count('lists', { outcome: 'failed' });
      this.#say(messageOf(error));
    }
  }

  async #worksOf(rows: readonly StudyRow[]): Promise<readonly StudyWork[]> {
    const works: StudyWork[] = [];
    for (const row of rows) {
      const study = row.studyInstanceUid;
      works.push({ study, stage: 'look', objects: row.instances });
      if (this.#news.isGrowing(study)) continue;
      works.push({ study, stage: 'whole', objects: await this.#objectsOf(row) });
    }
    return works;
  }

  /** Objects of a study without our own results, or with them where the PACS does not count its series. */
  async #objectsOf({ studyInstanceUid: study, instances }: StudyRow): Promise<number | null> {
    const before = this.#counted.get(study);
    // Where the list has no count, only the series tell of growth.
    if (instances !== null && before?.instances === instances) return before.objects;
    const { pacs, modelHash, signal } = this.#setup;
    const own = await ownSeries(study, modelHash);
    const objects = objectsBeside(await listSeries(pacs, study, signal), own) ?? instances;
    this.#counted.set(study, { instances, objects });
    return objects;
  }

  /** Once, and again when it is something else. */
  #say(trouble: string): void {
    if (trouble === this.#trouble) return;
    this.#trouble = trouble;
    const { health } = this.#setup;
    if (trouble === '') health.tell('list-whole', {});
    else health.tell('list-trouble', { text: trouble });
  }
}
