import { describe, expect, it } from 'vitest';
import { seededNormal, seededRandom, sigmoid } from '#base';
import { type FeaturedCase, refitLastLayer } from './refit-last-layer.ts';

/** Studies whose package misses what one of eight features says, by `missed` times its value. */
function made(n: number, missed: number, seed: number): readonly FeaturedCase[] {
  const random = seededRandom(seed);
  const normal = seededNormal(random);
  return Array.from({ length: n }, (_, at) => {
    const z = 1.5 * normal();
    const gradient = Float64Array.from({ length: 8 }, normal);
    const bleeding = random() < sigmoid(z + missed * (gradient[0] ?? 0));
    return { key: `s${at}`, patient: `s${at}`, probability: sigmoid(z), bleeding, gradient };
  });
}

const CHANCE = { seed: 2019, rounds: 300 };

describe('a refit of the last layer', () => {
  it('is offered where features say what the package missed, and moves towards it', () => {
    const { offered, logLoss, move } = refitLastLayer(made(160, 2.5, 4), CHANCE);
    expect(offered).toBe(true);
    expect(logLoss.refitted).toBeLessThan(logLoss.recalibrated);
    const others = Math.max(...[...move.slice(1)].map(Math.abs));
    expect(move[0]).toBeGreaterThan(2 * others);
  });

  it('is not offered where the package missed nothing, nor by a dozen studies', () => {
    const offers = [1, 2, 3, 4, 5, 6, 7, 8].filter(
      (seed) => refitLastLayer(made(80, 0, seed), CHANCE).offered,
    );
    expect(offers).toEqual([]);
    expect(refitLastLayer(made(12, 0.5, 3), CHANCE).offered).toBe(false);
  });

  it('is the shipped layer where features say nothing', () => {
    const cases = made(40, 0, 2).map((one) => ({ ...one, gradient: new Float64Array(8) }));
    const { offered, gain, move } = refitLastLayer(cases, CHANCE);
    expect(offered).toBe(false);
    expect(gain.value).toBeCloseTo(0, 9);
    expect([...move]).toEqual([...new Float64Array(8)]);
  });
});
