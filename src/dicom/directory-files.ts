import type { DatasetValues } from './dataset-values.ts';

/** What a DICOMDIR says of the files beside it. Nothing is opened by it. */
export interface DirectoryIndex {
  /** Each once, by its name from the folder in which the DICOMDIR lies, '/' between its parts. */
  readonly files: readonly {
    readonly name: string;
    /** Of the object that it says is in it; '' where it does not say. */
    readonly sopInstanceUid: string;
  }[];
  /** Of the studies that it lists. */
  readonly studyInstanceUids: readonly string[];
}

/**
 * The files that a DICOMDIR's records refer to (PS3.3 F.3). Records that are no longer in use name none. The offsets by which records lead to each
 * other are not followed: what runs in a circle is read once.
 */
export function directoryIndex(values: DatasetValues): DirectoryIndex {
  const records = values
    .items('DirectoryRecordSequence')
    .filter((record) => record.uint16('RecordInUseFlag') !== 0);
  const files = new Map<string, string>();
  for (const record of records) {
    const name = record.texts('ReferencedFileID').join('/');
    if (name !== '' && !files.has(name))
      files.set(name, record.text('ReferencedSOPInstanceUIDInFile'));
  }
  const studies = records
    .filter((record) => record.text('DirectoryRecordType') === 'STUDY')
    .map((record) => record.text('StudyInstanceUID'))
    .filter((uid) => uid !== '');
  return {
    files: [...files].map(([name, sopInstanceUid]) => ({ name, sopInstanceUid })),
    studyInstanceUids: [...new Set(studies)],
  };
}
