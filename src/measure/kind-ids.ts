/** All kinds of measurement, in the order of their buttons; apart from what they do, which reading a kept one doesn't need. */
export const KIND_IDS = ['length', 'probe', 'angle', 'ellipse', 'abc2', 'midline'] as const;

/** Names a kind; kept and exported: a name that was given stays. */
export type KindId = (typeof KIND_IDS)[number];
