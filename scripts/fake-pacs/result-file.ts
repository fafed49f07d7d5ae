import { type Dataset, writeDicomFile } from '#dicom';

/** A structured report in a study that {@link ctFile} and headSlice make, as this program writes one, and no more than an archive looks at. */
export function resultFile(
  study: number,
  { index = 1, ...more }: { readonly index?: number } & Dataset = {},
): Uint8Array<ArrayBuffer> {
  const bytes = writeDicomFile(
    {
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.33',
      SOPInstanceUID: `1.2.3.${study}.9.${index}`,
      StudyDate: '20261124',
      Modality: 'SR',
      Manufacturer: 'ICH Triage (research software)',
      SeriesDescription: 'ICH Triage: preliminary report',
      PatientID: `P${study}`,
      StudyInstanceUID: `1.2.3.${study}`,
      SeriesInstanceUID: `1.2.3.${study}.9`,
      ...more,
    },
    { transferSyntaxUid: '1.2.840.10008.1.2.1' },
  );
  return new Uint8Array(bytes);
}
