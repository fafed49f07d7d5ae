import type { Mutant } from './dicom-mutants.ts';

/** What the fuzzer found, each mended; read in every test run. */
export const CORPUS: readonly (readonly [found: string, mutant: Mutant])[] = [
  [
    'a Rescale Intercept that begins like a number was read as what it begins with',
    {
      syntax: 'explicit',
      mutations: [{ kind: 'garble', name: 'RescaleIntercept', text: '1 024' }],
    },
  ],
  [
    'a Rescale Slope with a decimal comma was read up to the comma',
    { syntax: 'jpeg-ls', mutations: [{ kind: 'garble', name: 'RescaleSlope', text: '-1024,0' }] },
  ],
  [
    'a hexadecimal Instance Number was read as 0',
    { syntax: 'deflated', mutations: [{ kind: 'garble', name: 'InstanceNumber', text: '0x10' }] },
  ],
  [
    'High Bit above the stored bits shifted every value',
    { syntax: 'rle', mutations: [{ kind: 'shape', changed: { HighBit: 15 } }] },
  ],
  [
    'compressed pixel data under an uncompressed transfer syntax was shown as noise',
    { syntax: 'rle', mutations: [{ kind: 'claim', uid: '1.2.840.10008.1.2.1' }] },
  ],
];
