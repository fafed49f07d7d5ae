import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { ROOT } from '../promises/read-promises.ts';

const git = (...args: readonly string[]): string | null => {
  const { status, stdout } = spawnSync('git', args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
  });
  return status === 0 ? stdout.trim() : null;
};

/** The revision in words, and whether files were changed since; null outside of a repository. */
export function revision(): string | null {
  const head = git('rev-parse', '--short=12', 'HEAD');
  const changed = git('status', '--porcelain', '--untracked-files=no');
  return head === null ? null : `${head}${changed ? ', with files changed since' : ''}`;
}

/**
 * A word for the state of all sources, or of those below `paths`, those changed and added since the revision among them; null outside of a
 * repository.
 */
export function sourcesState(...paths: readonly string[]): string | null {
  const head =
    paths.length === 0 ? git('rev-parse', 'HEAD') : git('ls-tree', '-r', 'HEAD', ...paths);
  if (head === null) return null;
  const added = (git('ls-files', '--others', '--exclude-standard', '--', ...paths) ?? '').split(
    '\n',
  );
  const hashes = added[0] === '' ? '' : git('hash-object', ...added);
  return createHash('sha256')
    .update([head, git('diff', 'HEAD', '--', ...paths), hashes].join('\n'))
    .digest('hex');
}
