import { isAbort, messageOf, type Reason } from '#base';
import type { SliceHeader, Study, UnreadInstance } from '#dicom';
import type { Directory, SourceEvent } from '#intake';
import type { HeaderResult, HeaderService } from '#workers';
import { FileShelf } from './file-shelf.ts';
import { growingStudies } from './growing-studies.ts';
import { oneAhead } from './one-ahead.ts';
import { type OpenSlices, openSlices } from './open-slices.ts';
import { missingAmong } from './selectors.ts';
import type { DropSummary, IntakeStore, LeftOut } from './state.ts';

/** What an intake needs. */
export interface IntakePorts {
  readonly headers: HeaderService;
  readonly intake: IntakeStore;
  /** The studies that are new or grew, as they are known now; called after each part that was read. What was dropped counts as read once the last of it is taken in. */
  readonly onStudies: (studies: readonly Study[]) => Promise<void> | void;
  /** These sources were lost and are there again, with the same slices. */
  readonly onRenewed: (sourceIds: ReadonlySet<string>) => void;
  /** Milliseconds: paces the regrouping. */
  readonly now: () => number;
}

/** How files are taken that nobody gave by hand. */
export interface TakeHow {
  /** Nothing is said of it but what is left out: others say it. */
  readonly quiet?: boolean;
  /** A file gave no slice: whether it will be given again, and is not left out yet. */
  readonly triesAgain?: (sourceId: string, reason: Reason) => boolean;
}

/** Takes what was dropped, reads headers, groups them. A file whose slices are open is left out; if it was changed, it takes the place of the open one. */
export interface Intake {
  /** The blobs of this session by source id. */
  readonly sources: ReadonlyMap<string, Blob>;
  /** Files that took the place of others with the same slices: what was kept of those is not theirs. */
  readonly replacing: ReadonlySet<string>;
  /** Whether a study seems complete: nothing is read, or what is read now is of others. */
  isSettled(studyKey: string): boolean;
  take(events: AsyncIterable<SourceEvent>, signal: AbortSignal, how?: TakeHow): Promise<void>;
  /** The bytes of these are not to be had any more. A file with the same slices, when it is given, takes the place of each. */
  lost(sourceIds: Iterable<string>): void;
  /** Forgets every file, those that are being read too. */
  clear(): void;
}

/** Regrouping and drawing take time: not oftener than this while reading. */
const REGROUP_MS = 100;

