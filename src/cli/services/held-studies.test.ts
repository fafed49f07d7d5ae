import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RetrievedStudy, StudyRow } from '#dicomweb';
import { HeldStudies } from './held-studies.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const row: StudyRow = {
  studyInstanceUid: '',
  studyDate: '20261127',
  studyTime: '0800',
  modalities: ['CT'],
  instances: 20,
  patientId: 'P1',
  isTorn: false,
  patientName: 'Doe^Jane',
  accessionNumber: 'A1',
  description: 'Head',
};
const listed = (studyInstanceUid: string, more: Partial<StudyRow> = {}) => ({
  studyInstanceUid,
  instances: 20,
  isTorn: false,
  row: { ...row, studyInstanceUid, ...more },
});
const came = (fetchedBytes: number, more: Partial<RetrievedStudy> = {}): RetrievedStudy => ({
  found: [],
  objects: [],
  troubles: [],
  fetchedBytes,
  ...more,
});

describe('what looks fetched', () => {
  it('is given once, to the same study', () => {
    const held = new HeldStudies();
    const study = came(10);
    held.keep(listed('1.1'), study);
    expect(held.take(listed('1.2'))).toBeNull();
    expect(held.studies).toEqual(['1.1']);
    expect(held.take(listed('1.1'))).toBe(study);
    expect(held.studies).toEqual([]);
    expect(held.take(listed('1.1'))).toBeNull();
  });

  it('is given though the study has grown', () => {
    const held = new HeldStudies();
    held.keep(listed('1.1'), came(10));
    expect(held.take(listed('1.1', { instances: 30, modalities: ['CT', 'SR'] }))).not.toBeNull();
  });

  it.each<Partial<StudyRow>>([
    { patientId: 'P2' },
    { patientId: ' P1' },
    { patientName: 'Doe^John' },
    { accessionNumber: 'A2' },
    { studyDate: '20261126' },
    { studyTime: '0900' },
    { description: 'Neck' },
  ])('is not given where the PACS lists the study with %o now', (changed) => {
    const held = new HeldStudies();
    held.keep(listed('1.1'), came(10));
    expect(held.take(listed('1.1', changed))).toBeNull();
    expect(held.take(listed('1.1'))).toBeNull();
  });

  it('is not given where the list does not name the study, then or now', () => {
    const held = new HeldStudies();
    held.keep({ ...listed('1.1'), row: null }, came(10));
    expect(held.take(listed('1.1'))).toBeNull();
    held.keep(listed('1.1'), came(10));
    expect(held.take({ ...listed('1.1'), row: null })).toBeNull();
  });

  it('is not held where it is in doubt', () => {
    const held = new HeldStudies();
    held.keep(listed('1.1'), came(10, { troubles: [{ code: 'pacs-fewer', text: '' }] }));
    expect(held.take(listed('1.1'))).toBeNull();
  });

  it('makes room: the oldest goes, and what is too much alone is not held', () => {
    const held = new HeldStudies({ bytes: 100, ms: 1000 });
    held.keep(listed('1.1'), came(40));
    held.keep(listed('1.2'), came(40));
    held.keep(listed('1.3'), came(101));
    held.keep(listed('1.4'), came(40));
    const uids = ['1.1', '1.2', '1.3', '1.4'].filter((uid) => held.take(listed(uid)) !== null);
    expect(uids).toEqual(['1.2', '1.4']);
    held.keep(listed('1.5'), came(100));
    expect(held.take(listed('1.5'))).not.toBeNull();
  });

  it('goes when its time is over', () => {
    const held = new HeldStudies({ bytes: 100, ms: 1000 });
    held.keep(listed('1.1'), came(60));
    vi.advanceTimersByTime(999);
    held.keep(listed('1.1'), came(60));
    vi.advanceTimersByTime(999);
    expect(held.take(listed('1.1'))).not.toBeNull();
    held.keep(listed('1.1'), came(60));
    vi.advanceTimersByTime(1000);
    held.keep(listed('1.2'), came(100));
    expect(held.take(listed('1.1'))).toBeNull();
    expect(held.take(listed('1.2'))).not.toBeNull();
  });
});
