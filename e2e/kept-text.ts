import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { readHeaders } from '#dicom';
import { sampleZip } from './fixtures.ts';

/** Everything that lies in the databases of the page's origin, as text. */
export const keptText = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const parts: unknown[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await asked(indexedDB.open(name));
      for (const store of db.objectStoreNames) {
        const all = db.transaction(store).objectStore(store);
        parts.push(await Promise.all([asked(all.getAll()), asked(all.getAllKeys())]));
      }
      db.close();
    }
    return JSON.stringify([parts, { ...localStorage }, { ...sessionStorage }]);
  });

/** Every value in sample studies by which a patient, a study, a series or a slice can be found. */
export function identifiersOf(samples: readonly string[]): readonly string[] {
  const values = samples.flatMap((sample) =>
    Object.entries(unzipSync(readFileSync(sampleZip(sample)))).flatMap(([path, bytes]) => {
      const read = readHeaders(path, bytes, { complete: true, folder: '' });
      if (read.kind !== 'slices') return [];
      return read.slices.flatMap((slice) => [
        path,
        slice.studyInstanceUid,
        slice.seriesInstanceUid,
        slice.sopInstanceUid,
        slice.patient.patientId,
        slice.patient.patientName,
        slice.patient.patientBirthDate,
        slice.studyDate,
        slice.studyDescription,
        slice.accessionNumber,
        slice.seriesDescription,
      ]);
    }),
  );
  return [...new Set(values)].filter((value) => value.length > 2);
}
