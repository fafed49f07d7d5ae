import { countOf, isAbort, messageOf } from '#base';
import { groupStudies, type SliceHeader, type Study, sliceKey } from '#dicom';
import type { SourceEvent } from '#intake';
import type { AnalysisService, HeaderResult } from '#workers';
import type { IntakeStore, LeftOut } from './intake-state.ts';

/** What an intake needs. */
export interface IntakePorts {
  readonly service: Pick<AnalysisService, 'readHeadersOf'>;
  readonly intake: IntakeStore;
  /** The studies as they are known now; called after each part that was read. */
  readonly onStudies: (studies: readonly Study[]) => void;
  /** A rejected promise of the wait stops nothing: it paces the regrouping. */
  readonly now: () => number;
}

/** Takes what was dropped, reads headers, groups them. */
export interface Intake {
  /** The blobs of this session by source id. */
  readonly sources: ReadonlyMap<string, Blob>;
  take(events: AsyncIterable<SourceEvent>, signal: AbortSignal): Promise<void>;
  /** Forgets every file. */
  clear(): void;
}

/** Regrouping thousands of headers takes time: not oftener than this while reading. */
const REGROUP_MS = 400;

const identity = (header: SliceHeader): string =>
  `${header.studyInstanceUid}|${header.patient.patientId}|${header.seriesInstanceUid}|${sliceKey(header)}`;

/** The intake of a tab. Drops add up: slices of one study may come in several. */
export function createIntake({ service, intake, onStudies, now }: IntakePorts): Intake {
  const sources = new Map<string, Blob>();
  let headers: SliceHeader[] = [];

  const leaveOut = (files: readonly LeftOut[]): void => {
    if (files.length > 0) {
      intake.setState(({ leftOut }) => ({ leftOut: [...leftOut, ...files] }));
    }
  };

  const count = (found: number, read: number): void => {
    intake.setState(({ phase }) => {
      const before = phase.kind === 'reading' ? phase : { found: 0, read: 0 };
      return {
        phase: { kind: 'reading', found: before.found + found, read: before.read + read },
      };
    });
  };

  const take: Intake['take'] = async (events, signal) => {
    const known = new Set(headers.map(identity));
    const paths = new Map<string, string>();
    const before = { slices: headers.length, leftOut: intake.getState().leftOut.length };
    let grouped = now();

    const add = (results: readonly HeaderResult[]): void => {
      const left: LeftOut[] = [];
      for (const { sourceId, outcome } of results) {
        const path = paths.get(sourceId) ?? '';
        if (!outcome.ok) {
          left.push({ path, reason: outcome.reason });
        } else if (outcome.value.every((header) => known.has(identity(header)))) {
          left.push({ path, reason: { code: 'already-open', text: 'it is open already' } });
        } else {
          headers.push(...outcome.value);
          continue;
        }
        sources.delete(sourceId);
      }
      leaveOut(left);
      count(0, results.length);
      if (now() - grouped >= REGROUP_MS) {
        onStudies(groupStudies(headers));
        grouped = now();
      }
    };

    count(0, 0);
    try {
      for await (const event of events) {
        if (event.kind === 'skipped') {
          leaveOut(event.skipped);
          continue;
        }
        for (const { sourceId, blob, path } of event.sources) {
          sources.set(sourceId, blob);
          paths.set(sourceId, path);
        }
        count(event.sources.length, 0);
        await service.readHeadersOf(event.sources, { signal, onBatch: add });
      }
      summarize(before, null);
    } catch (error) {
      summarize(before, isAbort(error) ? 'Stopped' : `Reading broke off: ${messageOf(error)}`);
    } finally {
      onStudies(groupStudies(headers));
    }
  };

  const summarize = (
    before: { readonly slices: number; readonly leftOut: number },
    problem: string | null,
  ): void => {
    const slices = headers.length - before.slices;
    const left = intake.getState().leftOut.length - before.leftOut;
    const parts = [
      ...(problem === null ? [] : [problem]),
      `${countOf(slices, 'slice')} read`,
      ...(left === 0 ? [] : [`${countOf(left, 'file')} left out`]),
    ];
    intake.setState({ phase: { kind: 'idle' }, summary: parts.join(', ') });
  };

  const clear = (): void => {
    headers = [];
    sources.clear();
    intake.setState({ phase: { kind: 'idle' }, leftOut: [], summary: null });
  };

  return { sources, take, clear };
}
