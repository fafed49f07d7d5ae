import type { DatasetValues } from './dataset-values.ts';

/**
 * Names of the files that a DICOMDIR's records refer to (PS3.3 F.3), '/' between their parts, from the folder in which it lies. Records that are no
 * longer in use name none. The offsets by which records lead to each other are not followed: what runs in a circle is read once. Nothing is opened
 * by these names.
 */
export function directoryFiles(values: DatasetValues): readonly string[] {
  const names = values.items('DirectoryRecordSequence').flatMap((record) => {
    if (record.uint16('RecordInUseFlag') === 0) return [];
    const name = record.texts('ReferencedFileID').join('/');
    return name === '' ? [] : [name];
  });
  return [...new Set(names)];
}
