import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlaceholderId, isSamePatient, type KnownBy } from './same-patient.ts';

/** People of two hospitals that count alike: who share a number share the name or the birth date, too, and never both. */
const PEOPLE: readonly KnownBy[] = Array.from({ length: 12 }, (_, at) => {
  const [number, mercy] = [at % 6, at < 6];
  return {
    patientId: `${4711 + number}`,
    issuerOfPatientId: mercy ? 'MERCY' : 'ST JOHN',
    patientName: `Doe, ${'ABCDEF'[number]}nn${mercy || number % 2 === 0 ? '' : 'a'}`,
    patientBirthDate: `19${40 + number}01${mercy || number % 2 === 1 ? '02' : '03'}`,
    patientSex: 'F',
  };
});
const person = fc.constantFrom(...PEOPLE);

const PLACEHOLDERS = [
  ...[
    '',
    '0',
    '00000',
    '1',
    '12',
    '1234',
    '123456',
    '999999',
    'UNKNOWN',
    'unknown',
    'ANON',
    'Anon01',
    'anonymous',
  ],
  ...[
    'ANONYMIZED',
    'ANON-000000',
    'N/A',
    'none',
    'Patient ID',
    'TEST',
    'test patient 1',
    '--',
    ' ',
    'XXXX',
    'Doe^John',
    'PAT_0000',
  ],
];

/** The person in a file of which something was lost, or made nobody's. */
const file = person.chain((who) =>
  fc.record({
    who: fc.constant(who),
    known: fc
      .record({
        id: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, fc.constantFrom(...PLACEHOLDERS)),
        issuer: fc.constantFrom('kept', 'kept', 'lost', 'placeholder'),
        born: fc.boolean(),
        sex: fc.boolean(),
        name: fc.boolean(),
      })
      .map(
        (lost): KnownBy => ({
          patientId: lost.id ?? who.patientId,
          issuerOfPatientId:
            lost.issuer === 'kept' ? who.issuerOfPatientId : lost.issuer === 'lost' ? '' : 'NONE',
          patientBirthDate: lost.born ? who.patientBirthDate : '',
          patientSex: lost.sex ? who.patientSex : '',
          patientName: lost.name ? who.patientName : '',
        }),
      ),
  }),
);
describe('whether two studies are of one patient', () => {
  it('never says so of two people that an issuer, a name or a birth date tells apart, whatever their files have lost', () => {
    let said = 0;
    fc.assert(
      fc.property(file, file, (a, b) => {
        if (!isSamePatient(a.known, b.known)) return;
        said += 1;
        expect(a.who).toBe(b.who);
      }),
      { numRuns: 20_000 },
    );
    expect(said).toBeGreaterThan(100);
  });

  it('never says so of a placeholder, though all else agrees', () => {
    for (const patientId of PLACEHOLDERS) {
      const one = { ...(PEOPLE[0] as KnownBy), patientId };
      expect([patientId, isSamePatient(one, one)]).toEqual([patientId, false]);
    }
  });

  it('says the same of both ways round, and yes of a whole header and itself', () => {
    fc.assert(
      fc.property(file, file, (a, b) => {
        expect(isSamePatient(a.known, b.known)).toBe(isSamePatient(b.known, a.known));
        expect(isSamePatient(a.who, a.who)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('does not where birth date or sex contradict, and does where one is not stated', () => {
    const one = PEOPLE[0] as KnownBy;
    expect(isSamePatient(one, { ...one, patientBirthDate: '19410102' })).toBe(false);
    expect(isSamePatient(one, { ...one, patientSex: 'M' })).toBe(false);
    expect(isSamePatient(one, { ...one, patientBirthDate: '', patientSex: '' })).toBe(true);
    expect(isSamePatient(one, { ...one, patientName: 'Roe, Ann' })).toBe(true); // Married; the issuer stands for the number.
  });

  it('without an issuer asks for the same name and birth date in both', () => {
    const one = { ...(PEOPLE[0] as KnownBy), issuerOfPatientId: '' };
    expect(isSamePatient(one, one)).toBe(true);
    expect(isSamePatient(one, { ...one, patientName: `${one.patientName.toUpperCase()} ` })).toBe(
      true,
    );
    expect(isSamePatient(one, { ...one, patientName: 'Doe, Bob' })).toBe(false);
    expect(isSamePatient(one, { ...one, patientName: '' })).toBe(false);
    expect(isSamePatient(one, { ...one, patientBirthDate: '' })).toBe(false);
    expect(isSamePatient(one, { ...one, issuerOfPatientId: 'MERCY' })).toBe(false);
  });
});

it('numbers and pseudonyms that hospitals give are no placeholders', () => {
  for (const id of [
    '4711',
    '0012345',
    'A-1029',
    'ANON4711',
    'SUBJECT-0123',
    'MRN 80 11 20',
    'é12',
  ]) {
    expect([id, isPlaceholderId(id)]).toEqual([id, false]);
  }
});
