import { expect, it, vi } from 'vitest';
import { strokeGesture } from './stroke-gesture.ts';

/** Places on an image that is shown at twice its size. */
const at = (x: number, y: number) => ({ screen: { x, y }, image: { x: x / 2, y: y / 2 } });
const LINE = [
  { x: 5, y: 10 },
  { x: 40, y: 30 },
];

function setup(strokes: readonly number[] = [2]) {
  const tell = vi.fn();
  const gesture = strokeGesture(tell);
  gesture.use(strokes);
  const click = (x: number, y: number) => {
    gesture.down(at(x, y));
    gesture.up(at(x + 1, y));
  };
  return { tell, gesture, click };
}

it('a drag draws a line from where it began to where it ends', () => {
  const { tell, gesture } = setup();
  gesture.down(at(10, 20));
  gesture.move(at(80, 60));
  expect(tell).toHaveBeenLastCalledWith(LINE, false);
  gesture.up(at(80, 60));
  expect(tell).toHaveBeenLastCalledWith(LINE, true);
});

it('two clicks draw the same line, and the second may tremble', () => {
  const { tell, gesture } = setup();
  gesture.down(at(10, 20));
  gesture.up(at(11, 20));
  expect(tell).not.toHaveBeenCalled();
  gesture.move(at(50, 50));
  gesture.down(at(79, 59));
  gesture.up(at(80, 60));
  expect(tell).toHaveBeenLastCalledWith(LINE, true);
});

it('nothing is drawn by moving alone, or after a line is done', () => {
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

it('one click sets a lone point, three clicks set a corner with its legs', () => {
  const probe = setup([1]);
  probe.click(10, 20);
  expect(probe.tell).toHaveBeenCalledExactlyOnceWith([{ x: 5.5, y: 10 }], true);
  const angle = setup([3]);
  angle.click(10, 20);
  angle.click(30, 20);
  expect(angle.tell).toHaveBeenLastCalledWith(
    [
      { x: 5, y: 10 },
      { x: 15.5, y: 10 },
    ],
    false,
  );
  angle.click(30, 60);
  expect(angle.tell).toHaveBeenLastCalledWith(
    [
      { x: 5, y: 10 },
      { x: 15.5, y: 10 },
      { x: 15.5, y: 30 },
    ],
    true,
  );
});

it('two drags draw two diameters; a drag and a click a midline with its septum', () => {
  const { tell, gesture } = setup([2, 2]);
  gesture.down(at(10, 20));
  gesture.up(at(80, 60));
  expect(tell).toHaveBeenLastCalledWith(LINE, false);
  gesture.down(at(20, 20));
  gesture.up(at(40, 80));
  expect(tell).toHaveBeenLastCalledWith([...LINE, { x: 10, y: 10 }, { x: 20, y: 40 }], true);
  const midline = setup([2, 1]);
  midline.gesture.down(at(10, 20));
  midline.gesture.up(at(80, 60));
  midline.click(50, 10);
  expect(midline.tell).toHaveBeenLastCalledWith([...LINE, { x: 25.5, y: 5 }], true);
});

it('another kind gives up what was begun, and without a kind nothing is drawn', () => {
  const { tell, gesture, click } = setup();
  gesture.down(at(10, 20));
  gesture.use([]);
  expect(tell).toHaveBeenLastCalledWith(null, false);
  tell.mockClear();
  click(30, 30);
  expect(tell).not.toHaveBeenCalled();
});
