import {
  type ByteRange,
  bytesOf,
  countOf,
  type Outcome,
  type Reason,
  reasonFrom,
  throwIfAborted,
} from '#base';
import { type Deidentified, type Deidentifier, deidentifier } from '#dicom';
import type { Source } from '#intake';

/** A file that was not written, and why. */
export interface LeftOut {
  readonly path: string;
  readonly reason: Reason;
}

/** What became of the files. */
export interface DeidentifyResult {
  readonly done: number;
  readonly left: readonly LeftOut[];
  /** What no program can promise, and of how many files. */
  readonly warnings: ReadonlyMap<string, number>;
}

/**
 * Writes each file without its patient by `write`, one at a time. One that can't be read any more, or can't be rewritten, is left out with its
 * reason, and the others go on. Rejects where `write` does: the place of the result is then no place.
 */
export async function deidentifyAll(
  sources: Iterable<Pick<Source<ByteRange>, 'path' | 'blob' | 'size'>>,
  write: (name: string, bytes: Uint8Array) => Promise<void>,
  onDone: (done: number) => void,
  signal: AbortSignal,
): Promise<DeidentifyResult> {
  const make = deidentifier();
  const warnings = new Map<string, number>();
  const left: LeftOut[] = [];
  let done = 0;
  for (const { path, blob, size } of sources) {
    throwIfAborted(signal);
    const one = await made(make, blob, size);
    if (!one.ok) {
      left.push({ path, reason: one.reason });
      continue;
    }
    await write(`${one.value.name}.dcm`, one.value.bytes);
    for (const each of one.value.warnings) warnings.set(each, (warnings.get(each) ?? 0) + 1);
    done += 1;
    onDone(done);
  }
  return { done, left, warnings };
}

async function made(
  make: Deidentifier,
  blob: ByteRange,
  size: number,
): Promise<Outcome<Deidentified>> {
  try {
    return make(new Uint8Array(await bytesOf(blob.slice(0, size))));
  } catch (error) {
    return { ok: false, reason: reasonFrom(error, 'unreadable') };
  }
}

/** What was left out, a line a reason with its count; '' where nothing was. */
export function leftByReason(left: readonly LeftOut[]): string {
  const counts = new Map<string, number>();
  for (const { reason } of left) counts.set(reason.text, (counts.get(reason.text) ?? 0) + 1);
  return [...counts]
    .map(([text, count]) => `${countOf(count, 'file')} left out: ${text}`)
    .join('\n');
}
