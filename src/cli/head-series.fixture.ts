import { type DicomElement, writeDicomFile } from '#dicom';

const COLUMNS = 96;

/** Stored values of a slice: brain with an optional bleed in a ring of bone, in air. Intercept -1024. */
function headPixels(withBleed: boolean): readonly number[] {
  return Array.from({ length: COLUMNS * COLUMNS }, (_, i) => {
    const x = (i % COLUMNS) - 47.5;
    const y = Math.floor(i / COLUMNS) - 47.5;
    const radius = Math.hypot(x, y);
    if (withBleed && Math.hypot(x - 12, y) < 8) return 1024 + 70;
    return radius < 34 ? 1024 + 32 : radius < 40 ? 1024 + 900 : 24;
  });
}

/** Part 10 bytes of slice `index` of a synthetic head series, 5 mm apart, in a study of its own. */
export function headSlice(study: number, index: number, withBleed = false): Uint8Array {
  const text = (tag: string, vr: string, value: string): DicomElement => ({ tag, vr, value });
  const dataset: DicomElement[] = [
    text('00080008', 'CS', 'ORIGINAL\\PRIMARY\\AXIAL'),
    text('00080016', 'UI', '1.2.840.10008.5.1.4.1.1.2'),
    text('00080018', 'UI', `1.2.3.${study}.1.${index + 1}`),
    text('00080060', 'CS', 'CT'),
    text('00100020', 'LO', `SYNTHETIC-${study}`),
    text('0020000D', 'UI', `1.2.3.${study}`),
    text('0020000E', 'UI', `1.2.3.${study}.1`),
    text('00200013', 'IS', `${index + 1}`),
    text('00200032', 'DS', `-120\\-120\\${5 * index}`),
    text('00200037', 'DS', '1\\0\\0\\0\\1\\0'),
    { tag: '00280002', vr: 'US', value: 1 },
    text('00280004', 'CS', 'MONOCHROME2'),
    { tag: '00280010', vr: 'US', value: COLUMNS },
    { tag: '00280011', vr: 'US', value: COLUMNS },
    text('00280030', 'DS', '2.5\\2.5'),
    { tag: '00280100', vr: 'US', value: 16 },
    { tag: '00280101', vr: 'US', value: 16 },
    { tag: '00280102', vr: 'US', value: 15 },
    { tag: '00280103', vr: 'US', value: 0 },
    text('00281052', 'DS', '-1024'),
    text('00281053', 'DS', '1'),
    { tag: '7FE00010', vr: 'OW', value: headPixels(withBleed) },
  ];
  return writeDicomFile(dataset, { transferSyntaxUid: '1.2.840.10008.1.2.1' });
}
