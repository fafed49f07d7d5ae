import type { StudyEvent } from '#pipeline';
import type { WorklistStore } from '../worklist/state.ts';
import type { StudyEntry } from '../worklist/study-entry.ts';
import { applyEvent } from './apply-run.ts';

/** Takes what runs say and passes it on to the worklist in parts. */
export interface EventBuffer {
  hear(key: string, runId: number, event: StudyEvent): void;
  /** Passes everything on now. */
  flush(): void;
}

/** Events of a busy engine come by the hundred: the screen gets them this often. */
const FLUSH_MS = 80;

/** A buffer that drops what a run says once it is not its study's own any more. `finish` has the last word on a study that an event changed. */
export function createEventBuffer(
  worklist: WorklistStore,
  isCurrent: (key: string, runId: number) => boolean,
  finish: (entry: StudyEntry, event: StudyEvent) => StudyEntry,
): EventBuffer {
  let waiting: { key: string; runId: number; event: StudyEvent }[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;

  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const events = waiting;
    waiting = [];
    if (events.length === 0) return;
    worklist.setState(({ entries }) => {
      const next = new Map(entries);
      for (const { key, runId, event } of events) {
        const entry = next.get(key);
        if (entry !== undefined && isCurrent(key, runId)) {
          next.set(key, finish(applyEvent(entry, event), event));
        }
      }
      return { entries: next };
    });
  };
  return {
    hear: (key, runId, event) => {
      waiting.push({ key, runId, event });
      timer ??= setTimeout(flush, FLUSH_MS);
    },
    flush,
  };
}
