/** A place or a distance, in pixels of the screen or of the image. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where an image lies on the screen: its corner, and one image pixel along the row and down the column. */
export interface ImageFrame {
  readonly origin: Point;
  readonly alongRow: Point;
  readonly alongColumn: Point;
}

/** Where a place of the image, counted in pixels from its corner, is on the screen. */
export const onScreen = (
  { origin, alongRow, alongColumn }: ImageFrame,
  { x, y }: Point,
): Point => ({
  x: origin.x + x * alongRow.x + y * alongColumn.x,
  y: origin.y + x * alongRow.y + y * alongColumn.y,
});

/** What lies at a place of the screen, in pixels of the image, counted from its corner. */
export function onImage({ origin, alongRow, alongColumn }: ImageFrame, { x, y }: Point): Point {
  const area = alongRow.x * alongColumn.y - alongRow.y * alongColumn.x;
  const [dx, dy] = [x - origin.x, y - origin.y];
  return {
    x: (dx * alongColumn.y - dy * alongColumn.x) / area,
    y: (dy * alongRow.x - dx * alongRow.y) / area,
  };
}
