/** Whether a UID may be written into a DICOM file (PS3.5 9.1). RSNA's "ID_..." may not. */
export const isLegalUid = (uid: string): boolean =>
  uid.length <= 64 && /^(0|[1-9]\d*)(\.(0|[1-9]\d*))+$/.test(uid);
