import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { adviceOf, isReasonCode, REASON_CODES } from './reason-advice.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const codes = Object.keys(REASON_CODES) as readonly (keyof typeof REASON_CODES)[];

const sources = ['src', 'scripts']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name).replaceAll('\\', '/'),
    ),
  )
  .filter((name) => /\.(ts|tsx)$/.test(name) && !/\.(test|fixture)\.tsx?$/.test(name))
  .filter((name) => !name.startsWith('src/base/reasons/'))
  .map((name) => readFileSync(join(ROOT, name), 'utf8'));

describe('every reason code', () => {
  it('has advice in full sentences that judge no image', () => {
    expect(codes.length).toBeGreaterThan(100);
    for (const code of codes) {
      const { happened, advice } = REASON_CODES[code];
      expect(`${code}: ${happened}`).toMatch(/: [A-Z][^\n]{10,}\.$/);
      expect(`${code}: ${advice}`).toMatch(/: [A-Z][^\n]{6,}\.$/);
      expect(`${happened} ${advice}`).not.toMatch(/\bnormal\b|\bnegative\b|no hemorrhage/i);
    }
  });

  it('is stable kebab-case, and stands in one list only', () => {
    expect(codes.filter((code) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(code))).toEqual([]);
    const lists = readdirSync(join(ROOT, 'src/base/reasons')).map((name) =>
      readFileSync(join(ROOT, 'src/base/reasons', name), 'utf8'),
    );
    const keys = lists.flatMap((list) =>
      [...list.matchAll(/^ {2}'?([a-z][a-z0-9-]*)'?: \{$/gm)].map(([, key = '']) => key),
    );
    expect([...keys].sort()).toEqual([...codes].sort());
  });

  it('is used: nothing is explained that cannot happen', () => {
    const unused = codes.filter((code) => !sources.some((text) => text.includes(`'${code}'`)));
    expect(unused).toEqual([]);
  });
});

it('a code from outside is known or not', () => {
  expect(isReasonCode('no-brain')).toBe(true);
  expect(isReasonCode('toString')).toBe(false);
  expect(isReasonCode('')).toBe(false);
  expect(isReasonCode('contrast-in-part')).toBe(true);
  expect(adviceOf('contrast-in-part')).toEqual(adviceOf('contrast'));
  expect(adviceOf('source-gone')?.advice).toBe('Open it again.');
  expect(adviceOf('constructor')).toBeNull();
});
