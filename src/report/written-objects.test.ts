import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LABELS } from '#base';
import { isInstalled } from '../../scripts/machine.ts';
import { aFinding, someFindings } from '../triage/findings.fixture.ts';
import { aHeader, aSeries, aStudy } from '../triage/study.fixture.ts';
import { FINDING_CODES } from './finding-codes.ts';
import { keyObjectSelection } from './key-object-selection.ts';
import { structuredReport } from './structured-report.ts';

const MADE = {
  seriesUid: '2.25.147',
  instanceUid: '2.25.148',
  identity: {
    elements: [{ tag: '0020000D', vr: 'UI', value: '1.2' }],
    madeAt: { date: '20260102', time: '030405' },
    isDeidentifiedSomehow: false,
  },
  cameToBe: 0,
};

const findings = someFindings(0.9, {
  slices: [2, 1].map((index) => ({ ...aFinding(index, { any: 0.9 }), sliceKey: `1.2.${index}` })),
});

const studyOf = (uid: (index: number) => string) =>
  aStudy(aSeries([0, 1, 2, 3].map((index) => aHeader(index, { sopInstanceUid: uid(index) }))));

/** What dciodvfy says of an object, line by line. */
function validate(made: ReturnType<typeof keyObjectSelection>): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'written-'));
  try {
    const path = join(folder, 'object.dcm');
    if (made.ok) writeFileSync(path, made.value);
    const command = ['-c', 'dciodvfy "$0" 2>&1 || true', path];
    return execFileSync('sh', command, { encoding: 'utf8' }).split('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('keyObjectSelection', () => {
  const make = () =>
    keyObjectSelection(
      studyOf((i) => `1.2.${i}`),
      findings,
      'Probable',
      MADE,
    );

  it('refers to the evidence slices and to no others', () => {
    const made = make();
    const bytes = made.ok ? new TextDecoder('latin1').decode(made.value) : '';
    expect(bytes).toMatch(/1\.2\.1\0/);
    expect(bytes).toMatch(/1\.2\.2\0/);
    expect(bytes).not.toMatch(/1\.2\.0\0/);
  });

  it('gives the same bytes for the same input', () => {
    expect(make()).toEqual(make());
  });

  it('is not made for images whose UIDs DICOM does not allow', () => {
    const study = studyOf((index) => `ID_${index}`);
    const slices = findings.slices.map((one) => ({ ...one, sliceKey: `ID_${one.index}` }));
    expect(keyObjectSelection(study, { ...findings, slices }, 'x', MADE)).toMatchObject({
      ok: false,
      reason: { code: 'illegal-uids' },
    });
  });

  it('is not made where there is nothing to select', () => {
    expect(keyObjectSelection(studyOf(String), { ...findings, slices: [] }, 'x', MADE).ok).toBe(
      false,
    );
  });

  it.skipIf(!isInstalled('dciodvfy'))('passes dciodvfy (skipped where it is not installed)', () => {
    const said = validate(make());
    expect(said.filter((line) => line.startsWith('Error'))).toEqual([]);
    expect(said.join('\n')).toContain('KeyObjectSelectionDocument');
  });
});

describe('structuredReport', () => {
  const algorithm = { name: 'ICH Triage', version: 'abc', deviceUid: '2.25.149' };
  const make = () =>
    structuredReport(
      studyOf((i) => `1.2.${i}`),
      findings,
      'Probable',
      algorithm,
      MADE,
    );

  it('has a group for what is flagged and says nothing of what is not', () => {
    const made = make();
    const bytes = made.ok ? new TextDecoder('latin1').decode(made.value) : '';
    expect(bytes).toContain('Intracranial hemorrhage');
    expect(bytes).toContain('Suspected');
    expect(bytes).not.toMatch(/subdural|absent|normal|negative/i);
  });

  const everyLabel = () =>
    structuredReport(
      studyOf((i) => `1.2.${i}`),
      { ...findings, flagged: LABELS },
      'Probable',
      algorithm,
      MADE,
    );

  it('codes each type of hemorrhage by SNOMED CT, or by a code of our own where none was found', () => {
    const made = everyLabel();
    const bytes = made.ok ? new TextDecoder('latin1').decode(made.value) : '';
    for (const { value, meaning } of Object.values(FINDING_CODES)) {
      expect(bytes).toContain(value);
      expect(bytes).toContain(meaning);
      expect(value.length, 'an SH').toBeLessThanOrEqual(16);
    }
    expect(FINDING_CODES.intraventricular.scheme).toMatch(/^99/);
  });

  it.skipIf(!isInstalled('dciodvfy'))('passes dciodvfy (skipped where it is not installed)', () => {
    const said = validate(everyLabel());
    expect(said.filter((line) => line.startsWith('Error'))).toEqual([]);
    expect(said.join('\n')).toContain('ComprehensiveSR');
  });
});
