import { LABELS } from '#base';
import { fixed, t, told } from '#texts';
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
      ? cell?.reason == null
        ? t('not analyzed yet')
        : told(cell.reason)
      : LABELS.map((label) => `${told(label)} ${fixed(probabilities[label], 2)}`).join(', ');
  const window = info.panes[0]?.window ?? info.view.window;
  const shown = t('{label} window {width}/{center}', {
    label: windowName(window.name),
    width: window.width,
    center: window.center,
  });
  const slab =
    info.slab === null
      ? ''
      : t('. {slab}; the probabilities are those of the single slice', {
          slab: slabWords(info.slab),
        });
  const said = [
    t('CT slice {slice} of {count}', { slice: slice + 1, count: series.slices.length }),
    ...doubtsOnImage(info.notes).map(told),
    found,
    shown,
  ];
  return said.join(', ') + slab;
}
