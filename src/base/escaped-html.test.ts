import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapedHtml } from './escaped-html.ts';

describe('escapedHtml', () => {
  it('takes from every sign of HTML what it means there, each once', () => {
    expect(escapedHtml(`<a href="x" title='y'>&amp;</a>`)).toBe(
      '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;',
    );
  });

  it('leaves no sign that opens or ends anything, and can be read back', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('&', '<', '>', '"', "'", 'a', ';', '#') }),
        (text) => {
          const escaped = escapedHtml(text);
          expect(escaped).not.toMatch(/[<>"']/);
          const back = new Map([
            ['lt', '<'],
            ['gt', '>'],
            ['quot', '"'],
            ['#39', "'"],
            ['amp', '&'],
          ]);
          expect(escaped.replace(/&([^;]+);/g, (_, name: string) => back.get(name) ?? '?')).toBe(
            text,
          );
        },
      ),
    );
  });
});
