/** A file as one look at the folder found it. */
export interface SeenFile {
  /** Path in the watched folder, '/' between folders. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970, as the file system says. */
  readonly modified: number;
}

/** What a look at the folder says of its files, by path. */
export interface FolderNews {
  /** Stood still from the last look to this one, and are to be read. */
  readonly due: readonly string[];
  /** Still being written, as far as can be told: they wait. */
  readonly growing: readonly string[];
  /** Were read and are other files now: what was read of them is void, and they wait anew. */
  readonly changed: readonly string[];
  /** Are not there any more, of those that were read. */
  readonly gone: readonly string[];
}

interface Known extends SeenFile {
  readonly state: 'growing' | 'given' | 'given-up';
  /** Times that it could not be read while it stood still. */
  readonly tries: number;
}

/** A file that stands still and cannot be read is tried so often; then it is left out, with the reason. */
const MOST_TRIES = 3;

/** Names that copying programs give to files that are not whole yet. */
const UNFINISHED = /\.(part|partial|filepart|tmp|temp|crdownload|crswap|download|swp)$/i;

/**
 * Tells what changes in a folder from one look to the next. A file is settled when its size and its time stood still over two looks; that is
 * all that a file system says, so whatever changes after all is void and waits again. Knows no clock and reads nothing.
 */
export class FolderWatch {
  readonly #known = new Map<string, Known>();

  /** The news of a look. `isWhole`: all of the folder was seen, so that what is not among the files is gone. */
  see(files: readonly SeenFile[], isWhole: boolean): FolderNews {
    const due: string[] = [];
    const growing: string[] = [];
    const changed: string[] = [];
    for (const file of files) {
      const before = this.#known.get(file.path);
      const stands = before?.size === file.size && before.modified === file.modified;
      if (before !== undefined && stands && before.state !== 'growing') continue;
      if (before?.state === 'given') changed.push(file.path);
      const settled = stands && file.size > 0 && !UNFINISHED.test(file.path);
      (settled ? due : growing).push(file.path);
      this.#known.set(file.path, {
        ...file,
        state: settled ? 'given' : 'growing',
        tries: stands ? before.tries : 0,
      });
    }
    return { due, growing, changed, gone: isWhole ? this.#forget(files) : [] };
  }

  /** A file that was due could not be read: whether it will be due again. */
  failed(path: string): boolean {
    const known = this.#known.get(path);
    if (known === undefined) return false;
    const tries = known.tries + 1;
    const again = tries < MOST_TRIES;
    this.#known.set(path, { ...known, tries, state: again ? 'growing' : 'given-up' });
    return again;
  }

  #forget(files: readonly SeenFile[]): readonly string[] {
    const there = new Set(files.map(({ path }) => path));
    const left = [...this.#known.values()].filter(({ path }) => !there.has(path));
    for (const { path } of left) this.#known.delete(path);
    return left.filter(({ state }) => state === 'given').map(({ path }) => path);
  }
}
