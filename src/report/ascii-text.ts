const PLAIN: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '×': 'x',
  '…': '...',
  '\u00a0': ' ',
};

/**
 * Our own words in the default repertoire, which every Specific Character Set holds: an object keeps the character set of the
 * images, as it holds the patient's name in their bytes.
 */
export const asciiText = (text: string): string =>
  [...text]
    .map((letter) => PLAIN[letter] ?? letter)
    .join('')
    .replace(/[^\x20-\x7e]/gu, '?');
