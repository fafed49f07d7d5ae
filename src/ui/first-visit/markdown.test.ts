import { readFileSync } from 'node:fs';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Markdown } from './markdown.tsx';

const html = (text: string): string => renderToStaticMarkup(createElement(Markdown, { text }));

it('shows the shipped card whole: headings, lists and the thresholds as a table', () => {
  const card = readFileSync('models/ich-vgg16/MODEL_CARD.md', 'utf8');
  const shown = html(card);
  expect(shown).toContain('<h4>Limitations</h4>');
  expect(shown).toMatch(/<th scope="col">balanced<\/th>/);
  expect(shown).toMatch(/<strong>Research use only\. Not for diagnosis\.<\/strong>/);
  for (const heading of card.matchAll(/^## (.+)$/gm)) expect(shown).toContain(`>${heading[1]}<`);
  expect(shown.match(/<li>/g)?.length).toBe(card.match(/^- /gm)?.length);
});

it('lets nothing of a package run or lead away', () => {
  const shown = html(
    '# A\n\n<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> [here](javascript:alert(1)) ![p](http://x.example/p.png)',
  );
  expect(shown).not.toMatch(/<(script|img|a)\b/);
  expect(shown).toContain('&lt;script&gt;');
  expect(shown).toContain('here (javascript:alert(1))');
});
