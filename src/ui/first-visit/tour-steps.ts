import type { App } from '#store';
import { t } from '#texts';
import { fetchSamples, listSamples } from './samples.ts';

type WorklistState = ReturnType<App['worklist']['getState']>;

/** One stop of the tour. */
export interface TourStep {
  readonly title: string;
  readonly text: string;
  /** What is added by what is in the list now; '' for nothing. */
  readonly now?: (list: WorklistState) => string;
  /** What it is about, as a selector; null: the whole screen. */
  readonly target: string | null;
  /** Brings the screen there. What fails leaves the step without its target. */
  readonly prepare?: (app: App) => Promise<void>;
}

/** The samples, unless there are studies to look at already. */
async function withStudies(app: App): Promise<void> {
  if (app.worklist.getState().entries.size > 0) return;
  await app.open({ kind: 'files', files: await fetchSamples(await listSamples()) });
}

/** The study on top of the list, unless one is open. */
async function withOpenStudy(app: App): Promise<void> {
  await withStudies(app);
  if (app.reading.getState().openKey !== null) return;
  document.querySelector<HTMLElement>('[data-testid="row-main"]')?.click();
}

async function withList(app: App): Promise<void> {
  await withStudies(app);
  app.closeStudy();
}

/** How many of the list were made by a program. */
function syntheticHere({ entries }: WorklistState): string {
  const count = [...entries.values()].filter(({ summary }) => summary.synthetic).length;
  if (count === 0) return '';
  if (count === 1) return t('One of them is a synthetic head, made by a program.');
  return count === entries.size
    ? t('These are {count} synthetic heads, made by a program.', { count })
    : t('Among them are {count} synthetic heads, made by a program.', { count });
}
/** What is read out by a label, in whatever language. */
const labeled = (label: string): string => `[aria-label="${label}"]`;

/** About a minute, on the samples. */
export const TOUR_STEPS: readonly TourStep[] = [
  {
    get title() {
      return t('What this is');
    },
    get text() {
      return t(
        'A network looks at every slice of a head CT for bleeding, and the studies where that is likely go up in the list. It runs here, in this tab. It misses bleeds and flags heads without one: a reader looks at every study.',
      );
    },
    target: null,
    prepare: withStudies,
  },
  {
    get title() {
      return t('The list');
    },
    get text() {
      return t(
        'One row a study. Flags come first, then who has waited longest. A study without a flag stays in the list, and one that could not be analyzed says why.',
      );
    },
    now: syntheticHere,
    get target() {
      return labeled(t('Worklist'));
    },
    prepare: withList,
  },
  {
    get title() {
      return t('Why it stands there');
    },
    get text() {
      return t(
        'Each row says its reason in words: the likeliest type, how sure, on how many slices. “No flag” never means that nothing is there.',
      );
    },
    target: '[data-testid="row"]',
    prepare: withList,
  },
  {
    get title() {
      return t('The images');
    },
    get text() {
      return t(
        'One notch of the wheel is one slice. 1 to 6 are the windows of head CT, B shows brain, subdural and bone at once, M measures. The question mark lists every key.',
      );
    },
    target: '[data-testid="stage"]',
    prepare: withOpenStudy,
  },
  {
    get title() {
      return t('Where to look');
    },
    get text() {
      return t(
        'The bar is the study, slice by slice, brighter where the model saw more. Click in it, or press N for the next flagged run.',
      );
    },
    target: '[data-testid="barcode"]',
    prepare: withOpenStudy,
  },
  {
    get title() {
      return t('What the model says');
    },
    get text() {
      return t(
        'Each type with its probability and the line from which it flags, the slices that speak for it, what was not analyzed, and cautions. Say what you think of it there, too.',
      );
    },
    get target() {
      return labeled(t('Findings'));
    },
    prepare: withOpenStudy,
  },
  {
    get title() {
      return t('What leaves this tab');
    },
    get text() {
      return t(
        'Nothing by itself. Export writes reports, pictures and tables to this machine. The shield lists every request since the start. Drop a study of your own anywhere on the window.',
      );
    },
    get target() {
      return labeled(t('Export this study'));
    },
    prepare: withOpenStudy,
  },
];
