import { expect, it } from 'vitest';
import { releaseBuffer } from './release-buffer.ts';

/** A buffer as ES2024 has it, whatever the platform. */
function withTransfer() {
  const lengths: number[] = [];
  const buffer = new ArrayBuffer(16);
  Object.assign(buffer, { transfer: (length: number) => lengths.push(length) });
  return { array: new Float32Array(buffer), lengths };
}

it('moves the buffer away into nothing', () => {
  const { array, lengths } = withTransfer();
  releaseBuffer(array);
  expect(lengths).toEqual([0]);
});

it('leaves a platform without transfer and an empty buffer alone', () => {
  const array = Float32Array.of(1, 2);
  Object.assign(array.buffer, { transfer: undefined });
  releaseBuffer(array);
  expect([...array]).toEqual([1, 2]);
  const empty = new Uint8Array(0);
  Object.assign(empty.buffer, {
    transfer: () => {
      throw new Error('There is nothing to move.');
    },
  });
  expect(() => releaseBuffer(empty)).not.toThrow();
});

it('leaves a shared buffer alone', () => {
  const array = new Uint8Array(new SharedArrayBuffer(4)).fill(7);
  releaseBuffer(array);
  expect([...array]).toEqual([7, 7, 7, 7]);
});
