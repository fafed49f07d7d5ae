import type { CDPSession, Page } from '@playwright/test';
import { type AppPage, expect, sampleZip, test } from './fixtures.ts';

test.use({ hasTouch: true });

type Finger = readonly [x: number, y: number];

/** Fingers on the image, in parts of it. */
async function hand(page: Page, of = 'viewport-host') {
  const session: CDPSession = await page.context().newCDPSession(page);
  const box = await page.getByTestId(of).boundingBox();
  if (box === null) throw new Error('The image has no box.');
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', fingers: readonly Finger[]) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: fingers.map(([x, y], id) => ({
        x: box.x + x * box.width,
        y: box.y + y * box.height,
        id,
      })),
    });
  return {
    box,
    /** From the first places to the last, by way of those between, and up. */
    draw: async (...ways: readonly (readonly Finger[])[]) => {
      for (const [at, fingers] of ways.entries()) {
        await send(at === 0 ? 'touchStart' : 'touchMove', fingers);
      }
      await send('touchEnd', []);
    },
  };
}

/** The subdural sample analyzed, open and drawn. */
async function openSubdural(app: AppPage): Promise<void> {
  await app.open();
  await app.give([sampleZip('subdural')]);
  await app.allDone(1);
  await app.rows.first().getByTestId('row-main').click();
  await expect(app.page.getByTestId('letter-top')).toBeVisible();
}

test('one finger scrolls, two zoom and move the image, and the page stays as it is', async ({
  app,
}) => {
  const { page } = app;
  await openSubdural(app);
  const number = page.getByTestId('slice-number');
  await page.keyboard.press('Home');
  await expect(number).toHaveText(/^1\//);
  const fingers = await hand(page);
  const { height } = fingers.box;

  // 12 pixels a slice; the finger goes where a hand's would, in several moves.
  const down = 61 / height;
  await fingers.draw([[0.5, 0.3]], [[0.5, 0.3 + down / 2]], [[0.51, 0.3 + down]]);
  await expect(number).toHaveText(/^6\//);
  await fingers.draw([[0.5, 0.6]], [[0.5, 0.6 - 25 / height]]);
  await expect(number).toHaveText(/^4\//);

  const corner = page.getByTestId('corner-bottom-left');
  const window = await corner.textContent();
  await expect(corner).not.toContainText('Zoom');
  await fingers.draw(
    [
      [0.4, 0.5],
      [0.6, 0.5],
    ],
    [
      [0.3, 0.5],
      [0.7, 0.5],
    ],
  );
  await expect(corner).toContainText(/Zoom (199|200|201)\s%/);
  await expect(number).toHaveText(/^4\//);
  expect(await page.evaluate(() => visualViewport?.scale)).toBe(1);
  await page.keyboard.press('=');
  await expect(corner).toHaveText(window ?? '');

  // With a tool of measuring one finger sets points, two still move the image.
  await page.keyboard.press('m');
  await fingers.draw([[0.4, 0.4]], [[0.45, 0.45]], [[0.6, 0.5]]);
  const measured = page.getByTestId('measurement');
  await expect(measured).toHaveCount(1);
  await fingers.draw(
    [
      [0.4, 0.5],
      [0.6, 0.5],
    ],
    [
      [0.3, 0.5],
      [0.7, 0.5],
    ],
  );
  await expect(corner).toContainText('Zoom');
  await expect(measured).toHaveCount(1);
});

test('over a plane, a finger scrolls it and a tap leads the others there', async ({ app }) => {
  const { page } = app;
  await openSubdural(app);
  await page.keyboard.press('Shift+B');
  const place = page.getByTestId('place-coronal');
  await expect(place).toBeVisible();
  const before = await place.textContent();
  const fingers = await hand(page, 'plane-coronal');
  await fingers.draw([[0.5, 0.4]], [[0.5, 0.5]], [[0.5, 0.6]]);
  await expect(place).not.toHaveText(before ?? '');
  const number = await page.getByTestId('slice-number').textContent();
  await fingers.draw([[0.5, 0.35]]);
  await expect(page.getByTestId('slice-number')).not.toHaveText(number ?? '');
});
