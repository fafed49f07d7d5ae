import { describe, expect, it } from 'vitest';
import { seededNormal, seededRandom } from '#base';
import { fitAutoencoder, reconstructed } from './autoencoder.ts';

/** Points around a plane in ten dimensions: two directions of deviation 5 and 3, and a little noise in all. */
function samples(count: number): Float64Array[] {
  const normal = seededNormal(seededRandom(7));
  return Array.from({ length: count }, () => {
    const [a, b] = [5 * normal(), 3 * normal()];
    return Float64Array.from({ length: 10 }, (_, i) => {
      const along = i < 5 ? a / Math.sqrt(5) : b / Math.sqrt(5);
      return 2 + along + 0.01 * normal();
    });
  });
}

const error = (a: Float64Array, b: Float64Array) =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - (b[i] ?? 0)) ** 2, 0));

describe('a linear autoencoder', () => {
  const fitted = fitAutoencoder(samples(200), 10, { code: 2, rounds: 15, seed: 1 });

  it('finds the directions of most variance, the largest first', () => {
    const [first = new Float64Array(), second = new Float64Array()] = fitted.components;
    const half = Math.sqrt(1 / 5);
    first.forEach((value, i) => {
      expect(Math.abs(value)).toBeCloseTo(i < 5 ? half : 0, 1);
    });
    second.forEach((value, i) => {
      expect(Math.abs(value)).toBeCloseTo(i < 5 ? 0 : half, 1);
    });
  });

  it('makes again what lies in them, and not what does not', () => {
    const [sample = new Float64Array()] = samples(1);
    expect(error(reconstructed(fitted, sample), sample)).toBeLessThan(0.1);
    const odd = sample.map((value, i) => value + (i % 5 === 0 ? 4 : -1));
    expect(error(reconstructed(fitted, odd), odd)).toBeGreaterThan(4);
  });

  it('has no more directions than samples give, and makes zeros of none', () => {
    expect(fitAutoencoder(samples(2), 10, { code: 4, rounds: 5, seed: 1 }).components).toHaveLength(
      1,
    );
    const none = fitAutoencoder([], 10, { code: 4, rounds: 5, seed: 1 });
    expect([...reconstructed(none, new Float64Array(10).fill(3))]).toEqual(new Array(10).fill(0));
  });
});
