import { describe, expect, it } from 'vitest';
import { anEntry, aSummary } from '../worklist/entries.fixture.ts';
import { sendFault, studyOfRow, unseenOf, whyNotTaken } from './selectors.ts';
import { createPacsStore, type PacsState, type TakenStudy } from './state.ts';

const row = (modalities: readonly string[], instances: number | null = 3) => ({
  studyInstanceUid: '1.2',
  studyDate: '',
  studyTime: '',
  modalities,
  instances,
  patientId: '',
  isTorn: false,
  patientName: '',
  accessionNumber: '',
  description: '',
});

describe('a row of the list', () => {
  it.each<[readonly string[], string | undefined]>([
    [['CT'], undefined],
    [['SR', 'CT'], undefined],
    [[], undefined],
    [['MR', 'SR'], 'not CT: modality MR, SR'],
  ])('of %j is taken, or not: %s', (modalities, why) => {
    expect(whyNotTaken(row(modalities))?.text).toBe(why);
  });

  it('is not taken while the PACS has no objects of it', () => {
    expect(whyNotTaken(row(['CT'], 0))?.code).toBe('pacs-not-found');
    expect(whyNotTaken(row(['CT'], null))).toBeNull();
  });
});

describe('new studies', () => {
  const { watch } = createPacsStore().getState();
  const reason = { code: 'pacs-silent', text: 'the PACS was silent' } as const;
  it.each([
    ['are nobody’s concern where nothing is watched', { on: false, problem: reason }, null],
    ['are seen where the list is whole', { on: true }, null],
    ['are not seen where there is no list', { on: true, problem: reason, partial: reason }, 'all'],
    ['are seen in part where the list is', { on: true, partial: reason }, 'some'],
  ])('%s', (_, part, unseen) => {
    expect(unseenOf({ watch: { ...watch, ...part } })).toBe(unseen);
  });
});

describe('the study of a row', () => {
  const given = anEntry('given', { summary: aSummary({ studyInstanceUid: '1.2' }) });
  const restored = anEntry('restored', {
    summary: aSummary({ studyInstanceUid: '' }),
    sealedUid: '~a',
  });
  const entries = new Map([restored, given].map((entry) => [entry.key, entry]));

  it('is found by its UID, and from before a reload by the seal of that', () => {
    expect(studyOfRow(entries, '1.2', '~b')).toBe(given);
    expect(studyOfRow(entries, '1.3', '~a')).toBe(restored);
    expect(studyOfRow(entries, '1.2', '~a')).toBe(given);
  });

  it('is none where nothing is known of it, or nothing is sealed', () => {
    expect(studyOfRow(entries, '1.3', '~b')).toBeUndefined();
    expect(studyOfRow(entries, '1.3', undefined)).toBeUndefined();
  });
});

describe('a result', () => {
  const taken: TakenStudy = {
    phase: { kind: 'taken' },
    troubles: [],
    result: { kind: 'none' },
  };
  const site = {
    name: 'P',
    store: true,
    always: false,
    sr: 'comprehensive' as const,
    pollSeconds: 15,
    settleSeconds: 60,
  };
  const fault = (more: Partial<PacsState>, study: TakenStudy | null = taken) => {
    const state: PacsState = {
      ...createPacsStore().getState(),
      site: { kind: 'there', ...site },
      studies: new Map(study === null ? [] : [['1.2', study]]),
      ...more,
    };
    return sendFault({ summary: { studyInstanceUid: '1.2' } } as never, state);
  };

  it('goes back where the study came whole and the server lets it', () => {
    expect(fault({})).toBeNull();
  });

  it.each<[string, RegExp, Partial<PacsState>, TakenStudy | null]>([
    ['there is no PACS', /no results/, { site: { kind: 'none' } }, taken],
    [
      'the server is for reading only',
      /no results/,
      { site: { kind: 'there', ...site, store: false } },
      taken,
    ],
    ['there was an alarm', /after the alarm/, { alarm: 'x' }, taken],
    ['the study was dropped', /did not come from the PACS/, {}, null],
    [
      'it is being fetched again',
      /wait/,
      {},
      { ...taken, phase: { kind: 'fetching', got: 1, of: 3 } },
    ],
    [
      'it came short or of two patients',
      /Nothing is written to it: two\./,
      {},
      { ...taken, troubles: [{ code: 'pacs-two-patients', text: 'two' }] },
    ],
  ])('does not where %s', (_, why, more, study) => {
    expect(fault(more, study)).toMatch(why);
  });
});
