import { describe, expect, it } from 'vitest';
import { judge, type Sample } from './judge.ts';
import { soakSvg } from './soak-svg.ts';

const sample = (studies: number, mebibytes: number, listeners = 200): Sample => ({
  studies,
  mebibytes,
  counts: { listeners, workers: 3 },
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

  it('of few studies is judged from their half on', () => {
    expect(judge([sample(10, 50), sample(30, 90), sample(60, 100)]).from.studies).toBe(30);
  });

  it('of one sample says nothing, and says so', () => {
    expect(() => judge([sample(60, 100)])).toThrow(RangeError);
  });

  it('is drawn, with every sample in the picture', () => {
    const samples = [sample(10, 20), sample(50, 100), sample(60, 110)];
    const soaked = { kind: 'tab', studies: 60, slices: 20, seconds: 1, samples };
    const svg = soakSvg({ ...soaked, verdict: judge(samples) });
    expect(svg.match(/<circle/g)).toHaveLength(3);
    expect(svg).not.toMatch(/NaN|undefined/);
  });
});
