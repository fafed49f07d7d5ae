import { type Reason, sharing } from '#base';
import type { Study } from '#dicom';
import type { SuitabilityCheck } from '#triage';
import type { QueueService, ReadyEngine } from '#workers';
import type { SettingsStore } from '../settings/state.ts';
import type { AppStorage } from '../storage.ts';
import { readStudy } from '../worklist/held-study.ts';
import { isOfSlices, slicesMark } from '../worklist/kept-rows.ts';
import { changeEntries, changeEntry, type WorklistStore } from '../worklist/state.ts';
import {
  queuedAgain,
  type StudyEntry,
  type StudyResult,
  withoutEarlier,
  withoutOvertaken,
} from '../worklist/study-entry.ts';
import { withheldReading, withheldSummary } from '../worklist/withheld.ts';
import { applyResult, withSoFar } from './apply-run.ts';
import { entryAtPoint } from './at-point.ts';
import { createEventBuffer, type EventBuffer } from './event-buffer.ts';
import { type RunEnd, runOnce } from './run-once.ts';
import type { EngineStore } from './state.ts';

/** What the queue needs. */
export interface QueuePorts {
  readonly service: Pick<QueueService, 'analyze' | 'pause' | 'resume'>;
  readonly worklist: WorklistStore;
  readonly engine: EngineStore;
  readonly settings: SettingsStore;
  /** Whether a study's slices are all there, as far as can be told. */
  readonly isSettled: (key: string) => boolean;
  readonly storage: AppStorage;
  readonly sources: ReadonlyMap<string, Blob>;
  readonly replacing: ReadonlySet<string>;
  readonly now: () => number;
  readonly onResult: (entry: StudyEntry, result: StudyResult, fresh: boolean) => void;
}

/** Keeps every study that can be analyzed on its way. */
export interface AnalysisQueue {
  /** Starts what is queued, if the engine is ready and the queue isn't paused. */
  pump(): void;
  /** Stops the studies' runs and queues them anew, for the next {@link pump}. */
  requeue(...keys: readonly string[]): void;
  /** Stops after the slices under way; what the studies have reached stays. */
  pause(): void;
  resume(): void;
  /** Stops everything. */
  stop(): void;
}

const NO_ENGINE = 'no-engine';

/** The runs under way, one a study. */
type Runs = Map<
  string,
  { readonly runId: number; readonly stop: AbortController; readonly engine: ReadyEngine }
>;

/** Results say much alike: the model, its thresholds, checks that pass. Of a list of them that is held once. */
type Latest = { result: StudyResult | null; readonly checks: Map<string, SuitabilityCheck> };

/** Checks that are remembered: a day has some dozens. */
const MOST_CHECKS = 300;

/** A result that holds what it says alike with the latest one, and its checks with any of them, once. */
function sharingResult(result: StudyResult, latest: Latest): StudyResult {
  const suitability = result.findings.suitability.map((check) => {
    const text = JSON.stringify(check);
    const known = latest.checks.get(text);
    if (known !== undefined) return known;
    if (latest.checks.size >= MOST_CHECKS) latest.checks.clear();
    latest.checks.set(text, check);
    return check;
  });
  const findings = { ...result.findings, suitability };
  latest.result = sharing({ ...result, findings }, latest.result);
  return latest.result;
}

/** Numbers runs: of no two studies alike, and not begun anew where a study is deleted and given again. */
let lastRun = 0;

/** The queue of a tab. What a run says is applied to the newest state, if that run is still the study's own. */
export function createAnalysisQueue(ports: QueuePorts): AnalysisQueue {
  const { worklist, engine } = ports;
  const runs: Runs = new Map();
  const latest: Latest = { result: null, checks: new Map() };
  const events = createEventBuffer(
    worklist,
    (key, runId) => runs.get(key)?.runId === runId,
    (entry, event) => {
      const run = runs.get(entry.key);
      const isInterim = event.kind === 'interim' && run !== undefined;
      if (!isInterim) return atPointOf(ports, entry);
      return withoutOvertaken(atPointOf(ports, withSoFar(entry, event.findings, run.engine)));
    },
  );

  const cancel = (key: string): void => {
    runs.get(key)?.stop.abort();
    runs.delete(key);
  };
  const requeue = (...keys: readonly string[]): void => {
    for (const key of keys) cancel(key);
    changeEntries(worklist, keys, queuedAgain);
  };
  const pump = (): void => {
    followEngine(ports, requeue);
    const ready = engine.getState();
    if (worklist.getState().paused || ready.phase !== 'ready') return;
    // A series that is still being read would be analyzed again with every slice that comes.
    const starting = [...worklist.getState().entries.values()].filter(
      ({ key, phase, study }) =>
        phase.kind === 'queued' && study !== null && ports.isSettled(key) && !runs.has(key),
    );
    for (const { key } of starting) {
      lastRun += 1;
      runs.set(key, { runId: lastRun, stop: new AbortController(), engine: ready });
    }
    changeEntries(
      worklist,
      starting.map(({ key }) => key),
      (entry) => ({ ...entry, runId: runs.get(entry.key)?.runId ?? 0, phase: { kind: 'reading' } }),
    );
    for (const entry of starting) void analyze(ports, { runs, latest }, events, entry);
  };

  return {
    pump,
    requeue,
    pause: () => {
      worklist.setState({ paused: true });
      ports.service.pause();
    },
    resume: () => {
      worklist.setState({ paused: false });
      ports.service.resume();
      pump();
    },
    stop: () => {
      for (const key of [...runs.keys()]) cancel(key);
      latest.result = null;
      latest.checks.clear();
    },
  };
}

