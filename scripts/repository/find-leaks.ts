/** Something that may not be in a public repository. `what` is its kind; `found` never has all of a secret. */
export interface Leak {
  readonly what: string;
  readonly found: string;
}

const SECRETS: Readonly<Record<string, RegExp>> = {
  'a private key': /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/g,
  'a cloud key': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[\w-]{35}\b/g,
  "a code host's token":
    /\bgh[pousr]_[A-Za-z0-9]{30,}\b|\bgithub_pat_\w{30,}\b|\bglpat-[\w-]{20,}/g,
  "a package registry's token":
    /\bnpm_[A-Za-z0-9]{36}\b|_authToken\s*=\s*(?!\$\{)\S+|\bpypi-[\w-]{50,}/g,
  "a chat's token": /\bxox[abprs]-[\w-]{10,}/g,
  'a signed token': /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/g,
  'an API key': /\bsk-(?:[a-z]+-)*[A-Za-z0-9]{24,}\b/g,
};

/** A mail address, but of the hosts that are for examples (RFC 2606), and no user of a URL. */
const MAIL =
  /(?<![/:\w.])[\w.+-]+@(?!(?:[\w-]+\.)*(?:example|invalid|test)\b)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b/g;

/** Family names of the standard's own examples (PS3.5 annexes H to K and 6.2), of tests of character sets, and of placeholders. */
const MADE_UP = new Set(
  'adams buc doe family hong name robert synthetic wang who yamada zhang äneas jérôme'.split(' '),
);
/** A person's name as DICOM has it (PS3.5 6.2: PN): Family^Given. */
const PERSON = /(?<![\p{L}\d\\[(|^])(\p{Lu}[\p{L}'-]+)\^\p{Lu}\p{L}+/gu;

/** Names of slices in the RSNA set. */
const DATA_SET = /\bID_[0-9a-f]{9}\b/g;

/** Keys, tokens, mail addresses, persons' names and names of slices in a text. */
export function leaksInText(text: string): readonly Leak[] {
  const of = (what: string, pattern: RegExp): Leak[] =>
    [...text.matchAll(pattern)].map(([found]) => ({ what, found: `${found.slice(0, 16)}...` }));
  return [
    ...Object.entries(SECRETS).flatMap(([what, pattern]) => of(what, pattern)),
    ...of('a mail address', MAIL),
    ...of('the name of a slice of a data set', DATA_SET),
    ...[...text.matchAll(PERSON)]
      .filter(([, family = '']) => !MADE_UP.has(family.toLowerCase()))
      .map(([found]) => ({ what: "a person's name", found })),
  ];
}

const MAGIC: readonly (readonly [what: string, at: number, magic: string])[] = [
  ['a DICOM file', 128, 'DICM'],
  ['a ZIP', 0, 'PK\x03\x04'],
  ['a gzip file (NIfTI, archives)', 0, '\x1f\x8b'],
  ['a NIfTI image', 344, 'n+1\0'],
  ['a JPEG', 0, '\xff\xd8\xff'],
  ['a JPEG 2000 codestream', 0, '\xff\x4f\xff\x51'],
];

/** Images and archives that may hold a patient's, by their first bytes, whatever they are called. */
export function leaksInBytes(bytes: Uint8Array): readonly Leak[] {
  const begins = (at: number, magic: string) =>
    [...magic].every((char, index) => bytes[at + index] === char.charCodeAt(0));
  return MAGIC.filter(([, at, magic]) => begins(at, magic)).map(([what]) => ({
    what,
    found: what,
  }));
}
