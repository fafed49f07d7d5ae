import { describe, expect, it } from 'vitest';
import { figure } from '../prove/figure.ts';
import { CORPUS } from './corpus.ts';
import { makeStreams, SYNTAXES, type SyntaxName, writeSlice } from './dicom-base.ts';
import type { Mutant } from './dicom-mutants.ts';
import { read, silentChanges } from './dicom-oracle.ts';
import { dicomJudge, runFuzz } from './run-fuzz.ts';

/** The same mutants each time, so that a failure is the change's; `npm run fuzz` draws new ones. */
const SEED = Number(process.env.FUZZ_SEED ?? 5);

describe('the fuzzer', () => {
  it(`finds nothing read otherwise in silence in 2,000 mutants (FUZZ_SEED=${SEED})`, async (context) => {
    const { mutants, refused, warned, same, faults } = await runFuzz(2000, SEED);
    expect(faults).toEqual([]);
    expect(mutants).toBe(2000);
    figure(
      context,
      `${mutants} mutants: ${refused} of DICOM refused, ${warned} warned of, ${same} read as before, ${faults.length} otherwise in silence`,
    );
    // All three ends are reached, or the mutants are too tame or too wild to say anything.
    expect(Math.min(refused, warned, same)).toBeGreaterThan(50);
  });

  it.each(CORPUS)('what it found stays found: %s', async (_, mutant) => {
    const judge = await dicomJudge();
    expect((await judge(mutant)).changes).toEqual([]);
  });

  it('excuses raw pixels whose end was cut off and filled up, and nothing else about them', async () => {
    const judge = await dicomJudge();
    const { length } = writeSlice('explicit', await makeStreams());
    const refilled = (bytes: Uint8Array, also: Mutant['mutations'] = []): Mutant => ({
      syntax: 'explicit',
      mutations: [
        ...also,
        { kind: 'cut', part: (length - bytes.length + 0.5) / length },
        { kind: 'tail', bytes },
      ],
    });
    const zeros = new Uint8Array(9);
    const silent = await judge(refilled(zeros));
    // Nobody can see it: it is read, without a warning.
    expect(silent).toMatchObject({ reading: { kind: 'read', warned: false }, changes: [] });
    const base = await judge({ syntax: 'explicit', mutations: [] });
    expect(silent.reading).not.toEqual(base.reading);
    const elsewhere = await judge(
      refilled(zeros, [{ kind: 'respell', name: 'RescaleIntercept', text: '-1000' }]),
    );
    expect(elsewhere.changes).toEqual(['Hounsfield units']);
    const moved = await judge(
      refilled(zeros, [{ kind: 'respell', name: 'ImagePositionPatient', text: '0\\0\\1' }]),
    );
    expect(moved.changes).toEqual(['imagePositionPatient']);
  });

  it('would see another value: the oracle is not blind', async () => {
    const streams = await makeStreams();
    for (const syntax of Object.keys(SYNTAXES) as SyntaxName[]) {
      const base = await read(writeSlice(syntax, streams));
      const other = await read(
        writeSlice(syntax, streams, {
          changed: { RescaleIntercept: '-1000', PatientID: 'P2', ImagePositionPatient: '0\\0\\1' },
        }),
      );
      expect(silentChanges(base, base), syntax).toEqual([]);
      expect(silentChanges(base, other), syntax).toEqual([
        'imagePositionPatient',
        'patientId',
        'Hounsfield units',
      ]);
    }
  });
});
