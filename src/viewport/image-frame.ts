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
