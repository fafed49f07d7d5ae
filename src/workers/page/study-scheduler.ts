import { nextTurn, type StudyEvent, type TurnState } from '#pipeline';
import type { StudyFindings } from '#triage';
import type { StudyStep } from '../wire/worker-api.ts';
import { workerDied } from './connect.ts';
import { holdBack } from './hold-back.ts';

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
  /** The reader waits for a picture: no turn starts, of the study on the screen neither, until it came; for a second at the most. */
  awaitPicture(): void;
  pictureCame(): void;
  /** Whether files are being listed: then one study has its turn at a time, and not two, so that those after it are listed meanwhile. */
  listing(yes: boolean): void;
  /** No turn starts before {@link resume}; what the studies have reached stays. */
  pause(): void;
  resume(): void;
  /** What was under way is lost: every study begins again when its turn comes. */
  restart(): void;
  /** Drops everything; it rejects with an AbortError. */
  clear(): void;
}

/** A study of the queue. Its turn's state changes as its steps come back. */
interface Entry extends TurnState {
  readonly task: StudyTask;
  readonly resolve: (findings: StudyFindings) => void;
  readonly reject: (error: unknown) => void;
  steps: StudySteps | null;
  suspicion: number | null;
  closerLookDue: boolean;
  deaths: number;
}

const MOST_DEATHS = 2;

/** A picture that doesn't come is not waited for longer. */
const PICTURE_MS = 1000;

const cancelled = (): DOMException => new DOMException('The work was cancelled.', 'AbortError');

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
  const picture = holdBack(clock, PICTURE_MS);
  let held: ReturnType<typeof setTimeout> | undefined;
  let paused = false;
  let lists = false;

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
      const next = nextTurn(entries, underWay, preferred, lists ? 1 : undefined);
      if (next === undefined) return;
      const wait = Math.max(picture.wait(), next.key === preferred ? 0 : hold.wait());
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
          key: task.key,
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
    awaitPicture: picture.giveWay,
    pictureCame: () => {
      picture.soon();
      pump(); // It waits until then only.
    },
    listing: (yes) => {
      lists = yes;
      if (!yes) pump();
    },
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
