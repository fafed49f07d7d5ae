import type { Reason } from '#base';
import type { StoredFaults } from '#imaging';

/** What a slice's pixels are, as far as it tells whether they are the scanned ones. */
export interface SliceFacts extends StoredFaults {
  readonly index: number;
  readonly holdsBrain: boolean;
  /** It shows the middle of a head: brain in a closed skull. */
  readonly looksLikeHead: boolean;
  /** Why a part of the pixels is missing, where decoding says so. */
  readonly truncated: Reason | null;
}

/** Slices whose finding would be of something else than what was scanned at their place. */
export interface LostSlices {
  /** By index: what is not to count as analyzed, and why. */
  readonly reasons: ReadonlyMap<number, Reason>;
  /** Blank between slices with brain. */
  readonly blank: number;
  /** Without brain within bone, though not blank, between slices that show the middle of a head. */
  readonly unseen: number;
  /** With brain, and pixel for pixel the same as another. */
  readonly repeated: number;
  /** A part is blanked by a straight line; those that still show brain keep their finding. */
  readonly cut: number;
  /** Their values came round the end of what their bits can hold; they keep their finding. */
  readonly wrapped: number;
  /** Their pixel data ends early; those that still show brain keep their finding. */
  readonly truncated: number;
  /** Of the cut and truncated ones, those with a finding. */
  readonly analyzedInPart: number;
}

const BLANK: Reason = { code: 'blank-slice', text: 'blank, between slices that show brain' };
const UNSEEN: Reason = {
  code: 'no-brain-within',
  text: 'no brain within bone, between slices that show the middle of the head',
};
const CUT: Reason = {
  code: 'cut-slice',
  text: 'a part of the image has one value, ended by a straight line',
};

/**
 * Finds what was lost between slices that hold brain: blank ones, repeats of another, cut ones, and those where the brain was not found
 * (an open skull, say): they are not left out rightly. What lies above and below the brain may be blank or alike, and at its base
 * a slice without brain may lie between others; in the middle of a head none of 86 heads has one.
 */
export function lostSlices(facts: readonly SliceFacts[]): LostSlices {
  const inOrder = [...facts].sort((a, b) => a.index - b.index);
  const first = inOrder.find(({ holdsBrain }) => holdsBrain)?.index ?? Number.POSITIVE_INFINITY;
  const last = inOrder.findLast(({ holdsBrain }) => holdsBrain)?.index ?? -1;
  const firstMiddle = inOrder.find(({ looksLikeHead }) => looksLikeHead)?.index ?? last;
  const lastMiddle = inOrder.findLast(({ looksLikeHead }) => looksLikeHead)?.index ?? first;
  const reasons = new Map<number, Reason>();
  const firstWith = new Map<number, number>();
  const found = {
    blank: 0,
    unseen: 0,
    repeated: 0,
    cut: 0,
    wrapped: facts.filter(({ wrapped }) => wrapped).length,
    truncated: 0,
    analyzedInPart: 0,
  };
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
    } else if (!holdsBrain && index > firstMiddle && index < lastMiddle) {
      found.unseen += 1;
      reasons.set(index, UNSEEN);
    }
    if (holdsBrain && original === undefined) firstWith.set(fingerprint, index);
  }
  return { ...found, reasons };
}
