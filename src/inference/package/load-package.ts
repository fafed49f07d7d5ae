import { AppError, canonicalJson, isAbort, messageOf, sha256Hex, throwIfAborted } from '#base';
import { parseGolden } from './golden.ts';
import { joinWeights, storesLevels } from './join-weights.ts';
import type { LoadedPackage } from './loaded-package.ts';
import type { ModelManifest, PackagedFile } from './model-manifest.ts';
import { parseManifest } from './parse-manifest.ts';
import { parseSequence } from './parse-sequence.ts';
import type { ReadPackageFile } from './read-package-file.ts';

/** Files read at once: HTTP/1.1 gives six connections, and the app may want one itself. */
const PARALLEL_READS = 4;
const MANIFEST_LIMIT_BYTES = 4 * 1024 * 1024;

/** How {@link loadPackage} reports and stops. */
export interface LoadPackageOptions {
  readonly onProgress?: (progress: {
    readonly loadedBytes: number;
    readonly totalBytes: number;
  }) => void;
  readonly signal?: AbortSignal;
}

function parseJson(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AppError('model-manifest', `${path} is not valid JSON: ${messageOf(cause)}`, {
      cause,
    });
  }
}

async function readOrExplain(
  read: ReadPackageFile,
  path: string,
  onBytes: ((count: number) => void) | undefined,
  signal: AbortSignal | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await read(path, onBytes, signal);
  } catch (cause) {
    if (isAbort(cause) || (cause instanceof AppError && cause.code.startsWith('model-')))
      throw cause;
    throw new AppError('model-file', `${path} could not be read: ${messageOf(cause)}`, {
      cause,
      data: { path },
    });
  }
}

async function verify(bytes: Uint8Array, file: PackagedFile): Promise<void> {
  if (bytes.length !== file.bytes) {
    throw new AppError(
      'model-size',
      `${file.path} has ${bytes.length} bytes; the manifest says ${file.bytes}.`,
      { data: { path: file.path } },
    );
  }
  const sha256 = await sha256Hex(bytes);
  if (sha256 !== file.sha256) {
    throw new AppError(
      'model-hash',
      `${file.path} is not the file that the manifest describes: its SHA-256 begins ${sha256.slice(0, 12)}, not ${file.sha256.slice(0, 12)}.`,
      { data: { path: file.path, sha256, expected: file.sha256 } },
    );
  }
}

/** Reads and verifies every file, a few at a time; the first failure stops the others. */
async function readAll(
  read: ReadPackageFile,
  files: readonly PackagedFile[],
  options: LoadPackageOptions,
): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const totalBytes = files.reduce((sum, file) => sum + file.bytes, 0);
  let loadedBytes = 0;
  const onBytes = (count: number) => {
    loadedBytes = Math.min(totalBytes, loadedBytes + count);
    options.onProgress?.({ loadedBytes, totalBytes });
  };
  const failed = new AbortController();
  const signal =
    options.signal === undefined ? failed.signal : AbortSignal.any([options.signal, failed.signal]);
  const queue = [...files];
  const done = new Map<string, Uint8Array<ArrayBuffer>>();
  const work = async () => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      throwIfAborted(signal);
      const bytes = await readOrExplain(read, file.path, onBytes, signal);
      await verify(bytes, file);
      done.set(file.path, bytes);
    }
  };
  try {
    await Promise.all(Array.from({ length: PARALLEL_READS }, work));
  } catch (error) {
    failed.abort();
    throw error;
  }
  return done;
}

async function readManifest(
  read: ReadPackageFile,
  signal: AbortSignal | undefined,
): Promise<ModelManifest> {
  const bytes = await readOrExplain(read, 'manifest.json', undefined, signal);
  if (bytes.length > MANIFEST_LIMIT_BYTES) {
    throw new AppError('model-manifest', `manifest.json has ${bytes.length} bytes: too many.`);
  }
  return parseManifest(parseJson(bytes, 'manifest.json'));
}

/** What tells one model from another: its manifest names every file of the package by its hash. */
export const modelHashOf = (manifest: ModelManifest): Promise<string> =>
  sha256Hex(new TextEncoder().encode(canonicalJson(manifest)));

/**
 * Reads a model package and checks the size and SHA-256 of every file before anything of it is used. Throws AppError
 * 'model-file', 'model-manifest', 'model-version', 'model-size', 'model-hash' or 'model-weights'; AbortError on cancel.
 */
export async function loadPackage(
  read: ReadPackageFile,
  options: LoadPackageOptions = {},
): Promise<LoadedPackage> {
  throwIfAborted(options.signal);
  const manifest = await readManifest(read, options.signal);
  const files = await readAll(read, manifest.files, options);
  throwIfAborted(options.signal);
  const file = (path: string): Uint8Array<ArrayBuffer> => {
    const bytes = files.get(path);
    if (bytes === undefined) {
      throw new AppError('model-manifest', `The manifest's files do not list ${path}.`);
    }
    return bytes;
  };
  const topology = parseJson(file('model.json'), 'model.json');
  if (storesLevels(topology) !== (manifest.quantization !== undefined)) {
    throw new AppError(
      'model-manifest',
      'The manifest and model.json do not agree on whether the weights are int8.',
    );
  }
  return {
    manifest,
    modelHash: await modelHashOf(manifest),
    topology,
    weights: joinWeights(topology, file),
    golden: parseGolden(
      parseJson(file(manifest.golden.file), manifest.golden.file),
      manifest,
      file,
    ),
    sequence:
      manifest.sequence === undefined
        ? null
        : parseSequence(
            parseJson(file(manifest.sequence.file), manifest.sequence.file),
            manifest.sequence.file,
          ),
  };
}
