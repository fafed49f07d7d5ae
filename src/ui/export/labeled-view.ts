import { AppError } from '#base';
import { sliceKey } from '#dicom';
import {
  type App,
  firstSeries,
  heldSlice,
  measurementsOf,
  reasonOf,
  type StudyEntry,
} from '#store';
import { t, told } from '#texts';
import { loadViewport } from '#viewport';
import { slabWords } from '../reading/slab-words.ts';
import { drawLabels, drawOverlays } from './draw-overlays.ts';

/** What the screen shows of a study, with words burned in. */
export interface LabeledView {
  /** 1-based. */
  readonly slice: number;
  /** The words below the picture. */
  readonly caption: string;
  png(): Promise<Blob>;
  dataUrl(): string;
}

/** Of the picture's height, the letters; and so many pixels at least. */
const LETTER = 1 / 45;
const LEAST_LETTER = 13;

/**
 * The view of the open study with "AI, not for diagnosis" above and what it is below, in strips of their own: no anatomy is hidden, and
 * nothing tells the patient but the pixels themselves. Null where no slice is drawn.
 */
export async function labeledView(app: App, entry: StudyEntry): Promise<LabeledView | null> {
  const { openKey, seriesKey } = app.reading.getState();
  const { study } = entry;
  if (openKey !== entry.key || study === null) return null;
  const { pictureOfViews } = await loadViewport();
  const view = pictureOfViews();
  if (view === null) return null;
  const context = view.canvas.getContext('2d');
  const overlays = document.querySelectorAll<SVGSVGElement>('[data-testid=stage] svg[data-over]');
  if (context !== null) {
    drawOverlays(context, overlays, view.place);
    const labels = document.querySelectorAll<HTMLElement>('[data-testid=stage] [data-burn]');
    drawLabels(context, labels, view.place);
  }
  const series = study.series.find(({ key }) => key === seriesKey) ?? firstSeries(study);
  const slice = (view.info.shown ?? 0) + 1;
  const windows = view.info.panes.map(
    ({ window: { width, center } }) => `W ${Math.round(width)} C ${Math.round(center)}`,
  );
  const where = t('Study #{number}, slice {slice} of {slices}, {windows}', {
    number: entry.number,
    slice,
    slices: series?.slices.length ?? 0,
    windows: windows.join(t(' and ')),
  });
  const computed = [
    ...(view.info.slab === null ? [] : [slabWords(view.info.slab)]),
    ...(view.info.planes === 0 ? [] : [t('Coronal and sagittal images interpolated')]),
  ].map((words) => ` ${words}.`);
  const shownKey = series === undefined ? undefined : heldSlice(series, slice - 1);
  const anyMeasured =
    shownKey !== undefined &&
    measurementsOf(app.measurements.getState(), entry.key).some(
      (one) => one.seriesKey === series?.key && one.sliceKey === sliceKey(shownKey),
    );
  const measured = anyMeasured ? t(' Lines and numbers on the image are the reader’s.') : '';
  const synthetic = entry.summary.synthetic ? 'SYNTHETIC. ' : '';
  const caption = `${synthetic}${where}.${computed.join('')}${measured} ${told(reasonOf(entry, app.worklist.getState()))}`;
  const canvas = withWords(view.canvas, caption);
  return {
    slice,
    caption,
    dataUrl: () => canvas.toDataURL('image/png'),
    png: () =>
      new Promise((resolve, reject) => {
        canvas.toBlob((blob) => {
          if (blob === null) reject(new AppError('no-pixel-data', 'the browser made no picture'));
          else resolve(blob);
        }, 'image/png');
      }),
  };
}

/** The picture between a strip with the banner and one with the words. */
function withWords(image: HTMLCanvasElement, words: string): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null) throw new AppError('no-pixel-data', 'the browser draws no picture');
  const letter = Math.max(LEAST_LETTER, Math.round(image.height * LETTER));
  const margin = letter;
  const line = Math.round(letter * 1.4);
  const font = (weight: number, size: number) => `${weight} ${size}px system-ui, sans-serif`;
  context.font = font(400, letter);
  const lines = wrapped(words, (text) => context.measureText(text).width, image.width - 2 * margin);
  const above = 2 * line;
  canvas.width = image.width;
  canvas.height = above + image.height + line * lines.length + margin;
  context.fillStyle = '#000';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, above);
  context.fillStyle = '#fff';
  context.textBaseline = 'middle';
  context.font = font(700, Math.round(letter * 1.3));
  context.fillText(t('AI, not for diagnosis'), margin, above / 2);
  context.font = font(400, letter);
  lines.forEach((text, index) => {
    context.fillText(text, margin, above + image.height + line * (index + 0.5) + margin / 2);
  });
  return canvas;
}

/** Words in lines that are no wider than `most`; a word that is wider has a line of its own. */
function wrapped(text: string, widthOf: (text: string) => number, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && widthOf(longer) <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