/** Without an engine a study says why it isn't analyzed; with one again, it gets its turn. */
function followEngine({ engine, worklist }: QueuePorts, requeue: (key: string) => void): void {
  const state = engine.getState();
  for (const { key, phase } of worklist.getState().entries.values()) {
    if (state.phase === 'failed' && phase.kind === 'queued') {
      const text = `the engine did not start: ${state.reason.text.replace(/\.$/, '')}`;
      const reason: Reason = { code: NO_ENGINE, text };
      changeEntry(worklist, key, (now) => ({ ...now, phase: { kind: 'failed', reason } }));
    } else if (state.phase === 'ready' && phase.kind === 'failed') {
      if (phase.reason.code === NO_ENGINE) requeue(key);
    }
  }
}

/** What a run says at the point and on the scale that are set now: it may have been another when the run began. */
function atPointOf({ engine, settings }: QueuePorts, entry: StudyEntry): StudyEntry {
  const { operatingPoint, adaptation } = settings.getState();
  return entryAtPoint(entry, engine.getState(), operatingPoint, adaptation);
}

/** The run of a study that was entered into `runs`, to its result, unless another one takes its place. */
async function analyze(
  ports: QueuePorts,
  { runs, latest }: { readonly runs: Runs; readonly latest: Latest },
  events: EventBuffer,
  { key, study: held }: StudyEntry,
): Promise<void> {
  const { worklist, settings } = ports;
  const run = runs.get(key);
  if (held === null || run === undefined) return;
  const study = readStudy(held);
  const { runId } = run;
  await dropEarlierOfOthers(ports, key, study);
  const end = await runOnce(ports, study, run.engine, {
    operatingPoint: settings.getState().operatingPoint,
    signal: run.stop.signal,
    onEvent: (event) => events.hear(key, runId, event),
  });
  events.flush();
  if (runs.get(key) !== run) return;
  runs.delete(key);
  changeEntry(worklist, key, (now) => {
    if (end.kind !== 'result')
      return { ...withoutEarlier(now), phase: { kind: 'failed', reason: reasonOf(end) } };
    return atPointOf(ports, applyResult(now, sharingResult(end.result, latest)));
  });
  const changed = worklist.getState().entries.get(key);
  if (end.kind !== 'result' || changed === undefined) return;
  ports.onResult(changed, end.result, !end.fromStorage);
  if (!end.fromStorage || end.isOfEarlierFormat) {
    await keepResult(ports, changed, study, end.result);
  }
  const { recheck } = await import('./recheck.ts');
  await recheck(ports, [key]);
}

/** What an earlier tab had said of other slices of the study than are analyzed now stands no longer. */
async function dropEarlierOfOthers(
  { worklist, storage }: QueuePorts,
  key: string,
  study: Study,
): Promise<void> {
  if (worklist.getState().entries.get(key)?.earlier === undefined) return;
  const slices = await storage.seal(slicesMark(study));
  changeEntry(worklist, key, (now) => {
    const { earlier } = now;
    if (earlier === undefined || isOfSlices(earlier, slices, now.summary.sliceCount)) return now;
    return withoutEarlier(now);
  });
}

/** A run that this queue did not cancel and that was cancelled all the same would leave its study waiting for ever. */
const reasonOf = (end: Exclude<RunEnd, { kind: 'result' }>): Reason =>
  end.kind === 'failed'
    ? end.reason
    : { code: 'analysis-failed', text: 'the analysis broke off: it was stopped from elsewhere' };

/** Kept across reloads if the reader wants it so, and without anything of the patient. */
async function keepResult(
  { settings, storage }: QueuePorts,
  entry: StudyEntry,
  study: Study,
  result: StudyResult,
): Promise<void> {
  if (!settings.getState().keepResults) return;
  await storage.saveResult({
    version: 4,
    analysisKey: result.analysisKey,
    studyKey: entry.key,
    slices: slicesMark(study),
    summary: withheldSummary(entry.summary),
    result: withheldReading(result),
    receivedAt: entry.receivedAt,
  });
}
