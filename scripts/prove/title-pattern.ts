const STAND_INS = /%[sdifjo]|\$\{[^}]*\}|\$\w+/;

/** A regular expression for words of a title as its source has them: where values stand for %s, $name and the like, anything may. */
export const titlePattern = (title: string): string =>
  title
    .split(STAND_INS)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
