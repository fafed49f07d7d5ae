import { describe, expect, it } from 'vitest';
import { labelMap, ms, probability } from '#base';
import { UNSEEN } from '../worklist/care.ts';
import { anEntry, aResult } from '../worklist/entries.fixture.ts';
import { shiftFrom } from '../worklist/shift.ts';
import { type Alert, Attention, unreadFlagged } from './attention.ts';
import {
  type AttentionSettings,
  clockOf,
  DEFAULT_ATTENTION,
  isQuietAt,
  minutesOf,
  parseAttention,
} from './settings.ts';

const MINUTE = 60_000;
const settings = (given: Partial<AttentionSettings> = {}): AttentionSettings => ({
  ...DEFAULT_ATTENTION,
  notify: true,
  ...given,
});
const quiet = (given: Partial<AttentionSettings['quiet']> = {}) =>
  settings({ quiet: { on: true, from: 22 * 60, to: 6 * 60, urgentToo: true, ...given } });
const flag = (number: number): Alert => ({ key: `k${number}`, number, level: 'flag' });
const urgent = (number: number): Alert => ({ key: `k${number}`, number, level: 'urgent' });
const at = (minute: number, minutes = 12 * 60) => ({ now: minute * MINUTE, minutes });

describe('attention', () => {
  it('calls once for a flag and by the most urgent of several', () => {
    const judge = new Attention();
    expect(judge.see([], false, settings(), at(0))).toEqual({
      sound: null,
      tell: [],
      tellProblem: false,
    });
    expect(judge.see([urgent(2), flag(1)], false, settings(), at(1))).toMatchObject({
      sound: 'urgent',
      tell: [urgent(2), flag(1)],
    });
    expect(judge.see([urgent(2), flag(1)], false, settings(), at(1.5))).toMatchObject({
      sound: null,
      tell: [],
    });
    expect(judge.see([urgent(2), flag(1), flag(3)], false, settings(), at(1.6))).toMatchObject({
      sound: 'flag',
      tell: [flag(3)],
    });
  });

  it('goes on calling where the clock of the computer is set back by an hour', () => {
    const judge = new Attention();
    const every2 = settings({ repeatMinutes: 2 });
    const sounds = (minute: number) => judge.see([urgent(1)], false, every2, at(minute)).sound;
    expect(sounds(100)).toBe('urgent');
    expect(sounds(41)).toBeNull();
    expect(sounds(43)).toBe('urgent');
  });

  it('calls again until all are acknowledged, and no more', () => {
    const judge = new Attention();
    const every2 = settings({ repeatMinutes: 2 });
    const sounds = (alerts: readonly Alert[], minute: number) =>
      judge.see(alerts, false, every2, at(minute)).sound;
    expect(sounds([urgent(1), flag(2)], 0)).toBe('urgent');
    expect(sounds([urgent(1), flag(2)], 1.9)).toBeNull();
    expect(sounds([urgent(1), flag(2)], 2)).toBe('urgent');
    // The urgent one is acknowledged: the other goes on by its own sound.
    expect(sounds([flag(2)], 4)).toBe('flag');
    expect(sounds([], 6)).toBeNull();
    expect(sounds([], 60)).toBeNull();
    // Put back to unread: it calls anew.
    expect(sounds([flag(2)], 61)).toBe('flag');
    const once = new Attention();
    once.see([flag(1)], false, settings({ repeatMinutes: 0 }), at(0));
    expect(once.see([flag(1)], false, settings({ repeatMinutes: 0 }), at(600)).sound).toBeNull();
  });

  it('calls again when a flag becomes urgent', () => {
    const judge = new Attention();
    judge.see([flag(1)], false, settings(), at(0));
    expect(judge.see([urgent(1)], false, settings(), at(0.1))).toMatchObject({
      sound: 'urgent',
      tell: [urgent(1)],
    });
  });

  it('is quiet in quiet hours but for urgent flags, and not even for these if so wished', () => {
    const night = 23 * 60;
    const judge = new Attention();
    expect(judge.see([flag(1)], true, quiet(), at(0, night))).toEqual({
      sound: null,
      tell: [],
      tellProblem: false,
    });
    expect(judge.see([flag(1), urgent(2)], true, quiet(), at(1, night))).toMatchObject({
      sound: 'urgent',
      tell: [urgent(2)],
    });
    const asleep = new Attention();
    const none = quiet({ urgentToo: false });
    expect(asleep.see([urgent(2)], false, none, at(1, night)).sound).toBeNull();
    // The morning: what waits is heard at its next turn.
    expect(asleep.see([urgent(2)], false, none, at(4, 6 * 60)).sound).toBe('urgent');
  });

  it('says that new studies are not seen, once and again', () => {
    const judge = new Attention();
    expect(judge.see([], true, settings(), at(0))).toMatchObject({
      sound: 'problem',
      tellProblem: true,
    });
    expect(judge.see([], true, settings(), at(1))).toMatchObject({
      sound: null,
      tellProblem: false,
    });
    expect(judge.see([], true, settings(), at(2)).sound).toBe('problem');
    judge.see([], false, settings(), at(3));
    expect(judge.see([], true, settings(), at(3.1)).sound).toBe('problem');
  });

  it('counts quiet hours over midnight', () => {
    const over = quiet();
    expect([21, 22, 23, 0, 5, 6, 12].map((hour) => isQuietAt(over, hour * 60))).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
    const day = quiet({ from: 9 * 60, to: 17 * 60 });
    expect([8, 9, 16, 17].map((hour) => isQuietAt(day, hour * 60))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isQuietAt(settings(), 23 * 60)).toBe(false);
    expect([minutesOf('06:05'), minutesOf('25:00'), clockOf(365)]).toEqual([365, null, '06:05']);
  });
});

