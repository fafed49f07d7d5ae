import { type Dataset, type RawElement, writeDicomFile } from '#dicom';

const COLUMNS = 96;

/**
 * Stored values of a slice: brain with an optional bleed in a ring of bone, in air. Intercept -1024. The brain's grain differs from
 * slice to slice: equal pixels in two slices would be a repeated slice.
 */
function headPixels(index: number, withBleed: boolean): readonly number[] {
  return Array.from({ length: COLUMNS * COLUMNS }, (_, i) => {
    const x = (i % COLUMNS) - 47.5;
    const y = Math.floor(i / COLUMNS) - 47.5;
    const radius = Math.hypot(x, y);
    if (withBleed && Math.hypot(x - 12, y) < 8) return 1024 + 70;
    const grain = Math.floor(((i * 7 + index) % 23) / 5) - 2;
    return radius < 34 ? 1024 + 32 + grain : radius < 40 ? 1024 + 900 : 24;
  });
}

/** What slice `index` of a synthetic head series says, 5 mm apart, in a study of its own; `more` is put over it. */
export function headDataset(
  study: number,
  index: number,
  withBleed = false,
  more: Dataset = {},
): Dataset {
  return {
    ImageType: 'ORIGINAL\\PRIMARY\\AXIAL',
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
    SOPInstanceUID: `1.2.3.${study}.1.${index + 1}`,
    Modality: 'CT',
    PatientID: `SYNTHETIC-${study}`,
    StudyInstanceUID: `1.2.3.${study}`,
    SeriesInstanceUID: `1.2.3.${study}.1`,
    InstanceNumber: `${index + 1}`,
    ImagePositionPatient: `-120\\-120\\${5 * index}`,
    ImageOrientationPatient: '1\\0\\0\\0\\1\\0',
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: COLUMNS,
    Columns: COLUMNS,
    PixelSpacing: '2.5\\2.5',
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 0,
    RescaleIntercept: '-1024',
    RescaleSlope: '1',
    PixelData: headPixels(index, withBleed),
    ...more,
  };
}

/** Part 10 bytes of a {@link headDataset}; `raw` is put over it, as it stands. */
export function headSlice(
  study: number,
  index: number,
  withBleed = false,
  more: Dataset = {},
  raw: readonly RawElement[] = [],
): Uint8Array {
  return writeDicomFile(headDataset(study, index, withBleed, more), {
    transferSyntaxUid: '1.2.840.10008.1.2.1',
    rawElements: raw,
  });
}
