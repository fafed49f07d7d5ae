import { expect, openAnew, sampleZip, testOnOnePage } from './fixtures.ts';

/** Counts commits of React, and components that a commit rendered, by the hook that React calls for developers' tools. */
const COUNTER = `{
  const counted = { commits: 0, renders: 0, names: {}, draws: {} };
  for (const of of ['putImageData', 'drawImage', 'clearRect', 'fillRect', 'getImageData']) {
    const plain = CanvasRenderingContext2D.prototype[of];
    CanvasRenderingContext2D.prototype[of] = function (...args) {
      counted.draws[of] = (counted.draws[of] ?? 0) + 1;
      return plain.apply(this, args);
    };
  }
  globalThis.counted = counted;
  const OF_COMPONENTS = new Set([0, 1, 11, 14, 15]);
  const PERFORMED_WORK = 1;
  const walk = (fiber) => {
    const untouched = new Set();
    for (let at = fiber.alternate?.child; at; at = at.sibling) untouched.add(at);
    for (let at = fiber.child; at; at = at.sibling) {
      if (untouched.has(at)) continue;
      if (OF_COMPONENTS.has(at.tag) && at.flags & PERFORMED_WORK) {
        counted.renders += 1;
        const name = at.type?.name || at.type?.type?.name || at.type?.displayName || '?';
        counted.names[name] = (counted.names[name] ?? 0) + 1;
      }
      walk(at);
    }
  };
  globalThis.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
    supportsFiber: true,
    renderers: new Map(),
    inject: () => 1,
    onCommitFiberUnmount: () => undefined,
    onPostCommitFiberRoot: () => undefined,
    onCommitFiberRoot: (_, root) => {
      counted.commits += 1;
      walk(root.current);
    },
  };
}`;

const test = testOnOnePage(
  async (app) => {
    await app.page.addInitScript({ content: COUNTER });
    await app.open();
    await app.give([sampleZip('subdural')]);
    await app.allDone(1);
    await openAnew(app);
  },
  async (app) => openAnew(app),
);

test('a step through decoded slices is one commit, and draws anew no more than what tells of the slice', async ({
  app: { page },
}) => {
  const number = page.getByTestId('slice-number');
  const walked = ['Home', ...Array(6).fill('ArrowDown'), 'Home'];
  await expect(page.getByTestId('letter-top')).toBeVisible();
  for (const key of walked) {
    await page.keyboard.press(key);
    await page.waitForTimeout(200);
  }
  await expect(number).toHaveText(/^1\//);
  await page.waitForTimeout(1000);
  const display = await page.context().newCDPSession(page);
  await display.send('Performance.enable');
  const layouts = async () => {
    const { metrics } = await display.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'LayoutCount')?.value ?? 0;
  };
  const now = () => page.evaluate(() => structuredClone(Reflect.get(globalThis, 'counted')));
  // The clock of the waiting times stands meanwhile: how often it ticks hangs on how long four steps take here.
  await page.evaluate(() => {
    const now = Date.now();
    Date.now = () => now;
  });
  const [before, layoutsBefore] = [await now(), await layouts()];
  for (const at of [2, 3, 4, 5]) {
    await page.keyboard.press('ArrowDown');
    await expect(number).toHaveText(new RegExp(`^${at}/`));
    await page.waitForTimeout(100); // What would come after the frame.
  }
  const [after, layoutsAfter] = [await now(), await layouts()];
  const draws = (of: string) => ((after.draws[of] ?? 0) - (before.draws[of] ?? 0)) / 4;
  const names = Object.fromEntries(
    Object.entries(after.names as Record<string, number>)
      .map(([name, count]) => [name, count - (before.names[name] ?? 0)] as const)
      .filter(([, count]) => count > 0),
  );
  // Something else may commit once meanwhile.
  expect(after.commits - before.commits).toBeLessThanOrEqual(5);
  expect((after.renders - before.renders) / 4, JSON.stringify(names)).toBeLessThan(50);
  // The pixels of one slice are put once, and the page is laid out once.
  expect(draws('putImageData')).toBeLessThanOrEqual(1);
  expect((layoutsAfter - layoutsBefore) / 4).toBeLessThanOrEqual(2);
});
