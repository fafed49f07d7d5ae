import { describe, expect, it } from 'vitest';
import { mm } from '#base';
import { onScreen } from './image-frame.ts';
import { lengthOf, lengthText } from './length.ts';

const line = { from: { x: 10, y: 20 }, to: { x: 13, y: 24 } };

describe('the length of a line', () => {
  it('is in millimeters by the spacing of columns and rows', () => {
    expect(lengthOf(line, [mm(0.5), mm(0.5)])).toEqual({ value: 2.5, unit: 'mm' });
    expect(lengthOf(line, [mm(3), mm(4)]).value).toBeCloseTo(Math.hypot(3 * 4, 4 * 3), 12);
  });

  it('is the same from either end', () => {
    const back = { from: line.to, to: line.from };
    expect(lengthOf(back, [mm(0.7), mm(0.4)])).toEqual(lengthOf(line, [mm(0.7), mm(0.4)]));
  });

  it('is in pixels, and says so, where the spacing is not known', () => {
    expect(lengthOf(line, null)).toEqual({ value: 5, unit: 'px' });
    expect(lengthText(lengthOf(line, null))).toBe('5.0 px (no pixel spacing)');
    expect(lengthText(lengthOf(line, [mm(0.5), mm(0.5)]))).toBe('2.5 mm');
  });
});

describe('a place of the image on the screen', () => {
  it('follows zoom, flips and rotation', () => {
    const turned = {
      origin: { x: 100, y: 7 },
      alongRow: { x: 0, y: 2 },
      alongColumn: { x: -2, y: 0 },
    };
    expect(onScreen(turned, { x: 5, y: 3 })).toEqual({ x: 94, y: 17 });
  });
});
