import { isAbort, messageOf, type Reason } from '#base';
import { type SliceHeader, type Study, sliceKey } from '#dicom';
import type { SourceEvent } from '#intake';
import type { HeaderResult, HeaderService } from '#workers';
import { growingStudies } from './growing-studies.ts';
import type { DropSummary, IntakeStore, LeftOut } from './state.ts';

/** What an intake needs. */
export interface IntakePorts {
  readonly headers: HeaderService;
  readonly intake: IntakeStore;
  /** The studies that are new or grew, as they are known now; called after each part that was read. What was dropped counts as read once the last of it is taken in. */
  readonly onStudies: (studies: readonly Study[]) => Promise<void> | void;
  /** Milliseconds: paces the regrouping. */
  readonly now: () => number;
}

/** Takes what was dropped, reads headers, groups them. */
export interface Intake {
  /** The blobs of this session by source id. */
  readonly sources: ReadonlyMap<string, Blob>;
  /** Whether a study seems complete: nothing is read, or what is read now is of others. */
  isSettled(studyKey: string): boolean;
  take(events: AsyncIterable<SourceEvent>, signal: AbortSignal): Promise<void>;
  /** Forgets every file, those that are being read too. */
  clear(): void;
}

/** Regrouping and drawing take time: not oftener than this while reading. */
const REGROUP_MS = 100;

const identity = (header: SliceHeader): string =>
  `${header.studyInstanceUid}|${header.patient.patientId}|${header.seriesInstanceUid}|${sliceKey(header)}`;

/** The intake of a tab. Drops add up: slices of one study may come in several. */
export function createIntake({ headers, intake, onStudies, now }: IntakePorts): Intake {
  const sources = new Map<string, Blob>();
  const growing = growingStudies();
  /** Another one after {@link Intake.clear}: what was being read then comes to nothing. */
  let life = {};

  const take: Intake['take'] = async (events, signal) => {
    const mine = life;
    const known = new Set([...growing.headers()].map(identity));
    const paths = new Map<string, string>();
    const before = { slices: growing.sliceCount, leftOut: intake.getState().leftOut.length };
    let grouped = now();
    const add = (results: readonly HeaderResult[]): void => {
      if (mine !== life) return;
      const { fresh, leftOut } = sorted(results, known);
      growing.add(fresh);
      for (const { sourceId } of leftOut) sources.delete(sourceId);
      leaveOut(
        intake,
        leftOut.map(({ sourceId, reason }) => ({ path: paths.get(sourceId) ?? '', reason })),
      );
      count(intake, 0, results.length);
      if (now() - grouped < REGROUP_MS) return;
      void onStudies(growing.regroup());
      grouped = now();
    };
    const end = (broken: DropSummary['broken']) =>
      mine === life &&
      summarize(intake, growing.sliceCount - before.slices, before.leftOut, broken);

    intake.setState({ leftOutBefore: before.leftOut });
    count(intake, 0, 0);
    try {
      for await (const event of events) {
        if (mine !== life) return;
        if (event.kind === 'skipped') {
          leaveOut(intake, event.skipped);
          continue;
        }
        for (const { sourceId, blob, path } of event.sources) {
          sources.set(sourceId, blob);
          paths.set(sourceId, path);
        }
        count(intake, event.sources.length, 0);
        await headers.read(event.sources, { signal, onBatch: add });
      }
      end(null);
    } catch (error) {
      end(isAbort(error) ? 'stopped' : { code: 'reading-broke-off', text: messageOf(error) });
    } finally {
      if (mine === life) {
        const studies = growing.regroup();
        growing.settle();
        await onStudies(studies);
      }
    }
  };

  const clear = (): void => {
    life = {};
    growing.clear();
    sources.clear();
    intake.setState({ phase: { kind: 'idle' }, leftOut: [], leftOutBefore: 0, lastDrop: null });
  };

  return { sources, isSettled: growing.isSettled, take, clear };
}

/** The slices that were not known, and the files that give none of these, with the reason. */
function sorted(results: readonly HeaderResult[], known: ReadonlySet<string>) {
  const fresh: SliceHeader[] = [];
  const leftOut: { readonly sourceId: string; readonly reason: Reason }[] = [];
  for (const { sourceId, outcome } of results) {
    if (!outcome.ok) {
      leftOut.push({ sourceId, reason: outcome.reason });
    } else if (outcome.value.every((header) => known.has(identity(header)))) {
      leftOut.push({ sourceId, reason: { code: 'already-open', text: 'it is open already' } });
    } else {
      for (const header of outcome.value) fresh.push(header);
    }
  }
  return { fresh, leftOut };
}

function leaveOut(intake: IntakeStore, files: readonly LeftOut[]): void {
  if (files.length > 0) {
    intake.setState(({ leftOut }) => ({ leftOut: [...leftOut, ...files] }));
  }
}

function count(intake: IntakeStore, found: number, read: number): void {
  intake.setState(({ phase }) => {
    const before = phase.kind === 'reading' ? phase : { found: 0, read: 0 };
    return { phase: { kind: 'reading', found: before.found + found, read: before.read + read } };
  });
}

/** Ends the reading: how many slices came, how many files were left out since there were so many, what went wrong. */
function summarize(
  intake: IntakeStore,
  slices: number,
  leftOutBefore: number,
  broken: DropSummary['broken'],
): void {
  const leftOut = intake.getState().leftOut.length - leftOutBefore;
  intake.setState({ phase: { kind: 'idle' }, lastDrop: { slices, leftOut, broken } });
}
