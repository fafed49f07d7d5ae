import { describe, expect, it } from 'vitest';
import { ms } from '#base';
import { groupStudies, type Study } from '#dicom';
import { emptyRecord, type GivenVerdict } from '#verdicts';
import { aSlice, headerOf } from '../../dicom/slice.fixture.ts';
import { anEntry, aResult, aSummary } from '../worklist/entries.fixture.ts';
import { shiftFrom } from '../worklist/shift.ts';
import { createWorklistStore } from '../worklist/state.ts';
import type { StudyEntry } from '../worklist/study-entry.ts';
import { dicomFault, measurementFault } from './dicom-fault.ts';
import { type Listed, studyList } from './study-list.ts';
import { listText } from './texts.ts';

const NOW = Date.UTC(2026, 10, 27, 2);
const SHIFT = shiftFrom(null, NOW - 3_600_000);

const inShift = (key: string, number: number, given: Partial<StudyEntry>): StudyEntry =>
  anEntry(key, {
    number,
    shift: SHIFT.startedAt,
    receivedAt: ms(NOW - number * 60_000),
    summary: aSummary({ patientId: `ID-${number}` }),
    ...given,
  });

const ENTRIES = [
  inShift('flagged', 1, { phase: { kind: 'ranked', result: aResult(0.9) } }),
  inShift('no-flag', 2, { phase: { kind: 'ranked', result: aResult(0.1) } }),
  inShift('queued', 3, {}),
  inShift('failed', 4, {
    phase: { kind: 'failed', reason: { code: 'broken', text: 'it is cut short' } },
  }),
  inShift('unsuitable', 5, {
    phase: {
      kind: 'unsuitable',
      reasons: [{ code: 'gaps', text: 'it is an angiography' }],
      result: null,
    },
  }),
  inShift('done', 6, {
    phase: { kind: 'ranked', result: aResult(0.7) },
    care: {
      openedAt: ms(NOW - 9000),
      acknowledged: null,
      done: { at: ms(NOW - 5000), by: 'AB' },
    },
  }),
  anEntry('earlier', { number: 7, phase: { kind: 'ranked', result: aResult(0.6) } }),
];

const TYPED: GivenVerdict = {
  verdict: { kind: 'hemorrhage', types: ['subarachnoid'], asFlagged: false },
  at: ms(NOW - 2000),
  by: 'AB',
  stage: 'open',
  analysisKey: 'key-0.9',
  flagged: ['any', 'subdural'],
  undoneAt: null,
};
const DENIED: GivenVerdict = {
  ...TYPED,
  verdict: { kind: 'disagree' },
  at: ms(NOW - 1000),
  undoneAt: ms(NOW - 500),
};

function stateOf(entries: readonly StudyEntry[] = ENTRIES): Listed {
  const worklist = createWorklistStore(NOW, SHIFT);
  worklist.setState({ entries: new Map(entries.map((entry) => [entry.key, entry])) });
  return {
    worklist: { ...worklist.getState(), now: ms(NOW) },
    verdicts: {
      byStudy: new Map([['flagged', { ...emptyRecord('flagged'), log: [TYPED, DENIED] }]]),
    },
    measurements: {
      byStudy: new Map([
        [
          'failed',
          [
            {
              id: 1,
              kind: 'length',
              seriesKey: 's',
              sliceKey: '1.2.3',
              slice: 4,
              points: [
                { x: 1, y: 2 },
                { x: 3, y: 2 },
              ],
              quantities: [{ name: 'length', value: 5, unit: 'mm' }],
              notes: [],
              at: NOW - 2000,
              by: 'AB',
            },
          ],
        ],
      ]),
    },
    intake: {
      leftOut: [{ path: 'notes.txt', reason: { code: 'not-dicom', text: 'it is no DICOM' } }],
    },
    engine: { phase: 'idle' },
  };
}

