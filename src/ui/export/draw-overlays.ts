/** Where a picture lies on the page: its corner, and how many of its pixels are a CSS pixel. */
export interface PicturePlace {
  readonly left: number;
  readonly top: number;
  readonly ratio: number;
}

/**
 * Draws lines and words that lie over images as SVG (paths, and texts of tspans, without transforms) into a picture of them, as the
 * page's styles have them. What marks a place for a moment alone (`data-passing`) is left out.
 */
export function drawOverlays(
  context: CanvasRenderingContext2D,
  overlays: Iterable<SVGSVGElement>,
  { left, top, ratio }: PicturePlace,
): void {
  for (const overlay of overlays) {
    const box = overlay.getBoundingClientRect();
    context.save();
    context.setTransform(ratio, 0, 0, ratio, (box.left - left) * ratio, (box.top - top) * ratio);
    context.beginPath();
    context.rect(0, 0, box.width, box.height);
    context.clip();
    for (const shape of overlay.querySelectorAll<SVGElement>('path, text')) {
      if (shape.closest('[data-passing]') !== null) continue;
      if (shape instanceof SVGPathElement) drawPath(context, shape);
      else drawText(context, shape);
    }
    context.restore();
  }
}

/**
 * Draws the sides of the patient (`data-burn="text"`) and the scale bars (`"bar"`), which stand over images as words of the page, into a
 * picture of them. What the page doesn't show is left out.
 */
export function drawLabels(
  context: CanvasRenderingContext2D,
  labels: Iterable<HTMLElement>,
  { left, top, ratio }: PicturePlace,
): void {
  for (const label of labels) {
    const box = label.getBoundingClientRect();
    if (box.width === 0) continue;
    const style = getComputedStyle(label);
    context.save();
    context.setTransform(ratio, 0, 0, ratio, (box.left - left) * ratio, (box.top - top) * ratio);
    context.lineJoin = 'round';
    context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    const middle = [box.width / 2, box.height / 2] as const;
    context.strokeStyle = '#000';
    context.lineWidth = 3;
    context.strokeText(label.textContent ?? '', ...middle);
    context.fillStyle = style.color;
    context.fillText(label.textContent ?? '', ...middle);
    if (label.dataset.burn === 'bar') {
      context.strokeStyle = style.borderLeftColor;
      context.lineWidth = 1.5;
      const { width, height } = box;
      context.stroke(new Path2D(`M.75 0V${height - 0.75}H${width - 0.75}V0`));
    }
    context.restore();
  }
}

function drawPath(context: CanvasRenderingContext2D, path: SVGPathElement): void {
  strokeAs(context, getComputedStyle(path));
  context.stroke(new Path2D(path.getAttribute('d') ?? ''));
}

function drawText(context: CanvasRenderingContext2D, text: SVGElement): void {
  const style = getComputedStyle(text);
  context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  context.textBaseline = 'middle';
  context.textAlign = text.getAttribute('text-anchor') === 'end' ? 'end' : 'start';
  for (const line of text.querySelectorAll('tspan')) {
    const [x, y] = [Number(line.getAttribute('x')), Number(line.getAttribute('y'))];
    const words = line.textContent ?? '';
    // The halo below the letters, as paint-order has it.
    strokeAs(context, style);
    context.strokeText(words, x, y);
    context.globalAlpha = 1;
    context.fillStyle = style.fill;
    context.fillText(words, x, y);
  }
}

function strokeAs(context: CanvasRenderingContext2D, style: CSSStyleDeclaration): void {
  context.strokeStyle = style.stroke;
  context.lineWidth = Number.parseFloat(style.strokeWidth);
  context.lineJoin = 'round';
  context.globalAlpha = Number.parseFloat(style.strokeOpacity) * Number.parseFloat(style.opacity);
  const dashes = style.strokeDasharray.match(/[\d.]+/g);
  context.setLineDash(dashes === null ? [] : dashes.map(Number));
}
