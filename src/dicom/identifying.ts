import type { TagRow } from './read-tags.ts';

/** Of group 0010, the patient: sex, age, size and weight are all that doesn't name a person. */
const PATIENT_GROUP = '0010';
const HARMLESS_OF_PATIENT = new Set(['00100040', '00101010', '00101020', '00101030']);

/** Names, texts that people write, and what only a vendor knows: each may hold a name. */
const FREE_VRS = new Set(['PN', 'LT', 'ST', 'UT', 'UN', 'UC', 'UR']);

/** Identifiers, places and descriptions that Basic Profile (PS3.15 table E.1-1) removes or replaces. */
const IDENTIFYING = new Set([
  '00020003', // Media Storage SOP Instance UID
  '00080018', // SOP Instance UID
  '00080050', // Accession Number
  '00080080', // Institution Name
  '00081010', // Station Name
  '00081030', // Study Description
  '0008103E', // Series Description
  '00081040', // Institutional Department Name
  '00181000', // Device Serial Number
  '00181030', // Protocol Name
  '00181400', // Acquisition Device Processing Description
  '0020000D', // Study Instance UID
  '0020000E', // Series Instance UID
  '00200010', // Study ID
  '00200052', // Frame of Reference UID
  '00321060', // Requested Procedure Description
  '00380010', // Admission ID
  '00380300', // Current Patient Location
  '00400241', // Performed Station AE Title
  '00400253', // Performed Procedure Step ID
  '00400254', // Performed Procedure Step Description
  '00401001', // Requested Procedure ID
]);

/**
 * Whether a value may tell who the patient is, and is to be hidden while names are masked. Errs on the side of hiding: private
 * attributes, of odd groups, and free text count whatever they hold.
 */
export function isIdentifying({ tag, vr }: Pick<TagRow, 'tag' | 'vr'>): boolean {
  const group = tag.slice(0, 4);
  if (group === PATIENT_GROUP) return !HARMLESS_OF_PATIENT.has(tag);
  const isPrivate = Number.parseInt(group, 16) % 2 === 1;
  return isPrivate || FREE_VRS.has(vr) || IDENTIFYING.has(tag);
}
