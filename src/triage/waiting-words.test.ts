import { expect, it } from 'vitest';
import { waitingWords } from './waiting-words.ts';

it('says waiting times as people do', () => {
  const minutes = (count: number) => count * 60_000;
  expect(
    [20_000, minutes(12), minutes(60), minutes(65), minutes(90), 3 * 86_400_000].map(waitingWords),
  ).toEqual(['under 1 min', '12 min', '60 min', '1 h 05 min', '1 h 30 min', '3 days']);
});
