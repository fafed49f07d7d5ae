/**
 * Specific Character Set (0008,0005), PS3.3 C.12.1.1.2: defined terms to WHATWG encodings. Code extensions (ISO 2022) are
 * decoded by the escape sequences' own decoder where there is one (ISO-2022-JP), else by the last listed set.
 */
const ENCODINGS: Readonly<Record<string, string>> = {
  '': 'windows-1252',
  'ISO_IR 6': 'windows-1252',
  'ISO_IR 100': 'windows-1252',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 148': 'windows-1254',
  'ISO_IR 203': 'iso-8859-15',
  'ISO_IR 13': 'shift_jis',
  'ISO_IR 166': 'windows-874',
  'ISO_IR 192': 'utf-8',
  GB18030: 'gb18030',
  GBK: 'gbk',
  'ISO 2022 IR 6': 'windows-1252',
  'ISO 2022 IR 100': 'windows-1252',
  'ISO 2022 IR 101': 'iso-8859-2',
  'ISO 2022 IR 109': 'iso-8859-3',
  'ISO 2022 IR 110': 'iso-8859-4',
  'ISO 2022 IR 144': 'iso-8859-5',
  'ISO 2022 IR 127': 'iso-8859-6',
  'ISO 2022 IR 126': 'iso-8859-7',
  'ISO 2022 IR 138': 'iso-8859-8',
  'ISO 2022 IR 148': 'windows-1254',
  'ISO 2022 IR 13': 'shift_jis',
  'ISO 2022 IR 166': 'windows-874',
  'ISO 2022 IR 87': 'iso-2022-jp',
  'ISO 2022 IR 159': 'iso-2022-jp',
  'ISO 2022 IR 149': 'euc-kr',
  'ISO 2022 IR 58': 'gb18030',
};

/** Escape sequences that switch G0 or G1 to a multi-byte set whose bytes TextDecoder understands once they're gone. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: ESC starts every ISO 2022 escape sequence.
const ESCAPES = /\u001b[$()-/][()-/]?[0-9A-Z]|\u001b\$[A-B@]/g;

/** Decodes the bytes of a text value. Never throws; what can't be decoded becomes U+FFFD. */
export function decodeText(bytes: Uint8Array, specificCharacterSet: string): string {
  const terms = specificCharacterSet.split('\\').map((term) => term.trim());
  const extended = terms.filter((term) => term !== '' && term !== 'ISO 2022 IR 6').at(-1);
  const encoding = ENCODINGS[extended ?? terms[0] ?? ''] ?? 'windows-1252';
  const hasEscapes = bytes.includes(0x1b);
  if (!hasEscapes)
    return new TextDecoder(encoding === 'iso-2022-jp' ? 'shift_jis' : encoding).decode(bytes);
  if (encoding === 'iso-2022-jp') return new TextDecoder(encoding).decode(bytes);
  const latin = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const plain = Uint8Array.from(latin.replace(ESCAPES, ''), (char) => char.charCodeAt(0));
  return new TextDecoder(encoding).decode(plain);
}

/**
 * A person name (VR PN, PS3.5 6.2.1) for display: the alphabetic group, else the ideographic, as "Family, Given Middle".
 */
export function displayPersonName(value: string): string {
  const group =
    value.split('=').find((candidate) => candidate.replace(/\^/g, '').trim() !== '') ?? '';
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = group
    .split('^')
    .map((part) => part.trim());
  const rest = [prefix, given, middle, suffix].filter((part) => part !== '').join(' ');
  return [family, rest].filter((part) => part !== '').join(', ');
}
