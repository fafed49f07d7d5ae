import { AppError, ms, pause, type Reason, reasonFrom } from '#base';
import {
  collect,
  type FolderLook,
  FolderWatch,
  lookAtFolder,
  type SourceEvent,
  type WatchedHandle,
} from '#intake';
import type { TakeHow } from '../intake/intake-run.ts';
import { type FolderStore, noFolder } from './state.ts';

/** What looks at a folder; fetched once there is one. */
export interface FolderLink {
  /** Watches where the browser gives leave without a click; else says that it takes one. */
  goOn(): Promise<void>;
  /** Asks for leave, and watches. Within a click. */
  ask(): Promise<void>;
  /** Watches no longer; the state stays. */
  stop(): void;
  /** Watches no longer, and nothing is known of the folder. */
  leave(): void;
}

/** What a link works with. */
export interface LinkPorts {
  /** Reads what was found, when those before it are read. */
  readonly give: (
    events: AsyncIterable<SourceEvent>,
    signal: AbortSignal,
    how: TakeHow,
  ) => Promise<void>;
  /** The bytes of these are not to be had any more. */
  readonly lost: (sourceIds: Iterable<string>) => void;
  readonly now: () => number;
}

/** Between two looks. A folder of many files takes longer to look through: then a look is a quarter of the time at most. */
const POLL_MS = 2000;
const REST_PART = 3;

const NO_LEAVE: Reason = {
  code: 'folder-refused',
  text: 'the browser lets this page read the folder no longer',
};

/** Opens the link to a folder. */
export function openFolderLink(
  store: FolderStore,
  handle: WatchedHandle,
  ports: LinkPorts,
): FolderLink {
  const { now } = ports;
  const watch = new FolderWatch();
  /** Of each file that was read: the sources it gave. */
  const given = new Map<string, string[]>();
  /** Files of one folder are of one, whenever they came. */
  const drop = crypto.randomUUID();
  let stop: AbortController | null = null;

  const isLet = async (): Promise<boolean> =>
    ((await handle.queryPermission?.({ mode: 'read' })) ?? 'granted') === 'granted';

  /** What was read of these files is void: a file with the same slices takes its place. */
  function lose(paths: readonly string[]): void {
    ports.lost(paths.flatMap((path) => given.get(path) ?? []));
    for (const path of paths) given.delete(path);
  }

  async function look(signal: AbortSignal): Promise<void> {
    if (!(await isLet())) throw new AppError(NO_LEAVE.code, NO_LEAVE.text);
    const seen = await lookAtFolder(handle, signal);
    const news = watch.see([...seen.files.values()], seen.blocked.length === 0);
    lose([...news.changed, ...news.gone]);
    store.setState((before) => ({
      phase: 'watching',
      seenAt: ms(now()),
      problem: null,
      waiting: news.growing.length + seen.blocked.length,
      changed: before.changed + news.changed.length,
      gone: before.gone + news.gone.length,
    }));
    if (news.due.length > 0) await give(news.due, seen, signal);
  }

  async function give(
    due: readonly string[],
    { files }: FolderLook,
    signal: AbortSignal,
  ): Promise<void> {
    const paths = new Map<string, string>();
    const failed = new Set<string>();
    const found = due.flatMap((path) => files.get(path) ?? []);
    const events = noted(
      collect(found, (parts) => new Blob([...parts]), signal, drop),
      (one) => {
        const path = fileOf(one.path, files);
        paths.set(one.sourceId, path);
        given.set(path, [...(given.get(path) ?? []), one.sourceId]);
      },
    );
    await ports.give(events, signal, {
      quiet: true,
      // Not to be had, as it was changed, removed or is held by another program: the next looks tell which.
      triesAgain: (sourceId, { code }) => {
        const path = paths.get(sourceId);
        if (path === undefined || code !== 'source-gone') return false;
        failed.add(path);
        return watch.failed(path);
      },
    });
    for (const path of failed) given.delete(path);
    store.setState(({ taken }) => ({ taken: taken + found.length - failed.size }));
  }

  /** Looks until it is stopped. A folder that is not to be had is tried again at the next turn, and that it is not is said. */
  async function keepLooking(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const began = now();
      await look(signal).catch((error: unknown) => {
        if (signal.aborted) return;
        const problem = reasonFrom(error, 'folder-unreadable');
        store.setState({ problem, phase: problem.code === NO_LEAVE.code ? 'asks' : 'watching' });
      });
      await pause(Math.max(POLL_MS, REST_PART * (now() - began)), signal);
    }
  }

  function begin(): void {
    stop?.abort();
    stop = new AbortController();
    store.setState({ name: handle.name, phase: 'watching', problem: null });
    void keepLooking(stop.signal);
  }

  return {
    goOn: async () => {
      store.setState({ ...noFolder(), name: handle.name });
      if (await isLet().catch(() => false)) begin();
      else store.setState({ phase: 'asks' });
    },
    ask: async () => {
      const answer = (await handle.requestPermission?.({ mode: 'read' })) ?? 'granted';
      if (answer === 'granted') begin();
      else store.setState({ phase: 'asks', problem: NO_LEAVE });
    },
    stop: () => stop?.abort(),
    leave: () => {
      stop?.abort();
      store.setState(noFolder());
    },
  };
}

/** The file of the folder that a source is of: itself, or the ZIP that it lies in. */
function fileOf(path: string, files: ReadonlyMap<string, unknown>): string {
  let file = path;
  while (!files.has(file) && file.includes('/')) file = file.slice(0, file.lastIndexOf('/'));
  return file;
}

async function* noted(
  events: AsyncIterable<SourceEvent>,
  note: (source: Extract<SourceEvent, { kind: 'sources' }>['sources'][number]) => void,
): AsyncGenerator<SourceEvent> {
  for await (const event of events) {
    if (event.kind === 'sources') event.sources.forEach(note);
    yield event;
  }
}
