import type { AppPage } from './fixtures.ts';

/** Mean gray of the image's canvas: 0 while nothing is drawn. */
export async function drawnGray(app: AppPage): Promise<number> {
  return app.page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-testid=viewport-host] canvas');
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
    if (pixels === undefined) return 0;
    let sum = 0;
    for (let at = 0; at < pixels.length; at += 4) sum += pixels[at] ?? 0;
    return sum / (pixels.length / 4);
  });
}
