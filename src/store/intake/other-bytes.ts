const modified = (blob: Blob): number | null => (blob instanceof File ? blob.lastModified : null);

/** Bytes at the beginning, where the header is, and at each of so many places behind it. */
const HEAD = 16_384;
const SAMPLE = 2048;
const SAMPLES = 6;

/** Where two files of one size and one time of change are compared: their beginning, and places evenly over the rest to its end. */
function placesOf(size: number): readonly (readonly [start: number, end: number])[] {
  const rest = size - HEAD;
  if (rest <= SAMPLES * SAMPLE) return [[0, size]];
  const samples = Array.from({ length: SAMPLES }, (_, at) => {
    const start = Math.round(HEAD + (rest - SAMPLE) * (at / (SAMPLES - 1)));
    return [start, start + SAMPLE] as const;
  });
  return [[0, HEAD], ...samples];
}

async function differ(first: Blob, second: Blob): Promise<boolean> {
  const [one, other] = await Promise.all([first.arrayBuffer(), second.arrayBuffer()]);
  const bytes = new Uint8Array(other);
  return new Uint8Array(one).some((byte, at) => byte !== bytes[at]);
}

/**
 * Whether two files of the same slice differ. Those of one size and one time of change are compared in places, 28 kB of each, so that a
 * folder of hundreds costs little when it is given again: another reconstruction differs in all of its pixels, a few bytes between the
 * places are not seen. Where the first can't be read any more, its time of change decides.
 */
export async function isOtherFile(first: Blob, second: Blob): Promise<boolean> {
  if (first.size !== second.size) return true;
  const time = modified(first);
  const isOneTime = time !== null && time === modified(second);
  try {
    if (!isOneTime) return await differ(first, second);
    for (const [start, end] of placesOf(first.size)) {
      if (await differ(first.slice(start, end), second.slice(start, end))) return true;
    }
    return false;
  } catch {
    return !isOneTime;
  }
}
