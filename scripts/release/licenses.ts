/** What may ship: licenses that ask for no more than their text and the names beside it. SPDX identifiers. */
const ALLOWED_LICENSES: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'Zlib',
]);

/**
 * Whether a license expression may ship: all parts of an AND, one of an OR. Parentheses and WITH are not taken: nothing that ships
 * has them, and what is not understood is not allowed.
 */
export function isAllowed(expression: string): boolean {
  return expression
    .split(/ OR /)
    .some((choice) => choice.split(/ AND /).every((part) => ALLOWED_LICENSES.has(part.trim())));
}
