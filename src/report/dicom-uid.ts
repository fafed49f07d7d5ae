/** A UID from a UUID (PS3.5 B.2): unique without anyone to ask for a root. */
export const uidOf = (uuid: string): string => `2.25.${BigInt(`0x${uuid.replaceAll('-', '')}`)}`;
