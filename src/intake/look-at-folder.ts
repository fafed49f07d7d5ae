import { AppError } from '#base';
import type { PickedHandle } from './dropped.ts';
import { findFiles } from './find-files.ts';
import type { SeenFile } from './folder-watch.ts';
import type { FoundFile, SkippedSource } from './source.ts';

/** A folder that a person picked, to be looked at again and again. Browsers without permissions for handles have no such methods. */
export type WatchedHandle = Extract<PickedHandle, { kind: 'directory' }> & {
  queryPermission?(of: { readonly mode: 'read' }): Promise<string>;
  requestPermission?(of: { readonly mode: 'read' }): Promise<string>;
};

/** What one look at a folder found. */
export interface FolderLook {
  /** By path. */
  readonly files: ReadonlyMap<string, SeenFile & FoundFile<Blob>>;
  /** Files and folders in it that were not to be had this time. */
  readonly blocked: readonly SkippedSource[];
}

/**
 * All files of a folder, folders in it too, as they are now. Rejects with AppError 'folder-unreadable' where the folder itself is not to be had,
 * and with an AbortError.
 */
export async function lookAtFolder(
  handle: WatchedHandle,
  signal?: AbortSignal,
): Promise<FolderLook> {
  const files = new Map<string, SeenFile & FoundFile<Blob>>();
  const blocked: SkippedSource[] = [];
  for await (const one of findFiles({ kind: 'handles', handles: [handle] }, signal)) {
    if ('reason' in one) {
      if (one.path === handle.name) throw new AppError('folder-unreadable', one.reason.text);
      blocked.push(one);
      continue;
    }
    const { path, blob } = one;
    const time: unknown = Reflect.get(blob, 'lastModified');
    const modified = typeof time === 'number' ? time : 0;
    files.set(path, { path, blob, size: blob.size, modified });
  }
  return { files, blocked };
}
