import { describe, expect, it } from 'vitest';
import { inWords, judge, type Sample, type Soaked, statusOf } from './judge.ts';
import { soakSvg } from './soak-svg.ts';

const sample = (studies: number, mebibytes: number, listeners = 200): Sample => ({
  studies,
  mebibytes,
  counts: { listeners, workers: 3 },
});

const soaked = (samples: readonly Sample[], planned = samples.at(-1)?.studies ?? 0): Soaked => ({
  kind: 'tab',
  studies: samples.at(-1)?.studies ?? 0,
  planned,
  slices: 6,
  seconds: 1,
  writtenAt: '',
  ended: null,
  samples,
  verdict: samples.length < 2 ? null : judge(samples),
});

describe('a soak', () => {
  it('is flat where the end is within a fifth of what it was after 50 studies', () => {
    const { leaks, from } = judge([sample(10, 20), sample(50, 100), sample(500, 119)]);
    expect(leaks).toEqual([]);
    expect(from.studies).toBe(50);
  });

  it('leaks where memory or a count grows further', () => {
    expect(judge([sample(50, 100), sample(500, 121)]).leaks).toEqual(['memory 100 to 121 MiB']);
    expect(judge([sample(50, 100, 200), sample(500, 100, 241)]).leaks).toEqual([
      'listeners 200 to 241',
    ]);
  });

  it('of the command line may keep a row of each study, and no more', () => {
    const held = (studies: number, mebibytes: number) => ({
      ...sample(studies, 150),
      held: mebibytes,
    });
    expect(judge([held(50, 20), held(500, 36)])).toMatchObject({
      leaks: [],
      text: expect.stringContaining('36 KiB kept of each study'),
    });
    expect(judge([held(50, 20), held(500, 60)]).leaks).toEqual(['91 KiB of each study']);
  });

  it('of few studies is judged from their half on', () => {
    expect(judge([sample(10, 50), sample(30, 90), sample(60, 100)]).from.studies).toBe(30);
  });

  it('of one sample says nothing, and says so', () => {
    expect(() => judge([sample(60, 100)])).toThrow(RangeError);
  });

  it('that ended early says how far it came and why, and is not taken for a whole one', () => {
    const early = { ...soaked([sample(50, 100), sample(300, 110)], 500), ended: 'time was over' };
    expect(inWords(early)).toMatch(/^ENDED EARLY, 300 of 500 studies: time was over; 100.0 MiB/);
    expect(statusOf([early])).toBe(2);
    expect(statusOf([soaked([sample(50, 100), sample(500, 110)])])).toBe(0);
    expect(statusOf([soaked([sample(50, 100), sample(500, 140)])])).toBe(1);
  });

  it('in which something did not add up on the way says so, though memory was flat', () => {
    const counted = { files: 6, analyzed: 6, notAnalyzed: 0, skipped: 0, faults: ['5 of 6 files'] };
    const one = soaked([{ ...sample(50, 100), counted }, sample(500, 100)]);
    expect(statusOf([one])).toBe(1);
    const last = soaked([sample(50, 100), { ...sample(500, 100), counted }]);
    expect(inWords(last)).toContain('DOES NOT ADD UP: 5 of 6 files');
  });

  it('is drawn, with every sample in the picture', () => {
    const samples = [sample(10, 20), sample(50, 100), sample(60, 110)];
    const svg = soakSvg(soaked(samples));
    expect(svg.match(/<circle/g)).toHaveLength(3);
    expect(svg).not.toMatch(/NaN|undefined/);
    const first = soakSvg({ ...soaked(samples.slice(0, 1)), verdict: null });
    expect(first.match(/<circle/g)).toHaveLength(1);
    expect(first).not.toMatch(/NaN|undefined/);
  });
});
