import { AppError, throwIfAborted } from '#base';

/** Reads one file of a package. `onBytes` hears how many bytes came since it was last called. */
export type ReadPackageFile = (
  path: string,
  onBytes?: (count: number) => void,
  signal?: AbortSignal,
) => Promise<Uint8Array<ArrayBuffer>>;

async function drain(
  body: ReadableStream<Uint8Array>,
  onBytes: ((count: number) => void) | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = body.getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    parts.push(step.value);
    length += step.value.length;
    onBytes?.(step.value.length);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * Reads files below an address, each body drained as soon as its headers are there. (tfjs' own loader first awaits the
 * headers of every shard and so stalls on HTTP/1.1 with more than six uncached ones.)
 */
export function fetchReader(baseUrl: string): ReadPackageFile {
  const base = baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`;
  return async (path, onBytes, signal) => {
    const response = await fetch(`${base}${path}`, signal === undefined ? {} : { signal });
    if (!response.ok) {
      throw new AppError('model-file', `${path} could not be read: HTTP ${response.status}.`, {
        data: { path, status: response.status },
      });
    }
    if (response.body === null) return new Uint8Array(await response.arrayBuffer());
    return drain(response.body, onBytes);
  };
}

/** Reads files that the reader picked, by their paths below the package's folder. */
export const blobReader = (files: ReadonlyMap<string, Blob>): ReadPackageFile =>
  wholeFileReader(async (path) => {
    const blob = files.get(path);
    if (blob === undefined) {
      throw new AppError('model-file', `${path} is not in the folder.`, { data: { path } });
    }
    return new Uint8Array(await blob.arrayBuffer());
  });

/** Reads files by a function that reads a whole file, such as Node's `readFile` bound to a folder. */
export function wholeFileReader(read: (path: string) => Promise<Uint8Array>): ReadPackageFile {
  return async (path, onBytes, signal) => {
    throwIfAborted(signal);
    const bytes = new Uint8Array(await read(path));
    onBytes?.(bytes.length);
    return bytes;
  };
}
