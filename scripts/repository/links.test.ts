import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { deadLinks } from './find-dead-links.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

describe('links of the Markdown files', () => {
  const { stdout } = spawnSync('git', ['ls-files', '-z', '*.md'], { cwd: ROOT, encoding: 'utf8' });
  const paths = (stdout ?? '').split('\0').filter((path) => path && existsSync(join(ROOT, path)));

  it.skipIf(paths.length === 0)('lead to files and headings that are there', () => {
    const pages = paths.map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
    expect(deadLinks(pages, (path) => existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('are found dead by file, by picture and by heading, but not in code', () => {
    const text =
      '# One\n## Two words, `x`\n## Two words, `x`\n[a](b.md) ![p](c.png) [d](#two-words-x-1) [e](#three) `[f](g)`';
    const known = new Set(['docs/a.md', 'docs/b.md']);
    const pages = [
      { path: 'docs/a.md', text },
      {
        path: 'docs/b.md',
        text: '```\n[x](none.md)\n```\n[back](a.md#one) [no](a.md#none) [web](https://a.example/#x)',
      },
    ];
    expect(deadLinks(pages, (path) => known.has(path))).toEqual([
      'docs/a.md: c.png',
      'docs/a.md: #three',
      'docs/b.md: a.md#none',
    ]);
  });
});
