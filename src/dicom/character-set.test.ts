import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, displayPersonName } from './character-set.ts';
import { readHeaders } from './read-headers.ts';
import { readTags } from './read-tags.ts';
import { writeDicomFile } from './write-dicom-file.ts';

/** Bytes of text in which {41 42} stands for bytes in hex and ESC for 0x1B. */
function bytesOf(notation: string): Uint8Array {
  const latin = notation.replaceAll('ESC', '\u001b').replace(/\{([^}]*)\}/g, (_, hex: string) =>
    hex
      .trim()
      .split(/\s+/)
      .map((byte) => String.fromCharCode(Number.parseInt(byte, 16)))
      .join(''),
  );
  return Uint8Array.from(latin, (char) => char.charCodeAt(0));
}

/** The standard's own examples: PS3.5 annexes H (Japanese), I (Korean), J (Chinese), K (Chinese with code extensions). */
const EXAMPLES = [
  {
    name: 'H.3.1',
    set: '\\ISO 2022 IR 87',
    bytes: 'Yamada^Tarou=ESC$B;3EDESC(B^ESC$BB@O:ESC(B=ESC$B$d$^$@ESC(B^ESC$B$?$m$&ESC(B',
    text: 'Yamada^Tarou=山田^太郎=やまだ^たろう',
  },
  {
    name: 'H.3.2',
    set: 'ISO 2022 IR 13\\ISO 2022 IR 87',
    bytes:
      '{D4 CF C0 DE}^{C0 DB B3}=ESC$B;3EDESC(J^ESC$BB@O:ESC(J=ESC$B$d$^$@ESC(J^ESC$B$?$m$&ESC(J',
    text: 'ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう',
  },
  {
    name: 'I.2',
    set: '\\ISO 2022 IR 149',
    bytes:
      'Hong^Gildong=ESC$){43 FB F3}^ESC$){43 D1 CE D4 D7}=ESC$){43 C8 AB}^ESC$){43 B1 E6 B5 BF}',
    text: 'Hong^Gildong=洪^吉洞=홍^길동',
  },
  {
    name: 'I.3',
    vr: 'LT',
    set: '\\ISO 2022 IR 149',
    bytes:
      'ESC$)CThe 1st line includes {B1 E6 B5 BF}.\r\nESC$)CThe 2nd line includes {B1 E6 B5 BF}, too.\r\nThe 3rd line.',
    text: 'The 1st line includes 길동.\r\nThe 2nd line includes 길동, too.\r\nThe 3rd line.',
  },
  {
    name: 'J.1',
    set: 'ISO_IR 192',
    bytes: 'Wang^XiaoDong={E7 8E 8B}^{E5 B0 8F E6 9D B1}=',
    text: 'Wang^XiaoDong=王^小東=',
  },
  {
    name: 'J.3',
    set: 'GB18030',
    bytes: 'Wang^XiaoDong={CD F5}^{D0 A1 B6 AB}=',
    text: 'Wang^XiaoDong=王^小东=',
  },
  {
    name: 'J.4',
    vr: 'LT',
    set: 'GB18030',
    bytes: 'The first line includes {D6 D0 CE C4}.\r\nThe second line includes {D6 D0 CE C4}, too.',
    text: 'The first line includes 中文.\r\nThe second line includes 中文, too.',
  },
  {
    name: 'K.2',
    set: '\\ISO 2022 IR 58',
    bytes: 'Zhang^XiaoDong=ESC$){41 D5 C5}^ESC$){41 D0 A1 B6 AB}=',
    text: 'Zhang^XiaoDong=张^小东=',
  },
  {
    name: 'K.3',
    vr: 'LT',
    set: '\\ISO 2022 IR 58',
    bytes:
      '1.ESC$){41 B5 DA D2 BB D0 D0 CE C4 D7 D6 A1 A3}\r\n2.ESC$){41 B5 DA B6 FE D0 D0 CE C4 D7 D6 A1 A3}\r\n',
    text: '1.第一行文字。\r\n2.第二行文字。\r\n',
  },
] as const;

