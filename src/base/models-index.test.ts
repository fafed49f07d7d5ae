import { expect, it } from 'vitest';
import { defaultModelFolder, isModelFolder, STAND_IN_MODEL } from './models-index.ts';

it.each(['ich-vgg16', 'a_b.1', '-x'])('takes %s for a folder of models/', (name) => {
  expect(isModelFolder(name)).toBe(true);
  expect(defaultModelFolder({ default: name })).toBe(name);
});

it.each(['', '.', '..', '../up', 'a/b', 'a\\b', 'http://x', 7, null, ['a']])(
  'takes no %s for one, and falls back to the stand-in',
  (name) => {
    expect(isModelFolder(name)).toBe(false);
    expect(defaultModelFolder({ default: name })).toBe(STAND_IN_MODEL);
  },
);

it.each([null, [], 'ich-vgg16', {}])('names the stand-in where the index is %j', (index) => {
  expect(defaultModelFolder(index)).toBe(STAND_IN_MODEL);
});
