import { describe, expect, it } from 'vitest';
import type { CodedImage } from './codecs/coded-image.ts';
import type { SliceHeader } from './slice-header.ts';
import { areStoredValues } from './stored-bits.ts';
import { toStoredValues } from './stored-values.ts';

/** As the standard has it (PS3.5 8.1.1), a sample at a time. */
const storedValue = (sample: number, bits: number, signed: boolean): number => {
  const low = sample % 2 ** bits;
  return signed && low >= 2 ** (bits - 1) ? low - 2 ** bits : low;
};

/** Samples that begin so many bytes behind a multiple of four. */
function samplesAt(offset: 0 | 2, values: readonly number[]): Uint16Array<ArrayBuffer> {
  const samples = new Uint16Array(
    new ArrayBuffer(offset + 2 * values.length),
    offset,
    values.length,
  );
  samples.set(values);
  return samples;
}

const ALL = Array.from({ length: 65_536 }, (_, value) => value);

describe('samples of 16 bits', () => {
  it.each(Array.from({ length: 15 }, (_, at) => at + 1))(
    'are their stored values where nothing stands above %i bits, wherever the one that differs is',
    (bits) => {
      for (const signed of [false, true]) {
        const clean = ALL.filter(
          (one) => storedValue(one, bits, signed) === (signed ? (one << 16) >> 16 : one),
        );
        const dirty = ALL.find((one) => !clean.includes(one)) as number;
        for (const offset of [0, 2] as const) {
          for (const length of [1, 2, 3, 4, 5]) {
            const values = Array.from(
              { length },
              (_, at) => clean[(at * 7) % clean.length] as number,
            );
            expect(areStoredValues(samplesAt(offset, values), bits, signed)).toBe(true);
            for (let at = 0; at < length; at += 1) {
              const other = samplesAt(offset, values.with(at, dirty));
              expect(areStoredValues(other, bits, signed), `${length} ${at} ${offset}`).toBe(false);
            }
          }
        }
      }
    },
  );

  it('are told of every value alone', () => {
    for (const bits of [1, 8, 11, 12, 15]) {
      for (const signed of [false, true]) {
        for (const value of ALL) {
          const stored = storedValue(value, bits, signed);
          const isSo = stored === (signed ? (value << 16) >> 16 : value);
          const beside = samplesAt(0, [0, 0, value, 0]);
          if (areStoredValues(beside, bits, signed) !== isSo)
            throw new Error(`${value} of ${bits} bits`);
        }
      }
    }
  });

  it('become the same stored values, whether they are taken as they are or not', () => {
    const [rows, columns] = [256, 256];
    for (const bits of [9, 10, 12, 15, 16]) {
      for (const pixelRepresentation of [0, 1] as const) {
        const header = {
          rows,
          columns,
          bitsStored: bits,
          highBit: bits - 1,
          pixelRepresentation,
        } as SliceHeader;
        const signed = pixelRepresentation === 1;
        for (const values of [ALL, ALL.map((value) => storedValue(value, bits, signed) & 0xffff)]) {
          for (const offset of [0, 2] as const) {
            const samples = samplesAt(offset, values);
            const image: CodedImage = {
              rows,
              columns,
              components: 1,
              planar: false,
              bits: null,
              samples,
              validPixels: rows * columns,
            };
            const { pixels } = toStoredValues(image, header);
            const expected = values.map((value) => storedValue(value, bits, signed));
            expect(pixels).toBeInstanceOf(signed ? Int16Array : Uint16Array);
            expect(Array.from(pixels)).toEqual(expected);
          }
        }
      }
    }
  });
});

describe('bits above those that are stored', () => {
  const codesOf = (values: readonly number[], header: Partial<SliceHeader>) => {
    const image: CodedImage = {
      rows: 1,
      columns: values.length,
      components: 1,
      planar: false,
      bits: null,
      samples: samplesAt(0, values),
      validPixels: values.length,
    };
    const usual = { bitsStored: 12, highBit: 11, pixelRepresentation: 0, pixelPaddingValue: null };
    const { notes } = toStoredValues(image, { ...usual, ...header } as SliceHeader);
    return notes.map(({ code }) => code);
  };

  it('are told of: an overlay, or values of more bits than the header says', () => {
    expect(codesOf([1064, 1064 | 0x8000], {})).toEqual(['bits-beyond']);
    expect(codesOf([1064, 0x1428], {})).toEqual(['bits-beyond']);
    expect(codesOf([40, 0xf428], { pixelRepresentation: 1 })).toEqual(['bits-beyond']);
  });

  it('are not where they are signs or padding', () => {
    expect(codesOf([40, 1064, 4095], {})).toEqual([]);
    expect(codesOf([40, 0xfc00, 0xffff], { pixelRepresentation: 1 })).toEqual([]);
    expect(codesOf([40, 0xf830], { pixelPaddingValue: 0xf830 })).toEqual([]);
  });
});
