import { LABELS } from '#base';
import type { StripCell } from '#store';

/** Width of the flag marks at the left edge, and of the gap between columns, in CSS pixels. */
const MARK = 10;
const GAP = 1;
/** Between the lines of a hatch, across. */
const HATCH = 6;

/** Draws one row a slice and one column a class; strength is the probability. Colors come from the page's tokens. */
export function drawBarcode(canvas: HTMLCanvasElement, cells: readonly StripCell[]): void {
  const ratio = Math.max(1, devicePixelRatio);
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d');
  if (context === null || cells.length === 0) return;
  context.scale(ratio, ratio);
  const color = tokensOf(canvas);
  const rowHeight = height / cells.length;
  const bar = Math.max(1, rowHeight - (rowHeight > 4 ? 1 : 0));
  const columnWidth = (width - MARK - 4) / LABELS.length;

  for (const cell of cells) {
    const y = cell.index * rowHeight;
    drawBackground(context, cell, y, bar, width, color);
    if (cell.probabilities === null) continue;
    for (const [column, label] of LABELS.entries()) {
      const value = cell.probabilities[label];
      if (value < 0.02) continue;
      context.globalAlpha = 0.12 + 0.88 * value;
      context.fillStyle = color(`--${label}`);
      context.fillRect(MARK + column * columnWidth, y, columnWidth - GAP, bar);
    }
    context.globalAlpha = 1;
    if (cell.state === 'flagged') drawMark(context, y + rowHeight / 2, color('--flag'));
  }
}

/** The page's tokens as they are here and now, each read once. */
function tokensOf(element: Element): (token: string) => string {
  const style = getComputedStyle(element);
  const known = new Map<string, string>();
  return (token) => {
    const value = known.get(token) ?? style.getPropertyValue(token).trim();
    known.set(token, value);
    return value;
  };
}

function drawBackground(
  context: CanvasRenderingContext2D,
  { state }: StripCell,
  y: number,
  bar: number,
  width: number,
  color: (token: string) => string,
): void {
  const left = MARK;
  const span = width - MARK - 5;
  if (state === 'waiting') {
    context.fillStyle = color('--line');
    context.fillRect(left + span / 2 - 1, y + bar / 2 - 1, 2, Math.min(2, bar));
    return;
  }
  context.fillStyle = color('--surface');
  context.fillRect(left, y, span, bar);
  if (state !== 'not-analyzed') return;
  // Hatched: told apart without color.
  context.save();
  context.beginPath();
  context.rect(left, y, span, bar);
  context.clip();
  context.strokeStyle = color('--line-strong');
  context.lineWidth = 1;
  context.beginPath();
  for (let x = left - HATCH * Math.floor(bar / HATCH); x < left + span; x += HATCH) {
    context.moveTo(x, y + bar);
    context.lineTo(x + bar, y);
  }
  context.stroke();
  context.restore();
}

/** A triangle that points to the row. */
function drawMark(context: CanvasRenderingContext2D, y: number, color: string): void {
  context.fillStyle = color;
  context.beginPath();
  context.moveTo(1, y - 4);
  context.lineTo(MARK - 2, y);
  context.lineTo(1, y + 4);
  context.fill();
}
