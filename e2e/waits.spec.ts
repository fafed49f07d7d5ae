import { expect, test, thinZip } from './fixtures.ts';

test('a study whose picture is on its way says so in place of a black box, though not at once; the picture takes the words away', async ({
  app,
}) => {
  const { page } = app;
  let come = (): void => undefined;
  const comes = new Promise<void>((resolve) => {
    come = resolve;
  });
  // What draws images comes when the test says so.
  await page.route('**/assets/*.js', async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    if (body.includes('cornerstone-canvas')) await comes;
    await route.fulfill({ response, body });
  });
  await app.open();
  await app.give([thinZip('epidural')]);
  await app.allDone(1);
  await app.rows.first().getByTestId('row-main').click();
  const words = page.getByTestId('waits');
  await expect(words).toHaveText('Reading the slice');
  await expect(words).toHaveCSS('opacity', '1');
  // A picture that is there before has no words flicker before it.
  await expect(words).toHaveCSS('animation-delay', '0.15s');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect(words).toHaveCSS('animation-delay', '0.15s');
  const [image, said] = await Promise.all([
    page.getByTestId('viewport-host').boundingBox(),
    words.boundingBox(),
  ]);
  const middle = (box: typeof image) => (box?.x ?? 0) + (box?.width ?? 0) / 2;
  expect(Math.abs(middle(image) - middle(said))).toBeLessThan(2);
  // Keys that wait for it are said at once.
  await page.keyboard.press('4');
  await expect(words).toHaveText('Reading the slice; 4 waits for the picture');
  come();
  await expect(page.getByTestId('letter-top')).toBeVisible();
  await expect(words).toHaveCount(0);
  await expect(page.getByTestId('corner-bottom-left')).toContainText('Bone');
});
