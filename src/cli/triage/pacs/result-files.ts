import { readdir } from 'node:fs/promises';

/** The file of a study's record. */
export const RECORD = 'result.json';

/** Whether a file of a study's folder is a DICOM object of its result, by its name. */
const isResultObject = (name: string): boolean => /^(SR|KOS|SC)-2\.25\.\d+\.dcm$/.test(name);

/** Whether a file of a study's folder is of its result. */
export const isResultFile = (name: string): boolean => name === RECORD || isResultObject(name);

/** Names of the DICOM objects of results in a study's folder; none where there is no folder. */
export async function resultObjectsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((): string[] => []);
  return names.filter(isResultObject);
}
