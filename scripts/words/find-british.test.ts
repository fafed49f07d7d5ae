import { describe, expect, it } from 'vitest';
import { findBritish } from './find-british.ts';

const words = (text: string) => findBritish(text).map(({ word, line }) => `${line} ${word}`);

describe('British spellings', () => {
  it('are found in prose and in names, with their line', () => {
    expect(words('a colour\nand wholeNeighbours, THE_CENTRE')).toEqual([
      '1 colour',
      '2 wholeNeighbours',
      '2 CENTRE',
    ]);
    expect(findBritish('normalised')[0]).toMatchObject({ part: 'normalis', us: 'normaliz' });
  });

  it('are not words that the US writes alike, nor keys of formats', () => {
    expect(words('an analysis, synthesis of AnalysisService; notAnalysed aria-labelledby')).toEqual(
      [],
    );
  });
});
