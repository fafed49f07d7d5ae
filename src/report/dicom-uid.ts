/** Whether a UID may be written into a DICOM file (PS3.5 9.1). RSNA's "ID_..." may not. */
export const isLegalUid = (uid: string): boolean =>
  uid.length <= 64 && /^(0|[1-9]\d*)(\.(0|[1-9]\d*))+$/.test(uid);

/** A UID from a UUID (PS3.5 B.2): unique without anyone to ask for a root. */
export const uidOf = (uuid: string): string => `2.25.${BigInt(`0x${uuid.replaceAll('-', '')}`)}`;
