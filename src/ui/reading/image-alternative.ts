import { LABELS } from '#base';
import type { ViewInfo } from '#viewport';
import { doubtsOnImage } from './doubts-on-image.ts';
import { slabWords } from './slab-words.ts';
import type { OpenStudy } from './use-open-study.ts';
import { windowName } from './window-keys.ts';

/** What a reader who doesn't see the image is told: slice, probabilities, window. */
export function imageAlternative({ cells, slice, series }: OpenStudy, info: ViewInfo): string {
  const cell = cells[slice];
  const probabilities = cell?.probabilities;
  const found =
    probabilities === null || probabilities === undefined
      ? (cell?.reason ?? 'not analyzed yet')
      : LABELS.map((label) => `${label} ${probabilities[label].toFixed(2)}`).join(', ');
  const window = info.panes[0]?.window ?? info.view.window;
  const shown = `${windowName(window.name)} window ${window.width}/${window.center}`;
  const slab =
    info.slab === null
      ? ''
      : `. ${slabWords(info.slab)}; the probabilities are those of the single slice`;
  const said = [
    `CT slice ${slice + 1} of ${series.slices.length}`,
    ...doubtsOnImage(info.notes),
    found,
    shown,
  ];
  return said.join(', ') + slab;
}
