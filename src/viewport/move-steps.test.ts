import { expect, it } from 'vitest';
import { moveSteps } from './move-steps.ts';

const move = (clientY: number, more: object = {}) => ({
  altKey: true,
  buttons: 0,
  clientY,
  ...more,
});

it('moving with Alt scrolls a slice every 12 pixels, there and back', () => {
  const stepsOf = moveSteps();
  expect([100, 105, 111, 112, 130, 160, 148, 100].map((y) => stepsOf(move(y)))).toEqual([
    0, 0, 0, 1, 1, 3, -1, -4,
  ]);
});

it('without Alt, or with a button, it scrolls nothing and begins anew', () => {
  const stepsOf = moveSteps();
  expect(stepsOf(move(100))).toBe(0);
  expect(stepsOf(move(300, { altKey: false }))).toBe(0);
  expect(stepsOf(move(310))).toBe(0);
  expect(stepsOf(move(350, { buttons: 1 }))).toBe(0);
  expect(stepsOf(move(400))).toBe(0);
  expect(stepsOf(move(412))).toBe(1);
});
