import type { Reason } from '#base';
import type { StoredFaults } from '#imaging';

/** What a slice's pixels are, as far as it tells whether they are the scanned ones. */
export interface SliceFacts extends StoredFaults {
  readonly index: number;
  readonly holdsBrain: boolean;
  /** Why a part of the pixels is missing, where decoding says so. */
  readonly truncated: Reason | null;
}

/** Slices whose finding would be of something else than what was scanned at their place. */
export interface LostSlices {
  /** By index: what is not to count as analyzed, and why. */
  readonly reasons: ReadonlyMap<number, Reason>;
  /** Blank between slices with brain. */
  readonly blank: number;
  /** With brain, and pixel for pixel the same as another. */
  readonly repeated: number;
  /** A part is blanked by a straight line; those that still show brain keep their finding. */
  readonly cut: number;
  /** Their pixel data ends early; those that still show brain keep their finding. */
  readonly truncated: number;
  /** Of the cut and truncated ones, those with a finding. */
  readonly analyzedInPart: number;
}

const BLANK: Reason = { code: 'blank-slice', text: 'blank, between slices that show brain' };
const CUT: Reason = {
  code: 'cut-slice',
  text: 'a part of the image is blank, ended by a straight line',
};

/**
 * Finds what was lost between slices that hold brain: blank ones, repeats of another, cut ones. What lies above and below the brain
 * may be blank or alike.
 */
export function lostSlices(facts: readonly SliceFacts[]): LostSlices {
  const inOrder = [...facts].sort((a, b) => a.index - b.index);
  const first = inOrder.find(({ holdsBrain }) => holdsBrain)?.index ?? Number.POSITIVE_INFINITY;
  const last = inOrder.findLast(({ holdsBrain }) => holdsBrain)?.index ?? -1;
  const reasons = new Map<number, Reason>();
  const firstWith = new Map<number, number>();
  const found = { blank: 0, repeated: 0, cut: 0, truncated: 0, analyzedInPart: 0 };
  for (const { index, holdsBrain, blank, cut, truncated, fingerprint } of inOrder) {
    const original = firstWith.get(fingerprint);
    if (blank && index > first && index < last) {
      found.blank += 1;
      reasons.set(index, BLANK);
    } else if (holdsBrain && original !== undefined) {
      found.repeated += 1;
      const text = `the same pixels as slice ${original + 1}`;
      reasons.set(index, { code: 'repeated-slice', text });
    } else if (truncated !== null || cut) {
      if (truncated === null) found.cut += 1;
      else found.truncated += 1;
      found.analyzedInPart += Number(holdsBrain);
      if (!holdsBrain) reasons.set(index, truncated ?? CUT);
    }
    if (holdsBrain && original === undefined) firstWith.set(fingerprint, index);
  }
  return { ...found, reasons };
}
