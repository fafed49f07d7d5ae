/** The file of a study's record. */
export const RECORD = 'result.json';

/** Whether a file of a study's folder is a DICOM object of its result, by its name. */
export const isResultObject = (name: string): boolean => /^(SR|KOS|SC)-2\.25\.\d+\.dcm$/.test(name);

/** Whether a file of a study's folder is of its result. */
export const isResultFile = (name: string): boolean => name === RECORD || isResultObject(name);
