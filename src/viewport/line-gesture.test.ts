import { expect, it, vi } from 'vitest';
import { lineGesture } from './line-gesture.ts';

/** Places on an image that is shown at twice its size. */
const at = (x: number, y: number) => ({ screen: { x, y }, image: { x: x / 2, y: y / 2 } });
const line = { from: { x: 5, y: 10 }, to: { x: 40, y: 30 } };

function setup() {
  const tell = vi.fn();
  return { tell, gesture: lineGesture(tell) };
}

it('a drag draws a line from where it began to where it ends', () => {
  const { tell, gesture } = setup();
  gesture.down(at(10, 20));
  gesture.move(at(80, 60));
  expect(tell).toHaveBeenLastCalledWith(line, false);
  gesture.up(at(80, 60));
  expect(tell).toHaveBeenLastCalledWith(line, true);
});

it('two clicks draw the same line, and the second may tremble', () => {
  const { tell, gesture } = setup();
  gesture.down(at(10, 20));
  gesture.up(at(11, 20));
  expect(tell).not.toHaveBeenCalled();
  gesture.move(at(50, 50));
  gesture.down(at(79, 59));
  gesture.up(at(80, 60));
  expect(tell).toHaveBeenLastCalledWith(line, true);
});

it('no line is drawn by moving alone, or after a line is done', () => {
  const { tell, gesture } = setup();
  gesture.move(at(3, 3));
  gesture.up(at(30, 30));
  expect(tell).not.toHaveBeenCalled();
  gesture.down(at(10, 20));
  gesture.up(at(80, 60));
  gesture.move(at(99, 99));
  expect(tell).toHaveBeenCalledOnce();
});

it('a line that was begun can be given up', () => {
  const { tell, gesture } = setup();
  gesture.down(at(10, 20));
  gesture.cancel();
  expect(tell).toHaveBeenLastCalledWith(null, false);
  gesture.up(at(80, 60));
  expect(tell).toHaveBeenCalledOnce();
});