describe('decodeText', () => {
  it.each(EXAMPLES)('reads example $name of PS3.5: $text', (example) => {
    const vr = 'vr' in example ? example.vr : 'PN';
    expect(decodeText(bytesOf(example.bytes), example.set, vr)).toBe(example.text);
  });

  it.each([
    ['ISO_IR 100', 'Buc^J{E9}r{F4}me', 'Buc^Jérôme'],
    ['', '{C4}neas^R{FC}diger', 'Äneas^Rüdiger'],
    ['ISO_IR 101', 'Wa{B3}{EA}sa', 'Wałęsa'],
    ['ISO_IR 126', '{C4 E9 EF ED F5 F3 E9 EF F2}', 'Διονυσιος'],
    ['ISO_IR 127', '{E2 C8 C7 E6 EA}^{E4 E6 D2 C7 D1}', 'قباني^لنزار'],
    ['ISO_IR 138', '{F9 F8 E5 EF}^{E3 E1 E5 F8 E4}', 'שרון^דבורה'],
    ['ISO_IR 144', '{BB EE DA 63 65 DC D1 79 70 D3}', 'Люкceмбypг'],
    ['ISO_IR 148', 'Ya{FE}ar', 'Yaşar'],
    ['ISO_IR 166', '{CA C1 AA D2 C2}', 'สมชาย'],
    ['ISO_IR 203', '{A4}', '€'],
    ['ISO_IR 13', '{D4 CF C0 DE}', 'ﾔﾏﾀﾞ'],
    ['GBK', '{CD F5}', '王'],
    // Latin and Greek in one value, by code extensions.
    ['ISO 2022 IR 100\\ISO 2022 IR 126', 'J{E9}r{F4}me^ESC-F{C4 E9 EF}', 'Jérôme^Διο'],
    // JIS X 0212, the supplementary kanji.
    ['\\ISO 2022 IR 87\\ISO 2022 IR 159', 'ESC$B;3ESC$(D0!ESC(B', '山丂'],
  ])('knows %s', (set, bytes, text) => {
    expect(decodeText(bytesOf(bytes), set, 'PN')).toBe(text);
  });

  it.each([
    ['a misspelt set', 'ISO-IR 101', 'Wa{B3}{EA}sa', 'Wałęsa'],
    ['an underscore', 'iso_2022_ir_6\\iso_2022_ir_149', 'ESC$)C{B1 E6 B5 BF}', '길동'],
    ['two-byte kanji as the first set', 'ISO 2022 IR 87', 'Yamada=ESC$B;3EDESC(B', 'Yamada=山田'],
    ['extensions that were not declared', 'ISO_IR 100', 'ESC$B;3EDESC(B', '山田'],
    ['a forgotten escape sequence', '\\ISO 2022 IR 149', 'Hong={B1 E6 B5 BF}', 'Hong=길동'],
    ['an unknown set', 'KLINGON', 'Q{FC}', 'Qü'],
    ['an unknown escape sequence', 'ISO_IR 100', 'aESC%Gb', 'ab'],
  ])('gets over %s', (_, set, bytes, text) => {
    expect(decodeText(bytesOf(bytes), set, 'PN')).toBe(text);
  });

  it('never throws, whatever the bytes and the sets', () => {
    const sets = fc.array(
      fc.oneof(fc.constantFrom(...EXAMPLES.flatMap(({ set }) => set.split('\\'))), fc.string()),
      { maxLength: 3 },
    );
    const byte = fc.oneof(
      fc.constant(0x1b),
      fc.constantFrom(...bytesOf('$()-BCDIJA')),
      fc.nat(255),
    );
    fc.assert(
      fc.property(sets, fc.array(byte, { maxLength: 24 }), (terms, bytes) => {
        expect(typeof decodeText(Uint8Array.from(bytes), terms.join('\\'))).toBe('string');
      }),
      { seed: 7, numRuns: 2000 },
    );
  });
});

it('a header shows the name in its own script where there is no Latin one', () => {
  const bytes = writeDicomFile(
    {
      Modality: 'CT',
      SpecificCharacterSet: '\\ISO 2022 IR 87',
      Rows: 1,
      Columns: 1,
      BitsAllocated: 16,
      PixelData: [0],
    },
    {
      transferSyntaxUid: '1.2.840.10008.1.2.1',
      rawElements: [
        { tag: '00100010', vr: 'PN', value: bytesOf('=ESC$B;3EDESC(B^ESC$BB@O:ESC(B') },
      ],
    },
  );
  const outcome = readHeaders('a', bytes, { complete: true });
  expect(outcome).toMatchObject({ slices: [{ patient: { patientName: '山田, 太郎' } }] });
});

it('shows signs that would turn the text beside a name about, and leaves its own letters', () => {
  const bytes = new TextEncoder().encode('Doe\u202e^321\u2067\u2069 כהן');
  expect(decodeText(bytes, 'ISO_IR 192', 'PN')).toBe('Doe\ufffd^321\ufffd\ufffd כהן');
});

it('a name is shown as family, prefix, given, middle, suffix', () => {
  expect(displayPersonName('Adams^John Robert^Quincy^Rev.^B.A. M.Div.')).toBe(
    'Adams, Rev. John Robert Quincy B.A. M.Div.',
  );
});

// Real files, for local use: the test skips where the folder is absent.
const FILES = '../shared/data/dicom/pydicom/charset_files';
describe.skipIf(!existsSync(FILES))('names of real files (shared data)', () => {
  it.each([
    ['chrArab.dcm', 'قباني, لنزار'],
    ['chrGreek.dcm', 'Διονυσιος'],
    ['chrI2.dcm', 'Hong, Gildong'],
    ['chrH32.dcm', 'ﾔﾏﾀﾞ, ﾀﾛｳ'],
    ['chrRuss.dcm', 'Люкceмбypг'],
    ['chrX2.dcm', 'Wang, XiaoDong'],
  ])('%s is %s', (file, name) => {
    const rows = readTags(new Uint8Array(readFileSync(join(FILES, file))));
    const found = rows.find(({ keyword }) => keyword === 'PatientName')?.value ?? '';
    expect(displayPersonName(found)).toBe(name);
  });
});
