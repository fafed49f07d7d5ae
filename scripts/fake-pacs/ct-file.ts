import { writeDicomFile } from '#dicom';

/** What tells one made object from another. */
export interface CtFile {
  readonly study: number;
  readonly index?: number;
  readonly patientId?: string;
  readonly patientName?: string;
  readonly accessionNumber?: string;
  readonly date?: string;
  readonly modality?: string;
  readonly series?: number;
}

/** A DICOM file with what an archive looks at, and no pixels to speak of. */
export function ctFile({
  study,
  index = 1,
  patientId = `P${study}`,
  patientName = `Doe^Jane ${study}`,
  accessionNumber,
  date = '20261124',
  modality = 'CT',
  series = 1,
}: CtFile): Uint8Array<ArrayBuffer> {
  const bytes = writeDicomFile(
    {
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
      SOPInstanceUID: `1.2.3.${study}.1.${index}`,
      StudyDate: date,
      Modality: modality,
      AccessionNumber: accessionNumber,
      PatientName: patientName,
      PatientID: patientId,
      StudyInstanceUID: `1.2.3.${study}`,
      SeriesInstanceUID: `1.2.3.${study}.${series}`,
      PixelData: [study, index],
    },
    { transferSyntaxUid: '1.2.840.10008.1.2.1' },
  );
  return new Uint8Array(bytes);
}
