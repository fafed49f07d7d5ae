import { expect, it } from 'vitest';
import { parseValidateOptions } from './options.ts';

it('needs labels and a path', () => {
  expect(() => parseValidateOptions(['a'])).toThrow('--labels is missing.');
  expect(() => parseValidateOptions(['--labels', 'x.csv'])).toThrow('No path was given.');
  expect(parseValidateOptions(['--labels', 'x.csv', 'a', '--rounds', '5'])).toEqual({
    paths: ['a'],
    labels: 'x.csv',
    model: null,
    calibration: null,
    out: null,
    json: false,
    rounds: 5,
    seed: 2019,
  });
});