describe('the list of a tab', () => {
  const list = studyList(stateOf(), NOW, new Map());
  const byNumber = new Map(list.studies.map((study) => [study.number, study]));

  it('has every study once, done and earlier ones too, and every file that was left out', () => {
    expect([...byNumber.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(list.studies).toHaveLength(7);
    expect(byNumber.get(6)).toMatchObject({ section: 'done', rank: null });
    expect(byNumber.get(7)).toMatchObject({ section: 'earlier', rank: null });
    expect(list.skipped).toEqual([{ path: 'notes.txt', reason: 'it is no DICOM' }]);
  });

  it('tells no flag from not analyzed, and gives the reason of each', () => {
    expect(byNumber.get(2)).toMatchObject({ state: 'No flag', analysed: 5, flagged: [] });
    expect(byNumber.get(2)?.reason).toContain('No flag at the balanced operating point');
    for (const [number, why] of [
      [3, 'Not analyzed yet'],
      [4, 'it is cut short'],
      [5, 'it is an angiography'],
    ] as const) {
      expect(byNumber.get(number)).toMatchObject({
        analysed: 0,
        probabilities: null,
        computedBy: null,
        reason: expect.stringContaining(why),
      });
    }
  });

  it('says who did what, how long an unread study waited, and what the reader thought', () => {
    expect(byNumber.get(1)).toMatchObject({
      waitedMinutes: 1,
      verdict: {
        given: 'hemorrhage',
        types: ['subarachnoid'],
        by: 'AB',
        at: new Date(NOW - 2000).toISOString(),
        flagged: ['any', 'subdural'],
        takenBackAt: null,
      },
      verdicts: [{ given: 'hemorrhage' }, { given: 'disagree', takenBackAt: expect.any(String) }],
      computedBy: { id: 'tiny', hash: 'ab12', status: null, operatingPoint: 'balanced' },
    });
    expect(byNumber.get(6)).toMatchObject({
      waitedMinutes: null,
      care: { state: 'done', doneBy: 'AB', doneAt: new Date(NOW - 5000).toISOString() },
    });
  });

  it('has what a reader measured, of a study without a result, too', () => {
    expect(byNumber.get(4)?.measurements).toMatchObject([
      { text: 'Length 5.0 mm', slice: 5, instance: '1.2.3', by: 'AB' },
    ]);
    expect(byNumber.get(1)?.measurements).toEqual([]);
  });

  it('has of a study that was broken off what its row says, given again or not, and no result', () => {
    const { findings, thresholds, model, engine } = aResult(0.9);
    const soFar = { findings, thresholds, model, engine };
    const brokenOff = inShift('broken-off', 1, {
      phase: { kind: 'interrupted', soFar, kept: soFar },
    });
    const again = inShift('again', 2, {
      earlier: { soFar, kept: soFar, sealedSlices: '', sliceCount: 5 },
    });
    const { studies } = studyList(stateOf([brokenOff, again]), NOW, new Map());
    for (const study of studies) {
      expect(study.reason).toContain('0.90');
      expect(study).toMatchObject({
        flagged: ['any'],
        probabilities: { any: 0.9 },
        computedBy: null,
      });
    }
  });

  it('is a text in every format, with the slices of every analyzed study in the RSNA one', () => {
    const state = stateOf();
    for (const format of ['csv', 'json', 'ndjson', 'verdicts', 'measurements', 'rsna'] as const) {
      const text = listText(format, list, state);
      expect(text).not.toMatch(/\bnormal\b|\bnegative\b/i);
      expect(text.length).toBeGreaterThan(20);
    }
    const rsna = listText('rsna', list, state).trim().split('\n');
    expect(rsna).toHaveLength(1 + 4 * 5 * 6);
  });
});

it('counts every file that was given once: in a row, or with the reason why it is in none', () => {
  const header = (sourceId: string, options: Parameters<typeof aSlice>[0]) =>
    headerOf(aSlice(options), sourceId);
  const headers = [
    ...[0, 1, 2, 3, 4, 5, 6].map((at) => header(`axial-${at}`, { instance: at + 1, z: 5 * at })),
    header('again', { instance: 2, z: 5 }),
    header('of-a-zip', { instance: 3, z: 10 }),
    header('scout', {
      series: '1.9',
      instance: 1,
      more: { ImageType: 'ORIGINAL\\PRIMARY\\LOCALIZER' },
    }),
  ];
  const sources = new Map<string, Blob>(
    headers.map(({ sourceId }) => [sourceId, new File([], `${sourceId}.dcm`)]),
  );
  sources.set('of-a-zip', new Blob([]));
  const entries = groupStudies(headers).map((study, at) =>
    inShift(study.key, at + 1, { study, phase: { kind: 'ranked', result: aResult(0.1) } }),
  );
  const list = studyList(stateOf(entries), NOW, sources);
  const inRows = list.studies.reduce((sum, { files }) => sum + files, 0);
  // 'notes.txt' gave no slice.
  expect(inRows + list.skipped.length).toBe(headers.length + 1);
  expect(list.skipped).toEqual([
    { path: 'notes.txt', reason: 'it is no DICOM' },
    { path: 'again.dcm', reason: expect.stringContaining('was given already') },
    {
      path: expect.stringMatching(/^instance 1\./),
      reason: expect.stringContaining('given already'),
    },
    { path: 'scout.dcm', reason: expect.stringContaining('its series was set aside') },
  ]);
});

it('says why measurements can’t be written as DICOM, and needs no result for them', () => {
  const study = { studyInstanceUid: '1.2.3' } as Study;
  expect(measurementFault(anEntry('a', { study }), 0)).toMatch(/press M/);
  expect(measurementFault(anEntry('a'), 1)).toMatch(/drop the study’s files/);
  const illegal = { studyInstanceUid: 'ID_0a1b' } as Study;
  expect(measurementFault(anEntry('a', { study: illegal }), 1)).toMatch(/UIDs/);
  expect(measurementFault(anEntry('a', { study }), 1)).toBeNull();
});

describe('why a study has no DICOM result', () => {
  const entry = (key: string) => ENTRIES.find((one) => one.key === key) ?? anEntry('missing');

  it('names what is missing and what to do', () => {
    const idle = { phase: 'idle' } as const;
    expect(dicomFault(entry('queued'), idle)).toMatch(/wait for it/);
    expect(dicomFault(entry('failed'), idle)).toMatch(/it is cut short/);
    expect(dicomFault(entry('unsuitable'), idle)).toMatch(/angiography.*another series/);
    expect(dicomFault(entry('flagged'), idle)).toMatch(/not in this tab.*drop the study’s files/);
    const study = { studyInstanceUid: 'ID_0a1b' } as Study;
    expect(dicomFault({ ...entry('flagged'), study }, idle)).toMatch(
      /UIDs that DICOM does not allow/,
    );
    const legal = { studyInstanceUid: '1.2.3' } as Study;
    expect(dicomFault({ ...entry('flagged'), study: legal }, idle)).toMatch(/not loaded: wait/);
  });
});
