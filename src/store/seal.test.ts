import { expect, it, vi } from 'vitest';
import { newSealKey, sealWith } from './seal.ts';

it('a text that was asked for lately is hashed once, one of long ago anew to the same seal, and no more than a few are remembered', async () => {
  const sign = vi.spyOn(crypto.subtle, 'sign');
  const seal = sealWith(await newSealKey());
  const first = await seal.of('the first');
  expect([await seal.of('the first'), await seal.of(first)]).toEqual([first, first]);
  expect(sign).toHaveBeenCalledTimes(1);
  for (let text = 0; text < 500; text += 1) await seal.of(`${text}`);
  expect(sign).toHaveBeenCalledTimes(501);
  expect(await seal.of('the first')).toBe(first);
  expect(sign).toHaveBeenCalledTimes(502);
  await seal.of('499');
  expect(sign).toHaveBeenCalledTimes(502);
  sign.mockRestore();
});
