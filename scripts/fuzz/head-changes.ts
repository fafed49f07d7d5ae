import type { HuImage } from '#imaging';

/** What can happen to the image of one slice. Positions and sizes are parts of the image's sides. */

const at = ({ rows, columns, values }: HuImage, x: number, y: number): number =>
  values[Math.min(rows - 1, Math.max(0, y)) * columns + Math.min(columns - 1, Math.max(0, x))] ?? 0;

/** An image of another size, of what is at each place of it. */
function painted(rows: number, columns: number, value: (x: number, y: number) => number): HuImage {
  const values = Float32Array.from({ length: rows * columns }, (_, index) =>
    value(index % columns, Math.floor(index / columns)),
  );
  return { rows, columns, values };
}

/** The head in two places, so many pixels apart: half of the turn saw each. */
export function doubled(image: HuImage, pixels: number): HuImage {
  const [across, down] = [Math.round(pixels * 0.6), Math.round(pixels * 0.8)];
  return painted(
    image.rows,
    image.columns,
    (x, y) => (at(image, x, y) + at(image, x - across, y - down)) / 2,
  );
}

/** Smoothed by a Gaussian of so many pixels, rows after columns. */
export function blurred(image: HuImage, pixels: number): HuImage {
  const reach = Math.ceil(3 * pixels);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, n) =>
    Math.exp(-((n - reach) ** 2) / (2 * pixels * pixels)),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const along = (source: HuImage, dx: number, dy: number) =>
    painted(source.rows, source.columns, (x, y) =>
      weights.reduce(
        (total, weight, n) =>
          total + (weight / sum) * at(source, x + (n - reach) * dx, y + (n - reach) * dy),
        0,
      ),
    );
  return along(along(image, 1, 0), 0, 1);
}

/** Means of squares of so many pixels. */
export const coarser = (image: HuImage, by: number): HuImage => averaged(image, by, by);

/** Means of so many columns: pixels that are wider than high. */
export const squeezed = (image: HuImage, by: number): HuImage => averaged(image, by, 1);

function averaged(image: HuImage, across: number, down: number): HuImage {
  return painted(
    Math.floor(image.rows / down),
    Math.floor(image.columns / across),
    (column, row) => {
      let sum = 0;
      for (let y = 0; y < down; y += 1) {
        for (let x = 0; x < across; x += 1) sum += at(image, column * across + x, row * down + y);
      }
      return sum / (across * down);
    },
  );
}

/** Without so much of the left and the top: the field of view ends there. */
export function cropped(image: HuImage, left: number, top: number): HuImage {
  const [x0, y0] = [Math.floor(left * image.columns), Math.floor(top * image.rows)];
  return painted(image.rows - y0, image.columns - x0, (x, y) => at(image, x + x0, y + y0));
}

/** Bone in so many degrees from the front, seen from the middle, is soft tissue. */
export function opened(image: HuImage, degrees: number): HuImage {
  return painted(image.rows, image.columns, (x, y) => {
    const angle = (Math.atan2(y - image.rows / 2, x - image.columns / 2) * 180) / Math.PI;
    const hu = at(image, x, y);
    return hu > 100 && (angle + 450) % 360 < degrees ? 35 : hu;
  });
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** A spot of metal and what it does to all round it: dark and bright rays that fade. */
export function streaked(image: HuImage, { x: cx, y: cy, hu }: Place & { hu: number }): HuImage {
  return painted(image.rows, image.columns, (x, y) => {
    const [dx, dy] = [x - cx * image.columns, y - cy * image.rows];
    const far = Math.hypot(dx, dy);
    if (far < 0.02 * image.columns) return 3071;
    const rays = Math.sin(14 * Math.atan2(dy, dx)) ** 3;
    return at(image, x, y) + hu * rays * Math.exp(-far / (0.35 * image.columns));
  });
}

/** A square of one value. */
export function withBlock(
  image: HuImage,
  { x: left, y: top, side, hu }: Place & { hu: number; side: number },
): HuImage {
  const [x0, y0] = [Math.round(left * image.columns), Math.round(top * image.rows)];
  const size = Math.round(side * image.columns);
  return painted(image.rows, image.columns, (x, y) =>
    x >= x0 && x < x0 + size && y >= y0 && y < y0 + size ? hu : at(image, x, y),
  );
}
