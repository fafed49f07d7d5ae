import { expect, it } from 'vitest';
import { isLossy, TRANSFER_SYNTAXES } from './transfer-syntax.ts';

it('tells pixels that lost something by their syntax, or since the file says so', () => {
  const says = (lossyImageCompression: boolean | null) =>
    [...TRANSFER_SYNTAXES.keys()].filter((transferSyntaxUid) =>
      isLossy({ transferSyntaxUid, lossyImageCompression }),
    );
  const bySyntax = ['50', '51', '53', '55', '81', '91', '203'].map(
    (end) => `1.2.840.10008.1.2.4.${end}`,
  );
  expect(says(null)).toEqual(bySyntax);
  expect(says(false)).toEqual(bySyntax);
  expect(says(true)).toEqual([...TRANSFER_SYNTAXES.keys()]);
});
