import { describe, expect, it } from 'vitest';
import { type Turn, wheelSteps } from './wheel-steps.ts';

/** The steps of turns that follow each other by so many ms. */
function stepsOf(deltas: readonly number[], every: number, given: Partial<Turn> = {}): number[] {
  const steps = wheelSteps();
  return deltas.map((deltaY, index) =>
    steps({ deltaX: 0, deltaY, deltaMode: 0, shiftKey: false, timeStamp: index * every, ...given }),
  );
}

const times = (count: number, delta: number) => Array.from({ length: count }, () => delta);

describe('a notch of the wheel', () => {
  it.each([48, 53, 100, 120])('of %d px is one slice, slowly or fast, down or up', (size) => {
    for (const every of [8, 60, 900]) {
      expect(stepsOf(times(6, size), every)).toEqual(times(6, 1));
      expect(stepsOf(times(6, -size), every)).toEqual(times(6, -1));
    }
    expect(stepsOf([size, -size, size], 50)).toEqual([1, -1, 1]);
  });

  it('is one slice in lines and in pages, too', () => {
    expect(stepsOf([3, 3, -3], 60, { deltaMode: 1 })).toEqual([1, 1, -1]);
    expect(stepsOf([1, 1], 900, { deltaMode: 2 })).toEqual([1, 1]);
  });

  it('is none lost where a busy page is told of several at once', () => {
    expect(stepsOf([120, 360, 120], 16)).toEqual([1, 3, 1]);
    expect(stepsOf([3, 9], 16, { deltaMode: 1 })).toEqual([1, 3]);
  });

  it('is five slices with Shift, which some browsers tell as a turn to the side', () => {
    expect(stepsOf([120], 16, { shiftKey: true })).toEqual([5]);
    expect(stepsOf([0, 0], 16, { shiftKey: true, deltaX: -100 })).toEqual([-5, -5]);
  });
});

describe('fingers on a touchpad', () => {
  it('scroll by the way they go, also when they get fast in mid-movement', () => {
    expect(stepsOf(times(10, 12), 16)).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
    expect(stepsOf([4, 30, 130, 76], 16)).toEqual([0, 0, 2, 2]);
  });

  it('go on after a rest, and begin anew when they turn back', () => {
    expect(stepsOf([40, 40], 900)).toEqual([0, 1]);
    expect(stepsOf([40, -40, -20], 16)).toEqual([0, 0, -1]);
  });

  it('that move to the side alone scroll nothing', () => {
    expect(stepsOf([0, 0], 16, { deltaX: 300 })).toEqual([0, 0]);
  });
});
