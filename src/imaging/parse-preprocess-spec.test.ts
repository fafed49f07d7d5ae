import { describe, expect, it } from 'vitest';
import { hashPreprocessSpec, parsePreprocessSpec } from './parse-preprocess-spec.ts';

const good = {
  version: 1,
  crop: 'head',
  size: 192,
  channels: [{ sliceOffset: 0, center: 40, width: 80 }],
  resize: 'area-bilinear',
  scale: [2],
  shift: [-1],
};

describe('parsePreprocessSpec', () => {
  it('takes a spec of version 1', () => {
    expect(parsePreprocessSpec(good)).toEqual(good);
  });

  it.each([
    ['a later version', { ...good, version: 2 }, 'version'],
    ['an unknown crop', { ...good, crop: 'brain' }, 'crop'],
    ['a size of 0', { ...good, size: 0 }, 'size'],
    ['a huge size', { ...good, size: 100_000 }, 'size'],
    ['no channels', { ...good, channels: [], scale: [], shift: [] }, 'channels'],
    ['a width below 1', { ...good, channels: [{ sliceOffset: 0, center: 40, width: 0 }] }, 'width'],
    ['an offset of 2', { ...good, channels: [{ sliceOffset: 2, center: 4, width: 9 }] }, 'Offset'],
    ['a scale too many', { ...good, scale: [1, 1] }, 'one number a channel'],
    ['a scale of NaN', { ...good, scale: [Number.NaN] }, 'scale'],
    ['an unknown member', { ...good, mean: 3 }, 'mean'],
    ['nothing', null, 'the spec'],
  ])('refuses %s, naming it', (_, raw, named) => {
    expect(() => parsePreprocessSpec(raw)).toThrow(named);
  });
});

describe('hashPreprocessSpec', () => {
  it('does not depend on the order of members, but on every value', async () => {
    const turned = Object.fromEntries(Object.entries(good).reverse());
    const hash = await hashPreprocessSpec(parsePreprocessSpec(good));
    expect(await hashPreprocessSpec(parsePreprocessSpec(turned))).toBe(hash);
    expect(await hashPreprocessSpec(parsePreprocessSpec({ ...good, size: 191 }))).not.toBe(hash);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });
});
