import type { Reason } from '#base';
import { doubtOf } from '#triage';

/** What stands on an image whose pixels decoding noted something of, each once. */
export const doubtsOnImage = (notes: readonly Reason[]): readonly string[] => [
  ...new Set(notes.flatMap(({ code }) => doubtOf(code)?.onImage ?? [])),
];
