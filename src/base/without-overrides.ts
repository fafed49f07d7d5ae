/** Embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX #9), and what ends them. */
const OVERRIDES = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text from outside without the signs that turn the text round it about: a name that holds one could have the ID or the number behind it read
 * backwards. U+FFFD shows where one stood. Letters of languages that are written from right to left need none of them.
 */
export const withoutOverrides = (text: string): string => text.replace(OVERRIDES, '\ufffd');
