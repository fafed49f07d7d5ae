/** Real heads for the benchmarks, where the ct-ich set lies beside the repository: its JPGs as DICOM files in .cache. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCtIch } from '../../src/datasets/index.ts';
import { writeDicomFile } from '../../src/dicom/index.ts';
import type { HuImage } from '../../src/imaging/index.ts';
import { huElements } from '../hu-elements.ts';
import { makeOnce } from './studies.ts';

const CT_ICH = fileURLToPath(new URL('../../../shared/data/ct-ich', import.meta.url));
const SPACING_MM = 0.4;
const SLICE_MM = 5;

/** The JPGs end at -20 and 100 HU: what lies beyond may as well be the air and bone that the app looks for. */
const widened = (hu: number): number => (hu <= -20 ? -1000 : hu >= 100 ? 1000 : Math.round(hu));

function dicomOf(
  { rows, columns, values }: HuImage,
  patient: string,
  position: number,
): Uint8Array {
  const stored = Int16Array.from(values, widened);
  return writeDicomFile(
    {
      SOPInstanceUID: `1.2.${patient}.1.${position}`,
      Modality: 'CT',
      PatientName: `Patient^${patient}`,
      PatientID: `ct-ich-${patient}`,
      StudyInstanceUID: `1.2.${patient}`,
      SeriesInstanceUID: `1.2.${patient}.1`,
      InstanceNumber: String(position),
      ImagePositionPatient: `0\\0\\${position * SLICE_MM}`,
      ImageOrientationPatient: '1\\0\\0\\0\\1\\0',
      PixelSpacing: `${SPACING_MM}\\${SPACING_MM}`,
      ...huElements(rows, columns, stored),
    },
    { transferSyntaxUid: '1.2.840.10008.1.2.1', sopClassUid: '1.2.840.10008.5.1.4.1.1.2' },
  );
}

/** Paths of the files of `count` patients, evenly taken from all; null where the set is not there. */
export async function ctIchStudies(count: number): Promise<readonly string[] | null> {
  if (!existsSync(CT_ICH)) return null;
  const { slices, read } = await readCtIch(CT_ICH);
  const patients = [...new Set(slices.map(({ patient }) => patient))];
  const chosen = new Set(
    Array.from({ length: count }, (_, at) => patients[Math.floor((at * patients.length) / count)]),
  );
  return makeOnce(`ct-ich-${count}`, async (folder) => {
    for (const slice of slices) {
      if (!chosen.has(slice.patient)) continue;
      const bytes = dicomOf(await read(slice), slice.patient, slice.position);
      writeFileSync(join(folder, `${slice.id}.dcm`), bytes);
    }
  });
}
