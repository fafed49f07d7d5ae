/** What stands in Patient ID where nobody knew or nobody may know, without digits and marks. */
const NOBODYS = new Set(
  [
    'ANON ANONYM ANONYMOUS ANONYMIZED ANONYMISED ANONYMIZE DEIDENTIFIED DEID REMOVED REDACTED HIDDEN MASKED',
    'UNKNOWN UNK UNIDENTIFIED UNBEKANNT NONE NULL NIL NAN NA NN NO NOID NOTAVAILABLE MISSING EMPTY',
    'PATIENT PATIENTID PAT PID ID SUBJECT CASE TEST TESTPATIENT TESTPAT PHANTOM DUMMY DEFAULT DEMO SAMPLE TEMP TMP',
    'EMERGENCY TRAUMA DOE JOHNDOE JANEDOE DOEJOHN DOEJANE MUSTERMANN NAME NONAME X XX XXX XXXX',
  ]
    .join(' ')
    .split(' '),
);
/** A word of nobody's with so many digits is one person's pseudonym. */
const PSEUDONYM_DIGITS = 4;

/**
 * Whether a Patient ID says of nobody who it is: empty, 0, UNKNOWN, ANON01. Studies that share it are of as many people as anybody knows. Numbers
 * counted by hand ("12") are somebody's within one list; across places they are not: see `isPlaceholderId` of dicom.
 */
export function isNobodys(patientId: string): boolean {
  const plain = patientId.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
  if (new Set(plain).size <= 1) return true;
  const digits = plain.replace(/\P{N}/gu, '');
  const letters = plain.replace(/\p{N}/gu, '');
  return NOBODYS.has(letters) && (digits.length < PSEUDONYM_DIGITS || new Set(digits).size === 1);
}