describe('what was kept of attention', () => {
  it('is read as far as it can be understood', () => {
    expect(parseAttention(undefined)).toEqual(DEFAULT_ATTENTION);
    const odd = { volume: 900, repeatMinutes: 3, notify: 'yes', quiet: { from: -1, to: 100 } };
    expect(parseAttention(odd)).toEqual({
      ...DEFAULT_ATTENTION,
      quiet: { ...DEFAULT_ATTENTION.quiet, to: 100 },
    });
    expect(parseAttention(quiet())).toEqual(quiet());
  });
});

describe('the studies that call', () => {
  const shift = shiftFrom(null, 0);
  const ranked = (any: number, subdural: number) => {
    const result = aResult(any);
    const probabilities = labelMap((label) =>
      probability(label === 'any' ? any : label === 'subdural' ? subdural : 0),
    );
    const flagged = any >= 0.5 ? (['any', 'subdural'] as const) : [];
    return {
      kind: 'ranked',
      result: { ...result, findings: { ...result.findings, probabilities, flagged } },
    } as const;
  };
  const alerts = (given: Parameters<typeof anEntry>[1]) =>
    unreadFlagged({
      entries: new Map([['a', anEntry('a', { shift: shift.startedAt, ...given })]]),
      shift,
    }).map(({ level }) => level);

  it('are flagged, unread and of this shift; urgent by what puts them in order', () => {
    expect(alerts({ phase: ranked(0.6, 0.6) })).toEqual(['flag']);
    expect(alerts({ phase: ranked(0.9, 0.9) })).toEqual(['urgent']);
    expect(alerts({ phase: ranked(0.3, 0.9) })).toEqual([]);
    expect(alerts({ phase: ranked(0.9, 0.9), shift: ms(-5) })).toEqual([]);
    for (const care of [
      { ...UNSEEN, openedAt: ms(1) },
      { ...UNSEEN, acknowledged: { at: ms(1), by: '' } },
      { ...UNSEEN, done: { at: ms(1), by: '' } },
    ]) {
      expect(alerts({ phase: ranked(0.9, 0.9), care })).toEqual([]);
    }
  });
});
