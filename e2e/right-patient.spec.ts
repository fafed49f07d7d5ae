import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { headSlice } from '../src/datasets/head-series.fixture.ts';
import { type AppPage, expect, test } from './fixtures.ts';

const STUDIES = 6;
/** Study n has so many slices and n more: the corner's number tells it, too. */
const SLICES = 8;
const STEPS = Number(process.env.WALK_STEPS ?? 40);
/** Another walk by another seed. */
const SEED = Number(process.env.WALK_SEED ?? 1);

/** The square in the middle of a study's brain, in HU: 15, 25 ... 65, ten gray levels of the brain window and more apart. */
const huOf = (study: number): number => 10 * study + 5;
/** In the brain window, 0 to 80 HU. */
const grayOf = (study: number): number => (huOf(study) / 80) * 255;

/** Writes a study whose pixels, name and slices say its number. */
function writeStudy(folder: string, study: number): readonly string[] {
  const place = join(folder, String(study));
  mkdirSync(place);
  return Array.from({ length: SLICES + study }, (_, index) => {
    const pixels = Array.from({ length: 96 * 96 }, (_, at) => {
      const [x, y] = [(at % 96) - 47.5, Math.floor(at / 96) - 47.5];
      const radius = Math.hypot(x, y);
      if (Math.abs(x) < 14 && Math.abs(y) < 14) return 1024 + huOf(study);
      const grain = Math.floor(((at * 7 + index) % 23) / 5) - 2;
      return radius < 34 ? 1024 + 32 + grain : radius < 40 ? 1924 : 24;
    });
    const who = { PatientName: `Doe^Number${study}`, PatientID: `WALK-${study}` };
    const path = join(place, `${index}.dcm`);
    writeFileSync(path, headSlice(study, index, false, { ...who, PixelData: pixels }));
    return path;
  });
}

/** Whole numbers below a limit, the same each time. */
function draws(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** What stood on the screen at the end of a frame. */
interface Frame {
  readonly title: string;
  readonly number: string;
  /** Of the middle of the picture; null where none is drawn. */
  readonly gray: number | null;
}

/** The next frames, as many as it takes to open a study. */
const frames = (app: AppPage): Promise<readonly Frame[]> =>
  app.page.evaluate(async () => {
    const seen: Frame[] = [];
    for (let left = 15; left > 0; left -= 1) {
      await new Promise(requestAnimationFrame);
      await new Promise((done) => setTimeout(done));
      const canvas = document.querySelector<HTMLCanvasElement>(
        '[data-testid=viewport-host] canvas',
      );
      const context = canvas?.getContext('2d');
      const number = document.querySelector('[data-testid=slice-number]')?.textContent;
      if (canvas == null || context == null || number == null) continue;
      const [x, y] = [Math.floor(canvas.width / 2) + 6, Math.floor(canvas.height / 2) + 6];
      const [gray = 0, , , alpha = 0] = context.getImageData(x, y, 1, 1).data;
      const isShown = getComputedStyle(canvas).visibility === 'visible' && alpha > 0 && gray > 0;
      seen.push({
        title: document.querySelector('header h2')?.textContent ?? '',
        number,
        gray: isShown ? gray : null,
      });
    }
    return seen;
  });

/** The study that words are of; 0 where they name none. */
const studyIn = (words: string): number => Number(/(?:Number|WALK-)(\d)/.exec(words)?.[1] ?? 0);

function faultsOf({ title, number, gray }: Frame): readonly string[] {
  const study = studyIn(title);
  if (study === 0) return [];
  const slices = Number(number.split('/')[1]);
  return [
    ...(slices === SLICES + study ? [] : [`"${title}" over slice ${number}`]),
    ...(gray === null || Math.abs(gray - grayOf(study)) < 14
      ? []
      : [`"${title}" over a picture of gray ${gray}`]),
  ];
}

test(`a random walk (WALK_SEED=${SEED}) over drops, studies, slices, reloads and crashes shows no picture, name or probability of another study`, async ({
  app,
}) => {
  test.setTimeout(280_000);
  const { page } = app;
  const folder = mkdtempSync(join(tmpdir(), 'ich-walk-'));
  const studies = Array.from({ length: STUDIES }, (_, at) => writeStudy(folder, at + 1));
  const draw = draws(SEED);
  /** A probability is a study's own, and stays. */
  const known = new Map<number, string>();
  const pictures = new Set<number>();
  const drop = () => app.give(studies[draw(STUDIES)] ?? []);
  const names = page.getByRole('button', { name: 'Mask names' });

  const steps = {
    drop,
    open: async () => {
      const rows = app.page.getByTestId('row-main');
      const count = await rows.count();
      if (count > 0) await rows.nth(draw(count)).click();
    },
    scroll: async () => {
      for (let left = draw(6); left >= 0; left -= 1) await page.keyboard.press('ArrowDown');
    },
    ends: () => page.keyboard.press(['Home', 'End', ']', '['][draw(4)] ?? 'Home'),
    close: () => page.keyboard.press('Escape'),
    reload: async () => {
      await page.reload();
      await expect(page.getByRole('button', { name: /ms a slice/ })).toBeVisible();
    },
    crash: async () => {
      const workers = page.workers().filter((one) => /(?:dicom|inference)\.worker/.test(one.url()));
      await workers[draw(workers.length)]?.evaluate(() => {
        setTimeout(() => {
          throw new Error('as a bug in a codec would');
        });
      });
    },
  };
  const often = [
    'drop',
    'open',
    'open',
    'open',
    'scroll',
    'ends',
    'open',
    'close',
    'crash',
  ] as const;

  await app.open();
  await names.click();
  await drop();
  for (let step = 1; step <= STEPS; step += 1) {
    const name = step % 13 === 0 ? 'reload' : (often[draw(often.length)] ?? 'open');
    await steps[name]();
    for (const frame of await frames(app)) {
      expect(faultsOf(frame), `step ${step}, ${name}`).toEqual([]);
      if (frame.gray !== null) pictures.add(studyIn(frame.title));
    }
    const rows = await page.getByTestId('row-main').evaluateAll((all) =>
      all.map((row) => ({
        text: row.textContent ?? '',
        any: row.querySelector('[data-testid=any]')?.textContent ?? '',
        state: row.querySelector('[data-testid=state]')?.textContent ?? '',
      })),
    );
    for (const { text, any, state } of rows) {
      const study = studyIn(text);
      if (study === 0 || /Queued|Reading|Analyzing|Not analyzed|Paused/.test(state)) continue;
      expect(any, `step ${step}, ${name}: study ${study}`).toBe(known.get(study) ?? any);
      known.set(study, any);
    }
  }
  // Or it walked past everything.
  expect(known.size).toBeGreaterThan(2);
  expect(pictures.size).toBeGreaterThan(2);
  app.problems.length = 0; // The crashes' own.
});
