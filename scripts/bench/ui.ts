/** How the app feels: scrolling while the queue is worked off, main-thread tasks, and what it takes to start. */
import { readArguments } from '../command.ts';
import { gzippedKb, START_GOAL_KB } from '../release/start-size.ts';
import { type BenchApp, notesOf, startApp } from './app.ts';
import { type Hanging, measureScroll, type ScrollFigures, scrollTable } from './scroll.ts';
import { measureShift } from './shift.ts';
import { median } from './statistics.ts';

const LOADS = 5;
/** Time to interactive ends where no long task follows for so long. */
const QUIET_MS = 5000;
const GOALS = {
  stepP95Ms: 33,
  longestTaskMs: 50,
  shellKb: START_GOAL_KB,
  interactiveMs: 1500,
  listedS: 10,
  rankedS: 40,
  openMs: 700,
  listP95Ms: 50,
};

const USAGE = `usage: npm run bench -- ui [--json] [--model NAME] [--only scroll|hanging|shift]

How the app feels: scrolling while the queue is worked off, main-thread tasks, and what it takes to start.`;

const { values: options } = readArguments(USAGE, {
  json: { type: 'boolean', default: false },
  model: { type: 'string' },
  /**
   * 'scroll': nothing but the steps; 'hanging': of them, those with the queue paused, by how the study hangs; 'shift': a long list under
   * load.
   */
  only: { type: 'string' },
});

/** Bytes of the scripts that the page itself loads, gzipped here; the engine's worker fetches its own. */
async function measureShell(app: BenchApp) {
  const page = await app.open();
  const urls = await page.evaluate(() => [
    ...new Set(
      [...document.querySelectorAll('script[src], link[rel=modulepreload]')].map((element) =>
        element instanceof HTMLScriptElement ? element.src : Reflect.get(element, 'href'),
      ),
    ),
  ]);
  const dynamic = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => /\.m?js$/.test(name)),
  );
  const sizeOf = async (url: string): Promise<number> => {
    const response = await page.request.get(url);
    return gzippedKb(await response.body());
  };
  const sum = async (which: readonly string[]): Promise<number> =>
    (await Promise.all(which.map(sizeOf))).reduce((total, size) => total + size, 0);
  const others = dynamic.filter((name) => !urls.includes(name) && !name.endsWith('sw.js'));
  const shell = { shellKb: await sum(urls), othersKb: await sum(others), others: others.length };
  await page.context().close();
  return shell;
}

async function measureStart(app: BenchApp) {
  const interactive: number[] = [];
  const shown: number[] = [];
  for (let load = 0; load < LOADS; load += 1) {
    const page = await app.open({ waitForEngine: false });
    await page.getByTestId('file-input').waitFor({ state: 'attached' });
    await page.waitForTimeout(QUIET_MS + 1000);
    const { pickerShown, longTasks } = await notesOf(page);
    let end = pickerShown;
    for (const { start, ms } of longTasks) {
      if (start < end + QUIET_MS) end = Math.max(end, start + ms);
    }
    shown.push(pickerShown);
    interactive.push(end);
    await page.context().close();
  }
  return {
    loads: LOADS,
    pickerShownMs: median(shown),
    interactiveMs: median(interactive),
    interactiveMaxMs: Math.max(...interactive),
  };
}

async function measureScrolls(app: BenchApp): Promise<readonly ScrollFigures[]> {
  const scrolls: ScrollFigures[] = [];
  for (const what of ['analyzing', 'queue paused', 'a bare canvas'] as const) {
    for (const by of ['wheel', 'keys'] as const) scrolls.push(await measureScroll(app, by, what));
  }
  return [...scrolls, ...(await measureHangings(app, ['three', 'planes', 'coronal', 'thin slab']))];
}

/** With the queue paused, by the wheel. The coronal plane is moved and computed at each step. */
async function measureHangings(
  app: BenchApp,
  hangings: readonly Hanging[],
): Promise<readonly ScrollFigures[]> {
  const scrolls: ScrollFigures[] = [];
  for (const hanging of hangings) {
    scrolls.push(await measureScroll(app, 'wheel', 'queue paused', hanging));
  }
  return scrolls;
}

async function main(): Promise<void> {
  const app = await startApp(options.model);
  try {
    const whole = options.only === undefined;
    const shell = whole ? await measureShell(app) : null;
    const start = whole ? await measureStart(app) : null;
    const shift = whole || options.only === 'shift' ? await measureShift(app) : null;
    const scrolls = await (options.only === 'shift'
      ? []
      : options.only === 'hanging'
        ? measureHangings(app, ['one', 'three', 'planes', 'coronal', 'thin slab'])
        : measureScrolls(app));
    const hung = scrolls.filter(({ what }) => what === 'queue paused');
    const busy = scrolls.filter(({ what }) => what === 'analyzing');
    const goals = {
      ...(hung.length === 0
        ? {}
        : { hangingP95: hung.every(({ p95Ms }) => p95Ms < GOALS.stepP95Ms) }),
      ...(busy.length === 0
        ? {}
        : {
            stepP95: busy.every(({ p95Ms }) => p95Ms < GOALS.stepP95Ms),
            noLongTask: busy.every(({ longestTaskMs }) => longestTaskMs <= GOALS.longestTaskMs),
          }),
      ...(shift === null
        ? {}
        : {
            listed: shift.night.listedS < GOALS.listedS,
            ranked: shift.night.rankedS < GOALS.rankedS,
            opened: Math.max(shift.opening.openFirstMs, shift.opening.openMaxMs) < GOALS.openMs,
            listP95: shift.list.p95Ms < GOALS.listP95Ms,
          }),
      ...(shell === null ? {} : { shell: shell.shellKb <= GOALS.shellKb }),
      ...(start === null ? {} : { interactive: start.interactiveMs < GOALS.interactiveMs }),
    };
    const conditions = app.conditions();
    if (options.json) {
      console.log(JSON.stringify({ scrolls, shift, shell, start, goals, conditions }));
      return;
    }
    if (scrolls.length > 0) console.log(scrollTable(scrolls));
    for (const each of [shift, shell, start, goals, conditions]) {
      if (each !== null) console.log(JSON.stringify(each));
    }
  } finally {
    await app.close();
  }
}

await main();
