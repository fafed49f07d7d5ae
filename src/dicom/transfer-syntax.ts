/** How the pixels of a transfer syntax are encoded. */
export type PixelEncoding =
  | 'raw-little'
  | 'raw-big'
  | 'deflated'
  | 'rle'
  | 'jpeg-8-or-12'
  | 'jpeg-lossless'
  | 'jpeg-ls'
  | 'jpeg-2000'
  | 'htj2k'
  | 'unsupported';

export const IMPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2';
export const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';

/** A row of PS3.6 table A-1, as far as this project cares. */
export interface TransferSyntax {
  readonly uid: string;
  readonly name: string;
  readonly encoding: PixelEncoding;
  /** The codec can lose information. */
  readonly lossy: boolean;
}

const row = (
  uid: string,
  name: string,
  encoding: PixelEncoding,
  lossy = false,
): readonly [string, TransferSyntax] => [
  `1.2.840.10008.1.2${uid}`,
  { uid: `1.2.840.10008.1.2${uid}`, name, encoding, lossy },
];

/** Every transfer syntax that is known; those not in here are unsupported by name of their UID. */
export const TRANSFER_SYNTAXES: ReadonlyMap<string, TransferSyntax> = new Map([
  row('', 'Implicit VR Little Endian', 'raw-little'),
  row('.1', 'Explicit VR Little Endian', 'raw-little'),
  row('.1.99', 'Deflated Explicit VR Little Endian', 'deflated'),
  row('.2', 'Explicit VR Big Endian', 'raw-big'),
  row('.5', 'RLE Lossless', 'rle'),
  row('.4.50', 'JPEG Baseline (Process 1)', 'jpeg-8-or-12', true),
  row('.4.51', 'JPEG Extended (Process 2 and 4)', 'jpeg-8-or-12', true),
  row('.4.53', 'JPEG Spectral Selection (Process 6), retired', 'unsupported', true),
  row('.4.55', 'JPEG Full Progression (Process 10), retired', 'unsupported', true),
  row('.4.57', 'JPEG Lossless (Process 14)', 'jpeg-lossless'),
  row('.4.70', 'JPEG Lossless, First-Order Prediction (Process 14 SV1)', 'jpeg-lossless'),
  row('.4.80', 'JPEG-LS Lossless', 'jpeg-ls'),
  row('.4.81', 'JPEG-LS Near-Lossless', 'jpeg-ls', true),
  row('.4.90', 'JPEG 2000 Lossless', 'jpeg-2000'),
  row('.4.91', 'JPEG 2000', 'jpeg-2000', true),
  row('.4.201', 'HTJ2K Lossless', 'htj2k'),
  row('.4.202', 'HTJ2K Lossless, RPCL', 'htj2k'),
  row('.4.203', 'HTJ2K', 'htj2k', true),
]);

/** The row for a UID; a placeholder named by the UID where it isn't known. */
export function transferSyntax(uid: string): TransferSyntax {
  return (
    TRANSFER_SYNTAXES.get(uid) ?? {
      uid,
      name: `transfer syntax ${uid || '(none)'}`,
      encoding: 'unsupported',
      lossy: false,
    }
  );
}

/** Whether an image's pixels went through a lossy codec: by its transfer syntax, or since the file says so (0028,2110). */
export const isLossy = (header: {
  readonly transferSyntaxUid: string;
  readonly lossyImageCompression: boolean | null;
}): boolean =>
  header.lossyImageCompression === true || transferSyntax(header.transferSyntaxUid).lossy;
