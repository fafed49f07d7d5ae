import type { Page } from '@playwright/test';

/** Whether there is ink where the banner stands, and an image below it. */
export function inkIn(page: Page, png: Buffer) {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0);
    const bright = (from: number, to: number) => {
      const { data = [] } = context?.getImageData(0, from, image.width, to - from) ?? {};
      let count = 0;
      for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 0) > 150) count += 1;
      return count;
    };
    const middle = Math.floor(image.height / 2);
    // The letters of the sides are the one thing in color here.
    const { data = [] } = context?.getImageData(0, middle - 60, 60, 120) ?? {};
    let sides = false;
    for (let at = 0; at < data.length; at += 4)
      if ((data[at] ?? 0) - (data[at + 2] ?? 0) > 60) sides = true;
    return { sides, banner: bright(0, 30) > 100, image: bright(middle - 50, middle + 50) > 100 };
  }, png.toString('base64'));
}

/** How many pixels of a picture have the color of measurements. */
export const yellowIn = (page: Page, png: Buffer): Promise<number> =>
  page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext('2d');
    context?.drawImage(picture, 0, 0);
    const pixels = context?.getImageData(0, 0, picture.width, picture.height).data ?? [];
    let yellow = 0;
    for (let at = 0; at < pixels.length; at += 4) {
      const [red = 0, green = 0, blue = 0] = [pixels[at], pixels[at + 1], pixels[at + 2]];
      if (red > 200 && green > 170 && blue < 170) yellow += 1;
    }
    return yellow;
  }, png.toString('base64'));
