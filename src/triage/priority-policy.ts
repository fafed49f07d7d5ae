import { type LabelMap, type Ms, ms } from '#base';

/** What the site decides about the order. */
export interface PriorityPolicy {
  /** A study that waited this long goes before every one that did not (pins excepted). */
  readonly cap: Ms;
  /** How much a probability counts, by type, 0..1: which bleeding is likeliest to need hands within the hour. */
  readonly typeWeight: LabelMap<number>;
}

/** An hour at most; extra-axial bleeding, which is operated on, slightly before the others. */
export const DEFAULT_POLICY: PriorityPolicy = {
  cap: ms(60 * 60_000),
  typeWeight: {
    any: 0.9,
    epidural: 1,
    intraparenchymal: 0.95,
    intraventricular: 0.95,
    subarachnoid: 0.95,
    subdural: 1,
  },
};
