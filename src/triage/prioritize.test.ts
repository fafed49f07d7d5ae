import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ms } from '#base';
import { aFinding, aMissingSlice, someFindings } from './findings.fixture.ts';
import { prioritize } from './prioritize.ts';
import { DEFAULT_POLICY } from './priority-policy.ts';
import type { TriageItem, TriageState } from './triage-item.ts';

const MINUTE = 60_000;
const NOW = 1000 * MINUTE;
const at = (minutesAgo: number) => ms(NOW - minutesAgo * MINUTE);
const found = (any: number): TriageState => ({
  kind: 'findings',
  findings: someFindings(any),
  interim: false,
});
const anItem = (key: string, state: TriageState, minutesAgo = 5): TriageItem => ({
  key,
  state,
  receivedAt: at(minutesAgo),
});
const keysOf = (items: readonly TriageItem[]) => prioritize(items, ms(NOW)).map(({ key }) => key);

describe('prioritize', () => {
  it('puts the likelier flag first and the unflagged last', () => {
    expect(
      keysOf([anItem('none', found(0.2)), anItem('some', found(0.6)), anItem('sure', found(0.97))]),
    ).toEqual(['sure', 'some', 'none']);
  });

  it('never lets a study without a result sink below an unflagged one as old', () => {
    const states: TriageState[] = [
      { kind: 'waiting' },
      { kind: 'failed', reason: { code: 'unsuitable', text: 'the engine failed' } },
      { kind: 'unsuitable', reasons: [{ code: 'unreadable', text: 'not axial' }] },
      { kind: 'findings', findings: someFindings(Number.NaN, { slices: [] }), interim: false },
    ];
    for (const state of states) {
      expect(keysOf([anItem('unflagged', found(0.49)), anItem('unknown', state)])[0]).toBe(
        'unknown',
      );
    }
  });

  it('promotes by waiting time at the cap and says so', () => {
    const ranked = prioritize(
      [anItem('sure', found(0.99), 59), anItem('old', found(0.01), 60)],
      ms(NOW),
    );
    expect(ranked[0]?.key).toBe('old');
    expect(ranked[0]?.reason).toMatch(
      /^No flag .*; promoted by waiting time \(60 min, cap 60 min\)$/,
    );
  });

  it('keep studies that came in one moment in the order of their numbers, whatever their keys are', () => {
    const numbered = (key: string, number: number) => ({
      ...anItem(key, { kind: 'waiting' }, 5),
      number,
    });
    expect(keysOf([numbered('a', 12), numbered('b', 9), numbered('c', 10)])).toEqual([
      'b',
      'c',
      'a',
    ]);
  });

  it('puts pins first, by the time they were set', () => {
    const pin = (minutesAgo: number) => ({
      pin: { note: 'theatre is free', pinnedAt: at(minutesAgo) },
    });
    const items = [
      anItem('sure', found(0.99), 300),
      { ...anItem('later', found(0.1)), ...pin(1) },
      { ...anItem('earlier', found(0.1)), ...pin(2) },
    ];
    expect(keysOf(items)).toEqual(['earlier', 'later', 'sure']);
  });

  it('say the finding before the pin, which a row with its note shows by itself', () => {
    const pin = { note: 'theatre is free', pinnedAt: at(1) };
    const [pinned] = prioritize([{ ...anItem('a', { kind: 'waiting' }, 12), pin }], ms(NOW));
    expect(pinned?.brief).toBe('Not analyzed yet; placed by waiting time');
    expect(pinned?.reason).toBe(
      'Not analyzed yet; placed by waiting time; waiting 12 min; pinned: theatre is free',
    );
  });

  it('says the reason without the waiting time for rows that have a column of it', () => {
    const state = { kind: 'waiting' } as const;
    const brief = (minutes: number) => prioritize([anItem('a', state, minutes)], ms(NOW))[0]?.brief;
    expect(brief(12)).toBe('Not analyzed yet; placed by waiting time');
    expect(brief(95)).toBe('Not analyzed yet; promoted by waiting time (cap 60 min)');
  });

  it('begins a row with the cause where the column of states says that it was not analyzed', () => {
    const text = 'contrast-enhanced: the model was measured on non-contrast head CT';
    const reason = { code: 'no-series', text } as const;
    const first = (state: TriageState, minutes: number) =>
      prioritize([anItem('a', state, minutes)], ms(NOW))[0];
    const unsuitable = { kind: 'unsuitable', reasons: [reason] } as const;
    const brief = 'Contrast-enhanced: the model was measured on non-contrast head CT';
    expect(first(unsuitable, 12)).toMatchObject({
      brief: `${brief}; placed by waiting time`,
      reason: `Not analyzed, because ${text}; placed by waiting time; waiting 12 min`,
    });
    expect(first(unsuitable, 95)?.brief).toBe(`${brief}; promoted by waiting time (cap 60 min)`);
    expect(first({ kind: 'failed', reason }, 12)?.brief).toBe(`${brief}; placed by waiting time`);
    expect(first({ kind: 'unsuitable', reasons: [] }, 12)?.brief).toBe(
      'No reason was given; placed by waiting time',
    );
  });

  it('gives a reason in words', () => {
    const findings = someFindings(0.91, { flagged: ['any', 'subdural'] });
    const subdural = { ...findings.probabilities, subdural: findings.probabilities.any };
    const state: TriageState = {
      kind: 'findings',
      interim: false,
      findings: {
        ...findings,
        probabilities: subdural,
        flaggedSlices: {
          any: 6,
          epidural: 0,
          intraparenchymal: 0,
          intraventricular: 0,
          subarachnoid: 0,
          subdural: 6,
        },
      },
    };
    expect(prioritize([anItem('a', state, 12)], ms(NOW))[0]?.reason).toBe(
      'Probable subdural 0.91 on 6 slices; waiting 12 min',
    );
  });

  it('never says normal or negative', () => {
    for (const state of [found(0), found(1), { kind: 'waiting' } as const]) {
      const [ranked] = prioritize([anItem('a', state)], ms(NOW));
      expect(ranked?.reason).not.toMatch(/normal|negative/i);
    }
  });

  const states = fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }).map(found),
    fc.constant<TriageState>({ kind: 'waiting' }),
    fc.constant<TriageState>({ kind: 'failed', reason: { code: 'unsuitable', text: 'it failed' } }),
  );
  const queues = fc.uniqueArray(
    fc.record({
      key: fc.string({ minLength: 1 }),
      state: states,
      receivedAt: fc.integer({ min: 0, max: 300 }).map(at),
    }),
    { selector: ({ key }) => key, maxLength: 20 },
  );

  it('loses nothing, whatever the order it is given', () => {
    fc.assert(
      fc.property(queues, (items) => {
        const ranked = prioritize(items, ms(NOW));
        expect(ranked.map(({ key }) => key).sort()).toEqual(items.map(({ key }) => key).sort());
        expect(ranked.map(({ rank }) => rank)).toEqual(items.map((_, index) => index + 1));
        expect(prioritize([...items].reverse(), ms(NOW))).toEqual(ranked);
      }),
      { seed: 20 },
    );
  });

  it('never lets what was not analyzed sink below what came no earlier and has no flag', () => {
    const missing = (count: number) =>
      Array.from({ length: count }, (_, at) => aMissingSlice(at + 1, 'truncated'));
    const unflagged = fc
      .record({
        any: fc.double({ min: 0, max: 0.499, noNaN: true }),
        lost: fc.nat(30),
        interim: fc.boolean(),
      })
      .map(
        ({ any, lost, interim }): TriageState => ({
          kind: 'findings',
          findings: someFindings(any, { notAnalysed: missing(lost) }),
          interim,
        }),
      );
    const unanalyzed = fc.constantFrom<TriageState>(
      { kind: 'waiting' },
      { kind: 'failed', reason: { code: 'engine-lost', text: 'the engine is gone' } },
      { kind: 'unsuitable', reasons: [{ code: 'orientation', text: 'not axial' }] },
      { kind: 'findings', findings: someFindings(Number.NaN, { slices: [] }), interim: false },
      { kind: 'findings', findings: someFindings(Number.NaN), interim: true },
    );
    const mixed = fc.uniqueArray(
      fc.record({
        key: fc.string({ minLength: 1 }),
        state: fc.oneof(unflagged, unanalyzed),
        receivedAt: fc.integer({ min: 0, max: 300 }).map(at),
      }),
      { selector: ({ key }) => key, maxLength: 20 },
    );
    const isKnown = ({ state }: TriageItem) =>
      state.kind === 'findings' && !Number.isNaN(state.findings.probabilities.any);
    fc.assert(
      fc.property(mixed, (items) => {
        const order = keysOf(items).map((key) => items.find((one) => one.key === key)!);
        order.forEach((item, place) => {
          if (isKnown(item)) return;
          for (const before of order.slice(0, place).filter(isKnown)) {
            expect(before.receivedAt).toBeLessThan(item.receivedAt);
          }
        });
      }),
      { seed: 23 },
    );
  });

  it('counts the part of an unflagged study that is missing as unknown', () => {
    const seen = (of: number, lost: number): TriageState => ({
      kind: 'findings',
      interim: false,
      findings: someFindings(0.02, {
        slices: Array.from({ length: of }, (_, at) => aFinding(at, { any: 0.02 })),
        notAnalysed: Array.from({ length: lost }, (_, n) => aMissingSlice(of + n, 'truncated')),
      }),
    });
    const order = keysOf([
      anItem('all', seen(32, 0)),
      anItem('most', seen(30, 2)),
      anItem('one', seen(1, 31)),
      anItem('likelier', found(0.4)),
      anItem('none', { kind: 'waiting' }),
    ]);
    expect(order).toEqual(['none', 'one', 'likelier', 'most', 'all']);
    const ends: TriageState = {
      kind: 'findings',
      interim: false,
      findings: someFindings(0.02, { notAnalysed: [aMissingSlice(1, 'no-brain')] }),
    };
    const [part] = prioritize([anItem('ends', ends)], ms(NOW));
    expect(part?.parts.probability).toBeCloseTo(20 * 0.02);
  });

  it('has priorities within 0..100 that never rise down the list', () => {
    fc.assert(
      fc.property(queues, (items) => {
        const priorities = prioritize(items, ms(NOW)).map(({ priority }) => priority);
        expect(priorities.every((value) => value >= 0 && value <= 100)).toBe(true);
        expect([...priorities].sort((a, b) => b - a)).toEqual(priorities);
      }),
      { seed: 21 },
    );
  });

  it('lets nothing that came more than a cap later stand before a study over the cap', () => {
    fc.assert(
      fc.property(queues, (items) => {
        const order = prioritize(items, ms(NOW)).map(
          ({ key }) => items.find((i) => i.key === key)!,
        );
        order.forEach((item, place) => {
          if (NOW - item.receivedAt < DEFAULT_POLICY.cap) return;
          for (const before of order.slice(0, place)) {
            expect(before.receivedAt - item.receivedAt).toBeLessThanOrEqual(DEFAULT_POLICY.cap);
          }
        });
      }),
      { seed: 22 },
    );
  });
});
