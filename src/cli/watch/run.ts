import { AppError, isAbort, messageOf, pause } from '#base';
import {
  listStudies,
  mayBeCt,
  ObjectsBeside,
  type Pacs,
  SameObjects,
  type StudyNews,
  type StudyRow,
  StudyWatch,
  waitAskedFor,
  watchedDays,
  whenLate,
} from '#dicomweb';
import type { StudyQueue, StudyWork } from '#queue';
import type { Health } from '../services/health.ts';
import { ownResults } from '../triage/pacs/known-results.ts';
import { StudyStates } from './study-states.ts';

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
  /** A list that takes longer is told of; two minutes where nothing is said. */
  readonly lateMs?: number;
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
    const waitMs = await watch.look();
    await pause(Math.max(everyMs, waitMs), signal);
  }
}

class Watch {
  readonly #setup: WatchSetup;
  readonly #news: StudyWatch;
  readonly #beside: ObjectsBeside;
  readonly #same: SameObjects;
  readonly #states: StudyStates;
  #trouble = '';

  constructor(setup: WatchSetup) {
    this.#setup = setup;
    this.#news = new StudyWatch(setup.settleMs);
    this.#beside = new ObjectsBeside(setup.pacs, ownResults(setup.modelHash));
    this.#same = new SameObjects(this.#beside);
    this.#states = new StudyStates(setup.now ?? Date.now);
  }

  /**
   * Looks at the list once. What goes wrong is told, and is better or not at the next look. Gives for how long the PACS asks to be let
   * alone, in milliseconds.
   */
  async look(): Promise<number> {
    const { pacs, queue, health, signal, now = Date.now, lateMs } = this.#setup;
    const inTime = whenLate(({ text }) => this.#say(text), lateMs);
    try {
      const list = await listStudies(pacs, { kind: 'dates', ...watchedDays(now()) }, signal);
      const rows = list.studies.filter((row) => mayBeCt(row) && row.instances !== 0);
      const isWhole = list.incomplete === null;
      const counts = await this.#beside.ofAll(rows, isWhole, signal);
      this.#hear(this.#news.see(rows, isWhole, now(), counts));
      const standing = rows.filter((row) => !this.#news.isGrowing(row.studyInstanceUid));
      const exchanged = await this.#same.exchanged(standing, signal);
      this.#hear(this.#news.exchanged(exchanged, now()));
      const added = await queue.add(this.#worksOf(rows, counts));
      health.listed(now());
      health.count('lists', { outcome: 'done' });
      if (added > 0) health.tell('queued', { studies: rows.length, added });
      const faults = [...list.badRows, ...(list.incomplete === null ? [] : [list.incomplete])];
      this.#say(faults.map(({ text }) => text).join('; '));
      return 0;
    } catch (error) {
      if (signal.aborted && isAbort(error)) return 0;
      if (!(error instanceof AppError)) throw error;
      health.count('lists', { outcome: 'failed' });
      this.#say(messageOf(error));
      return waitAskedFor(error);
    } finally {
      inTime();
    }
  }

  #hear(news: readonly StudyNews[]): void {
    const { health, now = Date.now } = this.#setup;
    for (const { kind, row } of news) {
      health.count('news', { kind });
      if (kind === 'settled') continue;
      // One of a day that is over is off the list, not out of the PACS.
      if (kind === 'gone' && (row.studyDate ?? '') >= watchedDays(now()).from) {
        health.tell('gone', { study: row.studyInstanceUid });
      }
      if (kind === 'merged') health.tell('merged', { study: row.studyInstanceUid });
      this.#states.changed(row.studyInstanceUid, kind === 'merged');
      this.#same.forget(row.studyInstanceUid);
    }
  }

  #worksOf(
    rows: readonly StudyRow[],
    counts: ReadonlyMap<string, number | null>,
  ): readonly StudyWork[] {
    const works: StudyWork[] = [];
    for (const { studyInstanceUid: study, instances } of rows) {
      works.push({ study, stage: 'look', objects: instances });
      if (this.#news.isGrowing(study)) continue;
      const objects = counts.get(study) ?? instances;
      const state = this.#states.of(study, objects, this.#same.stateOf(study));
      const merged = this.#states.isMerged(study) ? { isMerged: true } : {};
      works.push({ study, stage: 'whole', objects, state, ...merged });
    }
    return works;
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
