import { countOf } from '#base';
import type { Described } from './series-words.ts';
import type { SliceHeader } from './slice-header.ts';
import type { Caution } from './study.ts';

/** What a header says of a slice that makes it less than a CT of this study, and what the row says of it. `text` follows the number of slices. */
const DESCRIBED: readonly (readonly [what: Described, caution: Caution])[] = [
  [
    'modality-lut',
    {
      code: 'modality-lut',
      short: 'a Modality LUT that is not applied',
      text: 'with a Modality LUT, which is not applied: the values may be no Hounsfield units',
    },
  ],
  [
    'overlay-in-values',
    {
      code: 'overlay-in-values',
      short: 'an overlay among the stored bits',
      text: 'with an overlay in bits that the header calls the image’s: it is read as a part of the values',
    },
  ],
  [
    'other-day',
    {
      code: 'other-day',
      short: 'acquired on another day than the study',
      text: 'acquired more than a day from the study’s date: two studies may be mixed, or a date be wrong',
    },
  ],
  [
    'other-class',
    {
      code: 'sop-class',
      short: 'no CT by its SOP class',
      text: 'of a SOP class of another modality, though Modality is CT or absent',
    },
  ],
  [
    'unreadable-spacing',
    {
      code: 'spacing-unreadable',
      short: 'Pixel Spacing not readable',
      text: 'whose Pixel Spacing is not two numbers: the head’s size is not known',
    },
  ],
];

/** What the slices' headers say of them, one caution a kind. */
export function describedCautions(slices: readonly SliceHeader[]): readonly Caution[] {
  return DESCRIBED.flatMap(([what, caution]) => {
    const many = slices.filter(({ described }) => described.includes(what)).length;
    return many === 0 ? [] : [{ ...caution, text: `${countOf(many, 'slice')} ${caution.text}` }];
  });
}
