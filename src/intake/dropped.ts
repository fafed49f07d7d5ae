/** The parts of FileSystemEntry that are used; named here so that this layer needs no `dom` types. */
export interface DroppedEntry {
  readonly isFile: boolean;
  readonly isDirectory: boolean;
  /** "/folder/file" */
  readonly fullPath: string;
  file?(onFile: (file: File) => void, onError: (error: unknown) => void): void;
  createReader?(): {
    readEntries(
      onEntries: (entries: readonly DroppedEntry[]) => void,
      onError: (error: unknown) => void,
    ): void;
  };
}

/** The parts of DataTransfer that are used. */
export interface Dropped {
  readonly items: ArrayLike<{
    readonly kind: string;
    webkitGetAsEntry?(): DroppedEntry | null;
    getAsFile(): File | null;
  }>;
}

/** A file of a file input; `webkitRelativePath` where a folder was picked. */
export type PickedFile = File & { readonly webkitRelativePath?: string };

/** A folder or file that was opened by a picker of the File System Access API. */
export type PickedHandle =
  | { readonly kind: 'file'; readonly name: string; getFile(): Promise<File> }
  | {
      readonly kind: 'directory';
      readonly name: string;
      values(): AsyncIterable<PickedHandle>;
    };

/** What a person can give the app. */
export type Given =
  | { readonly kind: 'drop'; readonly transfer: Dropped }
  | { readonly kind: 'files'; readonly files: ArrayLike<PickedFile> }
  | { readonly kind: 'handles'; readonly handles: readonly PickedHandle[] };
