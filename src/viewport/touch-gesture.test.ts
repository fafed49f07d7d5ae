import { describe, expect, it } from 'vitest';
import type { Tool } from './gestures.ts';
import { type Pinch, touchGesture } from './touch-gesture.ts';

const MIDDLE = { x: 200, y: 150 };

function setup(tool: Tool = 'window') {
  const said: string[] = [];
  const pinches: Pinch[] = [];
  const point = (name: string) => (at: { readonly x: number; readonly y: number }) => {
    said.push(`${name} ${at.x},${at.y}`);
  };
  const gesture = touchGesture({
    scroll: (steps) => said.push(`scroll ${steps}`),
    zoom: (factor) => said.push(`zoom ${factor.toFixed(2)}`),
    pinch: (by) => pinches.push(by),
    points: {
      down: point('down'),
      move: point('move'),
      up: point('up'),
      cancel: () => said.push('cancel'),
    },
    tool: () => tool,
  });
  const down = (finger: number, x: number, y: number) => gesture.down(finger, { x, y });
  const move = (finger: number, x: number, y: number) => gesture.move(finger, { x, y }, MIDDLE);
  const up = (finger: number, x: number, y: number) => gesture.up(finger, { x, y });
  return { said, pinches, down, move, up, cancel: gesture.cancel };
}

describe('one finger', () => {
  it('scrolls a slice every 12 pixels, down on and up back', () => {
    const { said, down, move, up } = setup();
    down(7, 100, 100);
    move(7, 101, 111);
    move(7, 102, 112);
    move(7, 103, 141);
    move(7, 103, 99);
    up(7, 103, 99);
    expect(said).toEqual(['scroll 1', 'scroll 2', 'scroll -3']);
  });

  it('zooms with the tool of zooming', () => {
    const { said, down, move } = setup('zoom');
    down(7, 100, 100);
    move(7, 100, 90);
    move(7, 100, 100);
    expect(said).toEqual(['zoom 1.10', 'zoom 0.91']);
  });

  it('sets points with a tool of measuring: by moving, and by a tap that trembles', () => {
    const { said, down, move, up } = setup('length');
    down(7, 100, 100);
    move(7, 130, 100);
    up(7, 140, 100);
    down(8, 50, 60);
    move(8, 51, 60);
    up(8, 51, 60);
    expect(said).toEqual(['down 100,100', 'move 130,100', 'up 140,100', 'down 51,60', 'up 51,60']);
  });

  it('that is taken away by the system ends', () => {
    const { said, down, move, cancel } = setup('length');
    down(7, 100, 100);
    move(7, 130, 100);
    cancel(7);
    move(7, 160, 100);
    expect(said).toEqual(['down 100,100', 'move 130,100', 'cancel']);
  });
});

describe('two fingers', () => {
  it('say how much farther they are, and where their middle was and is', () => {
    const { said, pinches, down, move } = setup();
    down(7, 100, 150);
    down(9, 200, 150);
    move(9, 300, 150);
    move(7, 100, 170);
    expect(pinches[0]).toEqual({ factor: 2, from: { x: -50, y: 0 }, to: { x: 0, y: 0 } });
    expect(pinches[1]?.to).toEqual({ x: 0, y: 10 });
    expect(said).toEqual([]);
  });

  it('set no point, whatever the tool, and leave what the first one had not begun', () => {
    const { said, pinches, down, move, up } = setup('length');
    down(7, 100, 150);
    down(9, 200, 150);
    move(9, 300, 150);
    up(9, 300, 150);
    up(7, 100, 150);
    expect(said).toEqual([]);
    expect(pinches).toHaveLength(1);
  });

  it('that are lifted one after the other scroll nothing, until both are', () => {
    const { said, pinches, down, move, up } = setup();
    down(7, 100, 150);
    down(9, 200, 150);
    up(9, 200, 150);
    move(7, 100, 250);
    expect(said).toEqual([]);
    expect(pinches).toEqual([]);
    up(7, 100, 250);
    down(5, 100, 100);
    move(5, 100, 112);
    expect(said).toEqual(['scroll 1']);
  });

  it('are not disturbed by a third, nor by standing on one place', () => {
    const { pinches, down, move } = setup();
    down(7, 100, 150);
    down(9, 100, 150);
    down(11, 300, 300);
    move(11, 10, 10);
    expect(pinches).toEqual([]);
    move(9, 110, 150);
    expect(pinches[0]?.factor).toBe(10);
  });
});
