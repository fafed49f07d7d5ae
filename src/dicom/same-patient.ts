import { isNobodys } from '#base';
import type { PatientIdentity } from './slice-header.ts';

/** What a patient is known by. */
export type KnownBy = Omit<PatientIdentity, 'patientAgeYears'>;

/** A number of fewer digits is counted by hand, in more than one place. */
const LEAST_DIGITS = 3;

/** Whether a Patient ID may stand for more than one person: empty, 0, UNKNOWN, ANON, 1234. */
export function isPlaceholderId(patientId: string): boolean {
  if (isNobodys(patientId)) return true;
  const digits = patientId.replace(/[^\p{L}\p{N}]/gu, '');
  const isNumber = !/\P{N}/u.test(digits);
  return isNumber && (digits.length < LEAST_DIGITS || '0123456789'.includes(digits));
}

const plainText = (text: string): string =>
  text
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Both are stated and they differ. */
const contradict = (a: string, b: string): boolean => a !== '' && b !== '' && a !== b;

/**
 * Whether two studies are of one person, beyond doubt as far as headers tell: the same Patient ID, which is nobody's placeholder, of
 * the same Issuer of Patient ID, and no birth date or sex that says otherwise. An ID is unique where it was issued: where neither says
 * by whom, both must state the same name and the same birth date. The only judge of this; where it is in doubt, it says no.
 */
export function isSamePatient(a: KnownBy, b: KnownBy): boolean {
  if (a.patientId.trim() !== b.patientId.trim() || isPlaceholderId(a.patientId)) return false;
  const [issuer, other] = [a.issuerOfPatientId.trim(), b.issuerOfPatientId.trim()];
  if (issuer !== other) return false;
  const [born, otherBorn] = [plainText(a.patientBirthDate), plainText(b.patientBirthDate)];
  if (contradict(born, otherBorn)) return false;
  if (contradict(plainText(a.patientSex), plainText(b.patientSex))) return false;
  if (!isPlaceholderId(issuer)) return true;
  const [name, otherName] = [plainText(a.patientName), plainText(b.patientName)];
  return born !== '' && born === otherBorn && name !== '' && name === otherName;
}

const wordsOf = (name: string): readonly string[] =>
  name.split(/[\s,^=.-]+/u).flatMap((word) => plainText(word) || []);

/**
 * Whether headers that share a Patient ID speak of two people: another birth date, the other sex, or names without a common word that
 * no birth date holds together. A name that was corrected, married or shortened is none.
 */
export function speakOfTwo(a: KnownBy, b: KnownBy): boolean {
  const [born, otherBorn] = [plainText(a.patientBirthDate), plainText(b.patientBirthDate)];
  if (contradict(born, otherBorn)) return true;
  const [sex, otherSex] = [plainText(a.patientSex), plainText(b.patientSex)];
  if ([sex, otherSex].sort().join('') === 'FM') return true;
  if (born !== '' && born === otherBorn) return false;
  const [name, otherName] = [wordsOf(a.patientName), wordsOf(b.patientName)];
  return name.length > 0 && otherName.length > 0 && !name.some((word) => otherName.includes(word));
}
