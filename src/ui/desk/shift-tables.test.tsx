import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { ShiftSummary } from '#store';
import { Verdicts } from './shift-tables.tsx';

const said = (verdicts: readonly (string | null)[], disagreements: readonly object[]): string => {
  const studies = verdicts.map((verdict) => ({ verdict }));
  const summary = { studies, disagreements, to: 0 } as unknown as ShiftSummary;
  return renderToStaticMarkup(createElement(Verdicts, { summary }));
};

it('has no table of disagreements where readers gave verdicts and none disagrees', () => {
  expect(said([null], [])).toContain('No reader gave a verdict');
  expect(said(['none', null], [])).toBe('<p class="hint">No disagreement: 1 with a verdict.</p>');
  const one = {
    number: 3,
    verdictAt: 0,
    disagreement: 'none',
    result: 'flagged',
    types: [],
    any: 0.5,
  };
  expect(said(['none'], [one])).toContain('<table');
});
