import type { Reason } from '#base';
import type { InstanceIds } from '#dicom';
import type { Answer } from './ask.ts';
import { keptParts } from './kept-parts.ts';
import { boundaryOf } from './media-type.ts';
import { type Bounds, parts } from './multipart.ts';
import { readPart } from './parts-of-study.ts';

/** An object of an answer: what it is, or why it is not used. */
export interface Arrival {
  readonly what: InstanceIds | Reason;
  readonly blob: Blob;
}

/**
 * The objects of an answer to a wish for the study. `isKept`: the answer is taken as the browser keeps it, and little more than the
 * beginning of each object is read; what is not plain to see so is read through, like any other. Throws as `parts` does.
 */
export async function* arrivals(
  answer: Answer,
  studyInstanceUid: string,
  bounds: Bounds,
  isKept: boolean,
): AsyncGenerator<Arrival> {
  const boundary = boundaryOf(answer.type);
  const whole = isKept ? await answer.whole() : null;
  const plain = whole === null ? null : await keptParts(whole, boundary, bounds);
  if (plain === null) {
    const chunks = whole === null ? answer.chunks() : chunksOf(whole);
    for await (const part of parts(chunks, boundary, bounds)) {
      yield { what: readPart(part, studyInstanceUid), blob: new Blob([part.bytes]) };
    }
    return;
  }
  for (const { type, head, blob } of plain) {
    const read = readPart({ type, bytes: head }, studyInstanceUid);
    // A header may be longer than what was read of it.
    const isShort = 'code' in read || read.seriesInstanceUid === '';
    const isAll = head.length === blob.size || !isShort;
    const what = isAll ? read : readPart({ type, bytes: await bytesOf(blob) }, studyInstanceUid);
    yield { what, blob };
  }
}

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

/** Bytes that are read of a blob at once. */
const PIECE = 2 ** 20;

async function* chunksOf(blob: Blob): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < blob.size; at += PIECE) yield await bytesOf(blob.slice(at, at + PIECE));
}
