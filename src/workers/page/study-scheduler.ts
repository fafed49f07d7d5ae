import { AppError } from '#base';
import type { StudyEvent } from '#pipeline';
import type { StudyFindings } from '#triage';
import { holdBack } from './hold-back.ts';

/** What one step of a study brought: some events, the last of which may be the interim findings, or the end. */
export type StudyStep =
  | { readonly done: false; readonly events: readonly StudyEvent[] }
  | {
      readonly done: true;
      readonly events: readonly StudyEvent[];
      readonly findings: StudyFindings;
    };

/** A study under way, which goes on only when it is asked to. */
export interface StudySteps {
  next(): Promise<StudyStep>;
  /** Frees what the study holds; no step follows. */
  stop(): void;
}

/** A study to be done. */
export interface StudyTask {
  readonly key: string;
  /** Called when its turn comes, and again where the worker died. */
  readonly begin: () => Promise<StudySteps>;
  readonly onEvent: (event: StudyEvent) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Takes turns among the studies of a queue, a step at a time, two studies at once. */
export interface StudyScheduler {
  add(task: StudyTask): Promise<StudyFindings>;
  /** The study on the screen goes first from now on. */
  prioritize(key: string): void;
  /** The reader scrolls: no turn starts for a moment, except of the study on the screen. */
  giveWay(): void;
  /** No turn starts before {@link resume}; what the studies have reached stays. */
  pause(): void;
  resume(): void;
  /** What was under way is lost: every study begins again when its turn comes. */
  restart(): void;
  /** Drops everything; it rejects with an AbortError. */
  clear(): void;
}

interface Entry {
  readonly task: StudyTask;
  readonly resolve: (findings: StudyFindings) => void;
  readonly reject: (error: unknown) => void;
  steps: StudySteps | null;
  /** After the first interim findings: `any` then, by which the finer passes are ordered. */
  suspicion: number | null;
  /** A closer look is to come, and a better guess with it. */
  closerLookDue: boolean;
  /** Workers that died in this study's turn. */
  deaths: number;
}

const MOST_DEATHS = 2;
/** While the model is at one study's slice, the next one of another is decoded: neither waits at a study's end. */
const TURNS_AT_ONCE = 2;

const cancelled = (): DOMException => new DOMException('The work was cancelled.', 'AbortError');

/** Whether an error says that the worker is gone. */
export const workerDied = (error: unknown): boolean =>
  error instanceof AppError && ['worker-crashed', 'worker-silent'].includes(error.code);

/**
 * Whose turn it is beside those under way: the preferred study's and nobody else's; then those without a first look in order of
 * arrival, then those to be looked at closer, then the most suspicious. A study in whose turn a worker died has its turns
 * alone and last: when it happens again, no other can be to blame.
 */
function pick(
  entries: readonly Entry[],
  underWay: ReadonlySet<Entry>,
  preferred: string | null,
): Entry | undefined {
  const alone = underWay.size === 0;
  if (underWay.size >= TURNS_AT_ONCE || [...underWay].some(({ deaths }) => deaths > 0)) return;
  const first = entries.find(({ task }) => task.key === preferred);
  if (first !== undefined) {
    return underWay.has(first) || (first.deaths > 0 && !alone) ? undefined : first;
  }
  const waiting = entries.filter((entry) => !underWay.has(entry));
  const trusted = waiting.filter(({ deaths }) => deaths === 0);
  const bySuspicion = [...trusted].sort((x, y) => (y.suspicion ?? 0) - (x.suspicion ?? 0));
  return (
    trusted.find(({ suspicion }) => suspicion === null) ??
    bySuspicion.find(({ closerLookDue }) => closerLookDue) ??
    bySuspicion[0] ??
    (alone ? waiting[0] : undefined)
  );
}

/**
 * Coarse to fine over the whole queue: every study is taken as far as its first interim findings before any is looked at
 * closer, and every suspicious one is looked at closer before any is finished, so that the first useful ranking comes early and soon
 * gets better; then the most suspicious are finished first.
 */
export function studyScheduler(clock: () => number = () => performance.now()): StudyScheduler {
  let entries: Entry[] = [];
  let preferred: string | null = null;
  const underWay = new Set<Entry>();
  const hold = holdBack(clock);
  let held: ReturnType<typeof setTimeout> | undefined;
  let paused = false;

  const leave = (entry: Entry): void => {
    entries = entries.filter((other) => other !== entry);
    entry.steps?.stop();
    entry.steps = null;
  };

  const restart = (): void => {
    for (const entry of entries) entry.steps = null;
  };

  const take = (entry: Entry, step: StudyStep): void => {
    for (const event of step.events) {
      if (event.kind === 'interim') {
        entry.suspicion = event.findings.probabilities.any;
        entry.closerLookDue = event.closerLookFollows;
      }
      entry.task.onEvent(event);
    }
    if (!step.done) return;
    leave(entry);
    entry.resolve(step.findings);
  };

  const turn = async (entry: Entry): Promise<void> => {
    try {
      entry.steps ??= await entry.task.begin();
      const step = await entry.steps.next();
      if (entries.includes(entry)) take(entry, step);
    } catch (error) {
      if (workerDied(error) && entries.includes(entry)) {
        entry.steps = null;
        entry.deaths += 1;
        if (entry.deaths < MOST_DEATHS) return;
      }
      leave(entry);
      entry.reject(error);
    }
  };

  const pump = (): void => {
    while (!paused) {
      const next = pick(entries, underWay, preferred);
      if (next === undefined) return;
      const wait = next.task.key === preferred ? 0 : hold.wait();
      if (wait > 0) {
        clearTimeout(held);
        held = setTimeout(pump, wait);
        return;
      }
      underWay.add(next);
      void turn(next).finally(() => {
        underWay.delete(next);
        pump();
      });
    }
  };

  return {
    add: (task) =>
      new Promise((resolve, reject) => {
        if (task.signal?.aborted === true) return reject(cancelled());
        const entry: Entry = {
          task,
          resolve,
          reject,
          steps: null,
          suspicion: null,
          closerLookDue: false,
          deaths: 0,
        };
        task.signal?.addEventListener(
          'abort',
          () => {
            leave(entry);
            reject(cancelled());
          },
          { once: true },
        );
        entries.push(entry);
        pump();
      }),
    prioritize: (key) => {
      preferred = key;
    },
    giveWay: hold.giveWay,
    pause: () => {
      paused = true;
    },
    resume: () => {
      paused = false;
      pump();
    },
    restart,
    clear: () => {
      for (const entry of [...entries]) {
        leave(entry);
        entry.reject(cancelled());
      }
    },
  };
}
