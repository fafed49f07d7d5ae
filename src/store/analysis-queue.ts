import type { StudyEvent } from '#pipeline';
import type { AnalysisService } from '#workers';
import type { EngineStore } from './engine-state.ts';
import type { IntakeStore } from './intake-state.ts';
import type { SettingsStore } from './settings.ts';
import type { AppStorage } from './storage.ts';
import type { StudyEntry, StudyResult } from './study-entry.ts';
import { applyEvent, applyResult, runOnce } from './study-run.ts';
import { changeEntry, type WorklistStore } from './worklist.ts';

/** What the queue needs. */
export interface QueuePorts {
  readonly service: Pick<AnalysisService, 'analyseStudy' | 'prioritize'>;
  readonly worklist: WorklistStore;
  readonly engine: EngineStore;
  readonly settings: SettingsStore;
  readonly intake: IntakeStore;
  readonly storage: AppStorage;
  readonly sources: ReadonlyMap<string, Blob>;
  readonly now: () => number;
  readonly onResult: (entry: StudyEntry, result: StudyResult, fresh: boolean) => void;
}

/** Keeps every study that can be analyzed on its way. */
export interface AnalysisQueue {
  /** Starts what is queued, if the engine is ready and the queue isn't paused. */
  pump(): void;
  /** Stops a study's run and queues it anew, for the next {@link pump}. */
  requeue(key: string): void;
  pause(): void;
  resume(): void;
  /** Stops everything. */
  stop(): void;
}

/** Events of a busy engine come by the hundred: the screen gets them this often. */
const FLUSH_MS = 80;
const NO_ENGINE = 'no-engine';

/** The queue of a tab. What a run says is applied to the newest state, if that run is still the study's own. */
export function createAnalysisQueue(ports: QueuePorts): AnalysisQueue {
  const { worklist, engine, settings, storage } = ports;
  const runs = new Map<string, { readonly runId: number; readonly stop: AbortController }>();
  let waiting: { key: string; runId: number; event: StudyEvent }[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;

  const isCurrent = (key: string, runId: number): boolean => runs.get(key)?.runId === runId;

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
        if (entry !== undefined && isCurrent(key, runId)) next.set(key, applyEvent(entry, event));
      }
      return { entries: next };
    });
  };

  const hear = (key: string, runId: number, event: StudyEvent): void => {
    waiting.push({ key, runId, event });
    timer ??= setTimeout(flush, FLUSH_MS);
  };

  const keep = async (entry: StudyEntry, result: StudyResult): Promise<void> => {
    if (!settings.getState().keepResults) return;
    await storage.saveResult({
      version: 1,
      analysisKey: result.analysisKey,
      studyKey: entry.key,
      summary: { ...entry.summary, patientName: '' },
      result,
      receivedAt: entry.receivedAt,
    });
  };

  const start = async (entry: StudyEntry): Promise<void> => {
    const ready = engine.getState();
    if (entry.study === null || ready.phase !== 'ready') return;
    const stop = new AbortController();
    const runId = entry.runId + 1;
    runs.set(entry.key, { runId, stop });
    changeEntry(worklist, entry.key, (now) => ({ ...now, runId, phase: { kind: 'reading' } }));
    const end = await runOnce(ports, entry.study, ready, {
      operatingPoint: settings.getState().operatingPoint,
      signal: stop.signal,
      onEvent: (event) => hear(entry.key, runId, event),
    });
    flush();
    if (!isCurrent(entry.key, runId)) return;
    runs.delete(entry.key);
    if (end.kind === 'cancelled') return;
    changeEntry(worklist, entry.key, (now) =>
      end.kind === 'failed'
        ? { ...now, phase: { kind: 'failed', reason: end.reason } }
        : applyResult(now, end.result),
    );
    if (end.kind === 'failed') return;
    const changed = worklist.getState().entries.get(entry.key);
    if (changed === undefined) return;
    ports.onResult(changed, end.result, !end.fromStorage);
    if (!end.fromStorage) await keep(changed, end.result);
  };

  const cancel = (key: string): void => {
    runs.get(key)?.stop.abort();
    runs.delete(key);
  };

  const requeue = (key: string): void => {
    cancel(key);
    changeEntry(worklist, key, (entry) => ({
      ...entry,
      phase: { kind: 'queued' },
      slices: new Map(),
      notAnalysed: new Map(),
      runId: entry.runId + 1,
    }));
  };

  /** Without an engine a study says why it isn't analyzed; with one again, it gets its turn. */
  const followEngine = (): void => {
    const state = engine.getState();
    for (const { key, phase } of worklist.getState().entries.values()) {
      if (state.phase === 'failed' && phase.kind === 'queued') {
        const text = `the engine did not start: ${state.reason.text}`;
        const reason = { code: NO_ENGINE, text };
        changeEntry(worklist, key, (now) => ({ ...now, phase: { kind: 'failed', reason } }));
      } else if (state.phase === 'ready' && phase.kind === 'failed') {
        if (phase.reason.code === NO_ENGINE) requeue(key);
      }
    }
  };

  const pump = (): void => {
    followEngine();
    if (worklist.getState().paused || engine.getState().phase !== 'ready') return;
    // A series that is still being read would be analyzed again with every slice that comes.
    if (ports.intake.getState().phase.kind === 'reading') return;
    for (const entry of worklist.getState().entries.values()) {
      if (entry.phase.kind === 'queued' && !runs.has(entry.key)) void start(entry);
    }
  };

  return {
    pump,
    requeue,
    pause: () => {
      worklist.setState({ paused: true });
      for (const key of [...runs.keys()]) requeue(key);
    },
    resume: () => {
      worklist.setState({ paused: false });
      pump();
    },
    stop: () => {
      for (const key of [...runs.keys()]) cancel(key);
    },
  };
}
