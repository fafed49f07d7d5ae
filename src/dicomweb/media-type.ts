import { AppError } from '#base';

const JSON_TYPES = ['application/dicom+json', 'application/json'];

/** A Content-Type without its parameters. */
export const plainType = (type: string): string =>
  type.split(';', 1)[0]?.trim().toLowerCase() ?? '';

/** Throws AppError 'pacs-foreign' unless an answer says that it is JSON: a page to log in comes with status 200, too. */
export function refuseUnlessJson(type: string): void {
  if (!JSON_TYPES.includes(plainType(type))) throw foreign(type);
}

/**
 * The boundary of a multipart/related answer (RFC 2046 5.1.1, RFC 2387), 1 to 70 characters. Throws AppError 'pacs-foreign' where the
 * answer is something else, and 'pacs-broken' where it has none.
 */
export function boundaryOf(type: string): string {
  if (plainType(type) !== 'multipart/related') throw foreign(type);
  const [, quoted, bare] =
    /;\s*boundary=(?:"([^"]{1,70})"|([^;\s"]{1,70})(?=[;\s]|$))/i.exec(type) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined || !/^[\x20-\x7e]+$/.test(boundary)) {
    throw new AppError('pacs-broken', 'the answer of the PACS has parts without a boundary');
  }
  return boundary;
}

/** Of the type only what can be one is repeated. */
function foreign(type: string): AppError {
  const what = /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.exec(plainType(type))?.[0] ?? 'nothing known';
  return new AppError(
    'pacs-foreign',
    `the PACS answered with ${what}, which is no DICOMweb: is it a page to log in?`,
  );
}
