import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const UI = fileURLToPath(new URL('../src/ui', import.meta.url));
const MOST_LINES = 200;

const files = (ending: string): readonly string[] =>
  readdirSync(UI, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(UI, name));

/** The class names that a stylesheet defines; those that are the whole page's are not its own. */
function classesOf(path: string): ReadonlySet<string> {
  const selectors = readFileSync(path, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/:global\([^)]*\)/g, '')
    .replace(/\{[^{}]*\}/g, '{}');
  return new Set([...selectors.matchAll(/(?<!\d)\.([a-zA-Z]\w*)/g)].map(([, name = '']) => name));
}

/** "stylesheet class" for every class of a module that the components use. */
function used(): ReadonlySet<string> {
  const found = new Set<string>();
  for (const file of files('.tsx')) {
    const text = readFileSync(file, 'utf8');
    for (const [, name = '', from = ''] of text.matchAll(
      /import (\w+) from '([^']+\.module\.css)'/g,
    )) {
      const sheet = join(dirname(file), from);
      for (const [, one] of text.matchAll(new RegExp(`(?<![\\w/-])${name}\\.(\\w+)`, 'g'))) {
        found.add(`${sheet} ${one}`);
      }
      for (const one of classesOf(sheet)) {
        const byKey = new RegExp(`\\b${name}\\[\\w+\\]`).test(text);
        if (byKey && text.includes(`'${one}'`)) found.add(`${sheet} ${one}`);
      }
    }
  }
  return found;
}

describe('stylesheets', () => {
  const sheets = files('.module.css');
  const defined = new Set(
    sheets.flatMap((sheet) => [...classesOf(sheet)].map((one) => `${sheet} ${one}`)),
  );

  it('define every class that a component takes from them, and none that nobody takes', () => {
    const taken = used();
    const relative = (names: Iterable<string>) => [...names].map((name) => name.slice(UI.length));
    expect(relative([...taken].filter((name) => !defined.has(name)))).toEqual([]);
    expect(relative([...defined].filter((name) => !taken.has(name)))).toEqual([]);
    expect(taken.size).toBeGreaterThan(50);
  });

  it('stand beside the component they are of', () => {
    const alone = sheets.filter((sheet) => {
      const component = sheet.replace('.module.css', '.tsx');
      return !existsSync(component) && !sheet.endsWith('parts/button.module.css');
    });
    expect(alone).toEqual([]);
  });

  it(`are at most ${MOST_LINES} lines long`, () => {
    const long = files('.css').filter(
      (sheet) => readFileSync(sheet, 'utf8').split('\n').length > MOST_LINES + 1,
    );
    expect(long).toEqual([]);
  });
});
