import type { WallNews, WallRow } from '#store';
import { WALL_CHANNEL } from '../src/store/wall/wall-feed.ts';
import { expect, test } from './fixtures.ts';

const row = (number: number, types: string, more: Partial<WallRow> = {}): WallRow => ({
  ...{ number, rank: number, types, state: 'flagged', stateText: 'Flagged', urgent: false },
  ...{ care: 'acknowledged', pinned: false, waited: 61 },
  ...more,
});
const NEWS: WallNews = {
  ...{ version: 4, desk: 'a', theme: 'dark', more: 5, unreadFlagged: 8, urgent: 2, unread: 8 },
  ...{ working: true, blinded: false, problem: null },
  rows: [
    row(1, 'EDH IPH IVH SAH SDH', { urgent: true, care: 'unread', waited: 0 }),
    row(2, 'EDH IPH IVH SDH', { urgent: true, waited: 185 }),
    row(3, 'IPH IVH SDH', { care: 'done', waited: null }),
    row(4, 'SDH', { pinned: true }),
    row(5, ''),
    row(6, 'EDH SDH', { care: 'open' }),
    row(7, '', { state: 'no-flag', stateText: 'No flag' }),
    row(8, '', { state: 'unsuitable', stateText: 'Not analyzed' }),
  ],
};

for (const locale of ['en-US', 'de-DE']) {
  test.describe(locale, () => {
    test.use({ locale });
    test('the wall names every type in lines that stand apart, and cuts nothing short, on screens of any shape', async ({
      page,
      context,
    }) => {
      await page.goto('/?view=wall');
      const desk = await context.newPage();
      // A desk of any study: of this origin, and without an app of its own.
      await desk.goto('/favicon.svg');
      await expect(async () => {
        await desk.evaluate(([name, news]) => new BroadcastChannel(name).postMessage(news), [
          WALL_CHANNEL,
          NEWS,
        ] as const);
        await expect(page.getByTestId('wall-row')).toHaveCount(8, { timeout: 500 });
      }).toPass();
      for (const [width, height] of [
        [1920, 1080],
        [1440, 900],
        [1024, 768],
        [900, 1400],
      ] as const) {
        await page.setViewportSize({ width, height });
        const faults = await page.getByTestId('wall-row').evaluateAll((rows) =>
          rows.flatMap((row) =>
            [...row.children].flatMap((cell) => {
              const isCut =
                cell.scrollWidth > cell.clientWidth + 1 || cell.clientHeight > row.clientHeight + 1;
              const words = document.createRange();
              words.selectNodeContents(cell);
              const tops = [...words.getClientRects()].map(({ top }) => top).sort((a, b) => a - b);
              const size = Number.parseFloat(getComputedStyle(cell).fontSize);
              const lines = tops.filter(
                (top, at) => at === 0 || top - (tops[at - 1] ?? 0) > size / 2,
              );
              const isTight = lines.some(
                (top, at) => at > 0 && top - (lines[at - 1] ?? 0) < 1.15 * size,
              );
              return [
                ...(isCut ? [`${cell.textContent} is cut`] : []),
                ...(isTight ? [`lines of ${cell.textContent} touch`] : []),
              ];
            }),
          ),
        );
        expect(faults, `${width} px`).toEqual([]);
        await page.screenshot({ path: test.info().outputPath(`wall-${width}.png`) });
      }
      // Four of them, as many as the bundled models name, read as one line.
      await page.setViewportSize({ width: 1920, height: 1080 });
      const four = page.getByTestId('wall-types').nth(1);
      const lines = await four.evaluate((cell) => {
        const words = document.createRange();
        words.selectNodeContents(cell);
        return new Set([...words.getClientRects()].map(({ top }) => top)).size;
      });
      expect(lines).toBe(1);
    });
  });
}
