import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ms } from '#base';
import { standing } from '#verdicts';
import { createSettingsStore } from '../settings/state.ts';
import { wallNews } from '../wall/wall-rows.ts';
import { aResult } from '../worklist/entries.fixture.ts';
import { changeEntry } from '../worklist/state.ts';
import type { StudyEntry, StudyPhase } from '../worklist/study-entry.ts';
import { everythingShown, ranked, setup, study, THREE } from './blinded.fixture.ts';

describe('to a blinded reader', () => {
  const phases = fc.oneof(
    fc
      .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean())
      .map(([any, flagged]) => ranked(any, flagged ? ['any', 'subdural'] : [])),
    fc
      .double({ min: 0, max: 1, noNaN: true })
      .map((any): StudyPhase => ({ kind: 'partial', result: aResult(any), missing: 2 })),
  );

  it('nothing that is drawn or exported differs, whatever the model said of any study', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(phases, phases), { minLength: 1, maxLength: 5 }), (pairs) => {
        const tab = (side: 0 | 1) =>
          everythingShown(
            setup(pairs.map((pair, index) => study(`s${index}`, index + 1, pair[side]))),
          );
        expect(tab(0)).toBe(tab(1));
      }),
      { numRuns: 40 },
    );
  });

  it('neither does what is known while studies are analyzed: the most suspicious are finished first', () => {
    const waiting = study('last', 9, { kind: 'queued' });
    const underWay = fc.oneof(
      phases,
      fc.constant<StudyPhase>({ kind: 'queued' }),
      fc.constant<StudyPhase>({ kind: 'reading' }),
      fc.tuple(fc.nat(5), fc.double({ min: 0, max: 1, noNaN: true })).map(
        ([done, any]): StudyPhase => ({
          kind: 'analyzing',
          done,
          total: 5,
          interim: aResult(any).findings,
          soFar: null,
        }),
      ),
      fc
        .double({ min: 0, max: 1, noNaN: true })
        .map(
          (any): StudyPhase => ({ kind: 'interrupted', soFar: aResult(any), kept: aResult(any) }),
        ),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(underWay, underWay), { minLength: 1, maxLength: 5 }),
        (pairs) => {
          const tab = (side: 0 | 1) => [
            ...pairs.map((pair, index) => study(`s${index}`, index + 1, pair[side])),
            waiting,
          ];
          expect(everythingShown(setup(tab(0)))).toBe(everythingShown(setup(tab(1))));
        },
      ),
      { numRuns: 40 },
    );
    expect(everythingShown(setup([waiting]))).toContain('Analyzing');
  });

  it('neither does the result of a study that does not suit', () => {
    const unsuitable = (any: number): readonly StudyEntry[] => [
      study('b', 2, {
        kind: 'unsuitable',
        reasons: [{ code: 'gaps', text: 'gaps' }],
        result: aResult(any),
      }),
    ];
    expect(everythingShown(setup(unsuitable(0.1)))).toBe(everythingShown(setup(unsuitable(0.9))));
  });

  it('the end of the analysis is told once a first verdict stands, so that the result can be revealed', () => {
    const { actions, rows } = setup([
      study('a', 1, ranked(0.9)),
      study('b', 2, { kind: 'queued' }),
    ]);
    const states = () => rows().map(({ stateText }) => stateText);
    expect(states()).toEqual(['Analyzing', 'Analyzing']);
    actions.openStudy('a');
    actions.giveVerdict('a', 'none');
    expect(states()).toEqual(['Hidden', 'Analyzing']);
  });

  it('would differ, were it not hidden', () => {
    const tab = (any: number) =>
      everythingShown(setup([study('a', 1, ranked(any))], { blinded: false }));
    expect(tab(0.1)).not.toBe(tab(0.9));
  });

  it('studies stand in order of arrival, without gauge; pins and revealed results change nothing of it', () => {
    const { actions, rows } = setup(THREE);
    const order = () => rows().map(({ key, rank, parts, state }) => [key, rank, parts, state]);
    const byArrival = [
      ['low', 1, null, 'hidden'],
      ['high', 2, null, 'hidden'],
      ['middle', 3, null, 'hidden'],
    ];
    expect(order()).toEqual(byArrival);
    actions.togglePin('middle', 'first');
    expect(order()).toEqual(byArrival);
    actions.openStudy('high');
    actions.giveVerdict('high', 'none');
    actions.goOn('high');
    expect(order()).toEqual(byArrival.toSpliced(1, 1, ['high', 2, null, 'flagged']));
  });

  it('the list is so at their wish alone, waits as ever, and a wall is told', () => {
    expect(createSettingsStore(null).getState().blinded).toBe(false);
    const told = (blinded: boolean) => {
      const { stores, shown, rows } = setup(THREE, { blinded });
      stores.worklist.setState({ now: ms(600_000) });
      const news = wallNews(shown.worklist.getState(), {
        desk: 'd',
        theme: 'dark',
        problem: null,
      });
      return {
        waits: new Map(rows().map(({ key, waited }) => [key, waited])),
        blinded: news.blinded,
      };
    };
    const waits = new Map([
      ['low', 599_000],
      ['high', 598_000],
      ['middle', 597_000],
    ]);
    expect(told(true)).toEqual({ waits, blinded: true });
    expect(told(false)).toEqual({ waits, blinded: false });
  });

  it('a study opens in its middle, and its maps and its input stay off', () => {
    const result = aResult(0.9, { flagged: ['any'] });
    const { actions, stores } = setup([study('a', 1, { kind: 'ranked', result })]);
    actions.openStudy('a');
    const middle = stores.reading.getState().slice;
    actions.toggle('explain');
    actions.toggle('modelEye', true);
    expect(stores.reading.getState()).toMatchObject({ explain: false, modelEye: false });
    actions.giveVerdict('a', 'none');
    actions.goOn('a');
    expect(stores.reading.getState().slice).toBe(middle);
    actions.toggle('explain');
    expect(stores.reading.getState().explain).toBe(true);
  });

  it('the first verdict names no type by itself; after the reveal it stands, and the final one is another', () => {
    const { actions, recordOf, stores } = setup(THREE);
    actions.openStudy('high');
    actions.giveVerdict('high', 'hemorrhage');
    actions.toggleType('high', 'epidural');
    actions.goOn('high');
    expect(recordOf('high')?.blinded).toEqual({
      openedAt: expect.any(Number),
      shownBefore: false,
      reveal: {
        at: expect.any(Number),
        flagged: ['any', 'subdural'],
        operatingPoint: 'balanced',
        modelHash: 'ab12',
      },
    });
    const first = standing(recordOf('high'), 'first');
    expect(first).toMatchObject({
      verdict: { types: ['epidural'], asFlagged: false },
      flagged: null,
      analysisKey: '',
    });
    actions.undo(); // Nothing of the verdicts is left to take back.
    expect(standing(recordOf('high'), 'first')).toBe(first);
    actions.giveVerdict('high', 'none');
    actions.goOn('high');
    expect(standing(recordOf('high'), 'final')).toMatchObject({
      verdict: { kind: 'none' },
      flagged: ['any', 'subdural'],
    });
    expect(standing(recordOf('high'), 'first')).toBe(first);
    expect(stores.reading.getState().openKey).toBe('low'); // The first unread by arrival.
  });

  it('who goes on keeps the first verdict as the final one, with types and time', () => {
    const { actions, recordOf } = setup(THREE);
    actions.openStudy('low');
    actions.toggleType('low', 'subarachnoid');
    actions.goOn('low');
    actions.goOn('low');
    const [first, final] = (['first', 'final'] as const).map((stage) =>
      standing(recordOf('low'), stage),
    );
    expect(final?.verdict).toEqual(first?.verdict);
    expect(final?.at).toBeGreaterThan(first?.at ?? 0);
  });

  it('nothing is revealed without a verdict or before the analysis has ended', () => {
    const waiting = study('a', 1, { kind: 'queued' });
    const { actions, recordOf, stores } = setup([waiting]);
    actions.openStudy('a');
    actions.goOn('a');
    actions.giveVerdict('a', 'unsure');
    actions.goOn('a');
    expect(recordOf('a')?.blinded?.reveal).toBeNull();
    changeEntry(stores.worklist, 'a', (entry) => ({ ...entry, phase: ranked(0.2) }));
    actions.goOn('a');
    expect(recordOf('a')?.blinded?.reveal?.flagged).toEqual([]);
  });
});