/** The intake of a tab. Drops add up: slices of one study may come in several. */
export function createIntake(ports: IntakePorts): Intake {
  const { headers, intake, onStudies, onRenewed, now } = ports;
  const sources = new FileShelf();
  const lost = new Set<string>();
  const replacing = new Set<string>();
  let grouping: typeof import('./grouping.ts') | null = null;
  const growing = growingStudies((headers, beside) => {
    if (grouping === null) throw new Error('slices came before what groups them');
    return grouping.groupStudies(headers, beside);
  });
  /** The source of each slice that earlier drops gave, of studies that have no UID. */
  const unnamed = openSlices();
  const known: Pick<OpenSlices, 'of'> = {
    of: (header) => (header.studyInstanceUid === '' ? unnamed.of(header) : growing.ownerOf(header)),
  };
  /** Another one after {@link Intake.clear}: what was being read then comes to nothing. */
  let life = {};

  const take: Intake['take'] = async (events, signal, how = {}) => {
    const mine = life;
    const taken: SliceHeader[] = [];
    const renewed = new Set<string>();
    const repeated: Repeated[] = [];
    /** What was given, by its source: headers come from a worker, with copies of its name. */
    const heard = new Set<string>();
    const given = new Map<string, { readonly sourceId: string; readonly path: string }>();
    const directories: Directory[] = [];
    const unread: string[] = [];
    const before = { slices: growing.sliceCount, leftOut: intake.getState().leftOut.length };
    let grouped = now();
    let replaced = 0;
    let whole = false;
    const add = (results: readonly HeaderResult[]): void => {
      if (mine !== life) return;
      for (const { sourceId, directory } of results) {
        heard.add(sourceId);
        if (directory !== undefined)
          directories.push({ path: given.get(sourceId)?.path ?? '', ...directory });
      }
      const { fresh, again, leftOut } = sorted(results, known);
      takeIn(fresh);
      repeated.push(...again);
      leave(leftOut);
      tell(0, results.length);
      if (now() - grouped < REGROUP_MS) return;
      void onStudies(growing.regroup());
      grouped = now();
    };
    const takeIn = (headers: readonly SliceHeader[]): void => {
      const named = headers.map((header) => {
        const { sourceId } = given.get(header.sourceId) ?? header;
        return { ...header, sourceId };
      });
      growing.add(named);
      taken.push(...named);
    };
    const leave = (files: readonly LeftOutSource[]): void => {
      for (const { sourceId } of files) sources.delete(sourceId);
      const left = files.filter(
        ({ sourceId, reason }) => how.triesAgain?.(sourceId, reason) !== true,
      );
      growing.addUnread(left.flatMap(({ unread }) => unread ?? []));
      leaveOut(
        intake,
        left.map(({ sourceId, reason }) => ({ path: given.get(sourceId)?.path ?? '', reason })),
      );
    };
    /** What becomes of files whose slices are all open: left out, or in the place of one that is lost or was changed. */
    const judge = async (): Promise<void> => {
      if (repeated.length === 0) return;
      const { isOtherFile } = await import('./other-bytes.ts');
      const open: LeftOutSource[] = [];
      for (const { sourceId, owners, headers } of repeated.splice(0)) {
        const [of = ''] = owners;
        const [first, blob] = [sources.get(of), sources.get(sourceId)];
        const one = owners.size === 1 && first !== undefined && blob !== undefined;
        const isOther = one && (await isOtherFile(first, blob));
        if (mine !== life) return;
        if (isOther) {
          unnamed.forget(of);
          const [like] = headers;
          if (like !== undefined) replaced += growing.remove(of, like);
          for (const ids of [sources, lost, replacing]) ids.delete(of);
          replacing.add(sourceId);
          takeIn(headers);
        } else if (one && lost.has(of)) {
          sources.set(of, blob);
          sources.delete(sourceId);
          lost.delete(of);
          renewed.add(of);
        } else {
          open.push({ sourceId, reason: ALREADY_OPEN });
        }
      }
      leave(open);
    };
    const tell = (found: number, read: number) => {
      if (how.quiet !== true) count(intake, found, read);
    };
    /** Files that were found and not read count like every other one: as left out, with the reason. */
    const leaveUnread = (): void => {
      const unheard = repeated.splice(0).map(({ sourceId }) => sourceId);
      for (const sourceId of unheard) heard.delete(sourceId);
      const unread = [...given.values()].filter(({ sourceId }) => !heard.has(sourceId));
      leave(unread.map(({ sourceId }) => ({ sourceId, reason: NOT_READ })));
    };
    const end = (broken: DropSummary['broken']) => {
      if (mine !== life) return;
      if (broken !== null) leaveUnread();
      if (how.quiet === true && broken === null) return;
      summarize(intake, growing.sliceCount - before.slices + replaced, before.leftOut, broken);
    };

    const isFirst = intake.getState().readSince === null;
    if (how.quiet !== true && isFirst) intake.setState({ leftOutBefore: before.leftOut });
    tell(0, 0);
    try {
      grouping ??= await import('./grouping.ts');
      for await (const event of oneAhead(events)) {
        if (mine !== life) return;
        if (event.kind === 'skipped') {
          leaveOut(intake, event.skipped);
          unread.push(...event.skipped.map(({ path }) => path));
          continue;
        }
        for (const { sourceId, blob, path } of event.sources) {
          sources.set(sourceId, blob);
          given.set(sourceId, { sourceId, path });
        }
        tell(event.sources.length, 0);
        await headers.read(event.sources, { signal, onBatch: add });
        await judge();
      }
      whole = true;
      if (grouping !== null && directories.length > 0) {
        const held = taken.map((one) => [given.get(one.sourceId)?.path ?? '', one] as const);
        growing.addContradicted(grouping.listedOtherwise(directories, held));
        // What comes bit by bit may still come.
        if (how.quiet !== true) {
          const paths = [...given.values()].map(({ path }) => path);
          leaveOut(intake, grouping.missingFiles(directories, [...paths, ...unread]));
        }
      }
      end(null);
    } catch (error) {
      end(isAbort(error) ? 'stopped' : { code: 'reading-broke-off', text: messageOf(error) });
    } finally {
      if (mine === life) {
        for (const header of taken) if (header.studyInstanceUid === '') unnamed.add(header);
        const studies = whole ? growing.readAgain() : growing.breakOff();
        growing.settle();
        await onStudies(studies);
        if (renewed.size > 0) onRenewed(renewed);
      }
    }
  };

  const clear = (): void => {
    life = {};
    growing.clear();
    unnamed.clear();
    sources.clear();
    lost.clear();
    replacing.clear();
    intake.setState({ phase: { kind: 'idle' }, leftOut: [], leftOutBefore: 0, readSince: null });
  };

  return {
    sources,
    replacing,
    isSettled: growing.isSettled,
    take,
    lost: (ids) => {
      for (const id of ids) lost.add(id);
    },
    clear,
  };
}

const NOT_READ: Reason = {
  code: 'reading-stopped',
  text: 'reading ended before it',
};
const ALREADY_OPEN: Reason = { code: 'already-open', text: 'it is open already' };

interface LeftOutSource {
  readonly sourceId: string;
  readonly reason: Reason;
  readonly unread?: UnreadInstance | undefined;
}

/** A file whose slices are all open. */
interface Repeated {
  readonly sourceId: string;
  /** The files that gave them. */
  readonly owners: ReadonlySet<string>;
  readonly headers: readonly SliceHeader[];
}

/** The slices that were not known, the files whose slices are all known, and those that give neither, with the reason. */
function sorted(results: readonly HeaderResult[], known: Pick<OpenSlices, 'of'>) {
  const fresh: SliceHeader[] = [];
  const again: Repeated[] = [];
  const leftOut: LeftOutSource[] = [];
  for (const { sourceId, outcome, unread } of results) {
    if (!outcome.ok) {
      leftOut.push({ sourceId, reason: outcome.reason, unread });
    } else if (outcome.value.every((header) => known.of(header) !== undefined)) {
      const owners = new Set(outcome.value.map((header) => known.of(header) ?? ''));
      again.push({ sourceId, owners, headers: outcome.value });
    } else {
      for (const header of outcome.value) fresh.push(header);
    }
  }
  return { fresh, again, leftOut };
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

/** Ends the reading: how many slices came with it, how many files were left out since there were so many, what went wrong, with what came since the line was last closed. */
function summarize(
  intake: IntakeStore,
  slices: number,
  leftOutBefore: number,
  broken: DropSummary['broken'],
): void {
  intake.setState(({ leftOut, leftOutBefore: before, readSince }) => {
    const from = readSince === null ? leftOutBefore : before;
    return {
      phase: { kind: 'idle' },
      leftOutBefore: from,
      readSince: {
        slices: slices + (readSince?.slices ?? 0),
        leftOut: leftOut.length - from,
        missing: missingAmong(leftOut.slice(from)),
        broken: broken ?? readSince?.broken ?? null,
      },
    };
  });
}
