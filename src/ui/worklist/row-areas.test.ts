import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

it('each place of a row beside an open study is somebody’s: who has none stands in the first that is free', () => {
  const css = read('worklist-row.module.css') + read('row-cells.module.css');
  const [, template = ''] = /\.compact \.main \{\s*grid-template: ([^;]+);/.exec(css) ?? [];
  const lines = [...template.matchAll(/"([^"]+)"/g)].map(([, line]) => line ?? '');
  const areas = new Set(lines.flatMap((line) => line.split(' ')));
  expect(areas.size).toBeGreaterThan(5);
  const taken = new Set([...css.matchAll(/grid-area: (\w+);/g)].map(([, area]) => area));
  expect([...areas].filter((area) => !taken.has(area))).toEqual([]);
});

it('the types take no place of themselves: the table shows them in its own column, in few letters, too', () => {
  const rules = read('row-cells.module.css').matchAll(/([^{}]*\.chips[^{}]*)\{([^}]*)\}/g);
  const bodies = [...rules].map(([, , body]) => body ?? '');
  expect(bodies.length).toBeGreaterThan(1);
  expect(bodies.filter((body) => body.includes('grid-area'))).toEqual([]);
});
