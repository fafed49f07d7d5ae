import { describe, expect, it } from 'vitest';
import { noSeries } from './no-series.ts';
import { aHeader, aSeries, aStudy } from './study.fixture.ts';

describe('noSeries', () => {
  const contrast = { code: 'contrast' as const, text: 'contrast-enhanced' };
  const aside = (bodyPartExamined: string) =>
    aSeries([aHeader(0, { bodyPartExamined, seriesDescription: '' })], {
      role: { kind: 'set-aside', reason: contrast },
    });

  it('says of a chest with contrast that it is no head, too', () => {
    const chest = aside('CHEST');
    expect(noSeries(aStudy(chest))).toEqual({
      outcome: 'block',
      code: 'no-series',
      text: 'the body part is CHEST; contrast-enhanced',
    });
    const head = aside('HEAD');
    expect(noSeries(aStudy(head)).text).toBe('contrast-enhanced');
    const both = { ...aStudy(head), series: [chest, head] };
    expect(noSeries(both).text).toBe('contrast-enhanced');
  });
});
