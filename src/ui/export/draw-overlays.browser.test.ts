import { afterEach, expect, it } from 'vitest';
import { drawLabels, drawOverlays } from './draw-overlays.ts';

const SVG = 'http://www.w3.org/2000/svg';

afterEach(() => document.body.replaceChildren());

/** An overlay of 100 x 60 pixels, 40 from the left of the page and 20 from its top. */
function anOverlay(inner: string): SVGSVGElement {
  const host = document.createElement('div');
  host.style.cssText = 'position: fixed; left: 40px; top: 20px; width: 100px; height: 60px';
  host.innerHTML = `<svg xmlns="${SVG}" width="100" height="60" style="display: block">${inner}</svg>`;
  document.body.append(host);
  const svg = host.querySelector('svg');
  if (svg === null) throw new Error('no overlay');
  return svg;
}

function picture(svg: SVGSVGElement, ratio: number) {
  const canvas = document.createElement('canvas');
  canvas.width = 200 * ratio;
  canvas.height = 100 * ratio;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no context');
  drawOverlays(context, [svg], { left: 20, top: 10, ratio });
  return (x: number, y: number) => [...context.getImageData(x, y, 1, 1).data];
}

it.each([1, 2])('draws a line where it lies on the page, at %d pixels a CSS pixel', (ratio) => {
  const svg = anOverlay('<path d="M10 30L90 30" style="stroke: rgb(255 0 0); stroke-width: 4px"/>');
  const at = picture(svg, ratio);
  // 20 + 50 pixels from the picture's left, 10 + 30 from its top.
  expect(at(70 * ratio, 40 * ratio)).toEqual([255, 0, 0, 255]);
  expect(at(70 * ratio, 46 * ratio)[3]).toBe(0);
  expect(at(25 * ratio, 40 * ratio)[3]).toBe(0);
});

it('draws the words of a text, and leaves out what is there for a moment', () => {
  const svg = anOverlay(
    '<text text-anchor="start" style="fill: rgb(0 255 0); font: 600 20px sans-serif"><tspan x="10" y="30">HHHH</tspan></text>' +
      '<g data-passing><path d="M0 55L100 55" style="stroke: rgb(255 0 0); stroke-width: 4px"/></g>',
  );
  const at = picture(svg, 1);
  const row = Array.from({ length: 60 }, (_, x) => at(30 + x, 40));
  expect(row.some(([, green, , alpha]) => green === 255 && alpha === 255)).toBe(true);
  expect(at(70, 65)[3]).toBe(0);
});

it('cuts what reaches over the image', () => {
  const svg = anOverlay(
    '<path d="M-30 30L200 30" style="stroke: rgb(255 0 0); stroke-width: 4px"/>',
  );
  const at = picture(svg, 1);
  expect(at(10, 40)[3]).toBe(0);
  expect(at(130, 40)[3]).toBe(0);
  expect(at(110, 40)[3]).toBe(255);
});

it.each([1, 2])('draws the letter of a side and a scale bar, at %d pixels a CSS pixel', (ratio) => {
  const host = document.createElement('div');
  host.innerHTML =
    '<span data-burn="text" style="position: fixed; left: 40px; top: 20px; width: 20px; line-height: 20px; text-align: center; color: rgb(255 0 0); font: 600 20px sans-serif">H</span>' +
    '<span data-burn="bar" style="position: fixed; left: 80px; top: 60px; width: 57px; height: 18.5px; border: solid rgb(0 255 0); border-width: 0 1.5px 1.5px; color: #fff; font: 11px sans-serif">50 mm</span>' +
    '<span data-burn="text" style="display: none; color: #fff">X</span>';
  document.body.append(host);
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [200 * ratio, 100 * ratio];
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no context');
  const labels = host.querySelectorAll<HTMLElement>('[data-burn]');
  drawLabels(context, labels, { left: 20, top: 10, ratio });
  const at = (x: number, y: number) => [...context.getImageData(x * ratio, y * ratio, 1, 1).data];
  const letter = Array.from({ length: 20 }, (_, x) => at(20 + x, 20));
  expect(letter.some(([red, green]) => red === 255 && green === 0)).toBe(true);
  expect(at(90, 69)[1]).toBeGreaterThan(100);
  expect(at(60, 55)[1]).toBeGreaterThan(100);
  expect(at(5, 5)[3]).toBe(0);
});
