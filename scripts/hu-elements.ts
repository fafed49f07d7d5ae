/**
 * The elements of a CT image whose stored values, of 16 bits and signed, are Hounsfield units as they are: what they mean and how they lie
 * (PS3.3 C.7.6.3, C.8.2.1).
 */
export const huElements = (rows: number, columns: number, stored: Int16Array<ArrayBuffer>) => ({
  SamplesPerPixel: 1,
  PhotometricInterpretation: 'MONOCHROME2',
  Rows: rows,
  Columns: columns,
  BitsAllocated: 16,
  BitsStored: 16,
  HighBit: 15,
  PixelRepresentation: 1,
  RescaleIntercept: '0',
  RescaleSlope: '1',
  PixelData: new Uint8Array(stored.buffer),
});
