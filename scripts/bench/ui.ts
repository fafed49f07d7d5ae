/** How the app feels: the figures with goals, each told as soon as it is known; on demand, what they are made of. */
import { loadavg } from 'node:os';
import { endWithUsage, readArguments } from '../command.ts';
import { gzippedKb, START_GOAL_KB } from '../release/start-size.ts';
import { type BenchApp, notesOf, startApp } from './app.ts';
import { type Figure, figureLine, measureFigures, type Part } from './figures.ts';
import { type Hanging, measureScroll, type ScrollFigures, scrollTable } from './scroll.ts';
import { longFiles, measureList, measureNight, measureOpening, nightFiles } from './shift.ts';
import { median } from './statistics.ts';
import { paintedStudies } from './studies.ts';

const LOADS = 5;
/** Time to interactive ends where no long task follows for so long. */
const QUIET_MS = 5000;
const GOALS = {
  stepP95Ms: 33,
  longestTaskMs: 50,
  shellKb: START_GOAL_KB,
  interactiveMs: 1500,
};
/** The whole run of the figures ends before eight minutes are over. */
const ALL_MS = 470_000;

const USAGE = `usage: npm run bench -- ui [--json] [--model NAME] [--against DIST] [--only PART[,PART]]

The figures that the app has to reach, each told as soon as it is known, with its goal: first paint, a night of 136 studies listed and
ranked, opening one of them in mid-run, stepping through slices, scrolling a list of 500. Under 8 minutes.
  --against DIST  another build (its dist/) is measured in the same run, before this one
  --only PART     paint, step, open, night (listed and ranked) or list: of the figures, those; or instead of them, tables: start (what the
                  start takes), scroll (steps), hanging (steps by how the study hangs)`;

const { values: options } = readArguments(USAGE, {
  json: { type: 'boolean', default: false },
  model: { type: 'string' },
  against: { type: 'string' },
  only: { type: 'string' },
});

const FIGURES = {
  paint: { name: 'first paint, median of 5', unit: 's', below: 1 },
  listed: { name: '136 studies of 28 slices: all listed', unit: 's', below: 10 },
  ranked: { name: 'the same: an interim rank for all', unit: 's', below: 40 },
  open: { name: 'open a study in mid-run, most of 6', unit: 'ms', below: 700 },
  step: { name: 'slice step, p95 (wheel, keys, three-up)', unit: 'ms', below: GOALS.stepP95Ms },
  list: { name: 'scroll 500 rows under load, p95', unit: 'ms', below: 50 },
} as const;

/** The quick ones first; each has time for a machine several times as slow as the goal. */
const PARTS: Readonly<Record<string, Part<keyof typeof FIGURES, BenchApp>>> = {
  paint: {
    figures: ['paint'],
    limitMs: 30_000,
    measure: async (app, tell) => {
      const shown: number[] = [];
      for (let load = 0; load < LOADS; load += 1) shown.push(await firstPaintMs(app));
      tell('paint', median(shown) / 1000);
    },
  },
  step: {
    figures: ['step'],
    limitMs: 90_000,
    measure: async (app, tell) => {
      const steps = [
        await measureScroll(app, 'wheel', 'analyzing'),
        await measureScroll(app, 'keys', 'analyzing'),
        await measureScroll(app, 'wheel', 'queue paused', 'three'),
      ];
      const p95 = steps.map(({ p95Ms }) => p95Ms);
      tell('step', Math.max(...p95), p95.map((ms) => ms.toFixed(0)).join(', '));
    },
  },
  open: {
    figures: ['open'],
    limitMs: 80_000,
    measure: async (app, tell) => {
      const { ms, doubt } = await measureOpening(app);
      const [first = Number.NaN, ...others] = ms;
      const words = `first ${first.toFixed(0)}, then median ${median(others).toFixed(0)}`;
      tell('open', Math.max(...ms), doubt === undefined ? words : `${words}; ${doubt}`);
    },
  },
  night: { figures: ['listed', 'ranked'], limitMs: 100_000, measure: measureNight },
  list: {
    figures: ['list'],
    limitMs: 60_000,
    measure: async (app, tell) => {
      const { p95Ms, longestTaskMs, doubt } = await measureList(app);
      const words = `longest task ${longestTaskMs.toFixed(0)} ms`;
      tell('list', p95Ms, doubt === undefined ? words : `${words}; ${doubt}`);
    },
  },
};

/** Until the file picker stands in a frame. */
async function firstPaintMs(app: BenchApp): Promise<number> {
  const page = await app.open({ waitForEngine: false });
  await page.waitForFunction(() => Reflect.get(globalThis, 'bench').pickerShown > 0, undefined, {
    timeout: 0,
  });
  const { pickerShown } = await notesOf(page);
  await page.context().close();
  return pickerShown;
}

async function measureAll(parts: readonly Part<keyof typeof FIGURES, BenchApp>[]): Promise<void> {
  const began = performance.now();
  for (const files of [() => paintedStudies(20, 32), nightFiles, longFiles]) await files();
  const now = await startApp(options.model);
  const before =
    options.against === undefined ? null : await startApp(options.model, { site: options.against });
  const left = ALL_MS * (before === null ? 1 : 2) - (performance.now() - began);
  const say = (figure: Figure): void => {
    if (!options.json) console.log(`${figureLine(figure)}  load ${loadavg()[0]?.toFixed(1)}`);
  };
  try {
    const how = { within: left, clock: () => performance.now(), say };
    const figures = await measureFigures(FIGURES, parts, { now, before }, how);
    const seconds = Math.round((performance.now() - began) / 1000);
    console.log(
      JSON.stringify({ ...(options.json ? { figures } : {}), seconds, ...now.conditions() }),
    );
  } finally {
    await before?.close();
    await now.close();
  }
}

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

async function measureTables(only: string): Promise<void> {
  const app = await startApp(options.model);
  try {
    const shell = only === 'start' ? await measureShell(app) : null;
    const start = only === 'start' ? await measureStart(app) : null;
    const scrolls =
      only === 'scroll'
        ? await measureScrolls(app)
        : only === 'hanging'
          ? await measureHangings(app, ['one', 'three', 'planes', 'coronal', 'thin slab'])
          : [];
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
      ...(shell === null ? {} : { shell: shell.shellKb <= GOALS.shellKb }),
      ...(start === null ? {} : { interactive: start.interactiveMs < GOALS.interactiveMs }),
    };
    const conditions = app.conditions();
    if (options.json) {
      console.log(JSON.stringify({ scrolls, shell, start, goals, conditions }));
      return;
    }
    if (scrolls.length > 0) console.log(scrollTable(scrolls));
    for (const each of [shell, start, goals, conditions]) {
      if (each !== null) console.log(JSON.stringify(each));
    }
  } finally {
    await app.close();
  }
}

const asked = options.only?.split(',') ?? Object.keys(PARTS);
const parts = asked.flatMap((name) => PARTS[name] ?? []);
if (parts.length === asked.length) await measureAll(parts);
else if (/^(start|scroll|hanging)$/.test(options.only ?? ''))
  await measureTables(options.only ?? '');
else endWithUsage(USAGE, `There is no part ${options.only}.`);
