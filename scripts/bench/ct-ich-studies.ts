/** Real heads for the benchmarks, where the ct-ich set lies beside the repository: its JPGs as DICOM files in .cache. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCtIch } from '../../src/cli/tensors-ct-ich.ts';
import { writeDicomFile } from '../../src/dicom/index.ts';
import type { HuImage } from '../../src/imaging/index.ts';
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
  const text = (tag: string, vr: string, value: string) => ({ tag, vr, value }) as const;
  const number = (tag: string, value: number) => ({ tag, vr: 'US', value: [value] }) as const;
  return writeDicomFile(
    [
      text('00080018', 'UI', `1.2.${patient}.1.${position}`),
      text('00080060', 'CS', 'CT'),
      text('00100010', 'PN', `Patient^${patient}`),
      text('00100020', 'LO', `ct-ich-${patient}`),
      text('0020000D', 'UI', `1.2.${patient}`),
      text('0020000E', 'UI', `1.2.${patient}.1`),
      text('00200013', 'IS', String(position)),
      text('00200032', 'DS', `0\\0\\${position * SLICE_MM}`),
      text('00200037', 'DS', '1\\0\\0\\0\\1\\0'),
      number('00280002', 1),
      text('00280004', 'CS', 'MONOCHROME2'),
      number('00280010', rows),
      number('00280011', columns),
      text('00280030', 'DS', `${SPACING_MM}\\${SPACING_MM}`),
      number('00280100', 16),
      number('00280101', 16),
      number('00280102', 15),
      number('00280103', 1),
      text('00281052', 'DS', '0'),
      text('00281053', 'DS', '1'),
      { tag: '7FE00010', vr: 'OW', value: new Uint8Array(stored.buffer) },
    ],
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