describe('starting and ending', () => {
  it('closes the study, forgets news of flags, and marks the results that could be seen before', () => {
    const { actions, stores, rows, recordOf } = setup(
      [...THREE.slice(0, 2), study('fresh', 3, { kind: 'queued' })],
      { blinded: false },
    );
    actions.openStudy('high');
    actions.giveVerdict('high', 'hemorrhage');
    stores.notices.setState({ flaggedUnseen: new Set(['low']) });
    actions.setBlinded(true);
    expect(stores.reading.getState().openKey).toBeNull();
    expect(stores.notices.getState()).toMatchObject({ flaggedUnseen: new Set(), latest: null });
    expect(['low', 'high', 'fresh'].map((key) => recordOf(key)?.blinded?.shownBefore)).toEqual([
      true,
      true,
      undefined,
    ]);
    expect(rows().map(({ state }) => state)).toEqual(['hidden', 'hidden', 'hidden']);
    actions.undo();
    expect(standing(recordOf('high'))?.verdict).toMatchObject({ kind: 'hemorrhage' });
    actions.setBlinded(false);
    expect(rows().map(({ key }) => key)).toEqual(['high', 'fresh', 'low']);
  });

  it('hides in a tab that follows another, which alone keeps what could be seen', async () => {
    const { actions, stores, rows, recordOf, storage } = setup(
      [study('a', 1, ranked(0.9, ['any']))],
      {
        blinded: false,
      },
    );
    actions.openStudy('a');
    actions.followBlinded(() => false);
    expect(stores.reading.getState().openKey).toBe('a');
    actions.followBlinded(() => true);
    expect(stores.reading.getState().openKey).toBeNull();
    expect(rows()[0]?.entry.hidden).toBe(true);
    expect(recordOf('a')?.blinded?.shownBefore).toBe(true);
    expect(await storage.verdicts()).toEqual([]);
  });
});
