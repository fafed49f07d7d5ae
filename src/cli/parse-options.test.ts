import { describe, expect, it } from 'vitest';
import { parseOptions, wholeOption } from './parse-options.ts';

const parse = (...args: readonly string[]) => {
  const { values, positionals } = parseOptions(args, {
    json: { type: 'boolean', default: false },
    csv: { type: 'string' },
    'operating-point': { type: 'string', default: 'balanced' },
  });
  return { ...values, paths: positionals };
};

describe('parseOptions', () => {
  it('takes options and paths in any order, and everything after -- as paths', () => {
    expect(parse('a', '--json', '--csv', 'x.csv', 'b', '--', '--c')).toEqual({
      json: true,
      csv: 'x.csv',
      'operating-point': 'balanced',
      paths: ['a', 'b', '--c'],
    });
    expect(parse('--csv=-odd.csv').csv).toBe('-odd.csv');
  });

  it.each([
    [['--foo'], 'There is no option --foo.'],
    [['-x'], 'There is no option -x.'],
    [['--operating-pint', 'x'], 'There is no option --operating-pint. Is --operating-point meant?'],
    [['--toString'], 'There is no option --toString.'],
    [['--csv'], '--csv needs a value.'],
    [['--csv='], '--csv needs a value.'],
    [
      ['--csv', '--json'],
      '--csv needs a value; one that begins with a dash is written --csv=--json.',
    ],
    [['--json=yes'], '--json takes no value.'],
  ])('says in its own words what is wrong with %j', (args, message) => {
    expect(() => parse(...args)).toThrow(expect.objectContaining({ code: 'usage', message }));
  });
});

describe('wholeOption', () => {
  it('takes whole numbers only', () => {
    expect(wholeOption('12', '--seed')).toBe(12);
    for (const text of ['-1', '1.5', '1e3', '', 'x', '12345678901']) {
      expect(() => wholeOption(text, '--seed')).toThrow(/--seed .* is not a whole number/);
    }
  });
});
