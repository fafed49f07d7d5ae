import type { SliceDensity } from '#workers';
import type { StrongestMap } from './explanation.ts';

/** Cells of the model's map from here on are where it looked. */
const HOT_FROM = 0.5;
/** Dense tissue of which this part lies where the model looked agrees with it. */
const AGREES_FROM = 0.5;

/** How the model's map and dense tissue of one slice lie to each other. */
export interface Agreement {
  readonly kind:
    | 'agree'
    | 'in-part'
    | 'apart'
    | 'model-alone'
    | 'density-alone'
    | 'neither'
    | 'unknown';
  /** Part of the dense tissue that lies where the model looked, 0..1; null where there is no dense tissue. */
  readonly share: number | null;
  /** For people, one sentence. */
  readonly sentence: string;
}

const percent = (part: number): string => `${Math.round(100 * part)} %`;

/** Compares a model's map with dense tissue on the same slice. Never says that nothing is there. */
export function agreement(
  map: Pick<StrongestMap, 'width' | 'height' | 'values' | 'box'> | null,
  density: Pick<SliceDensity, 'values' | 'side' | 'box' | 'hasSkull'>,
): Agreement {
  if (map === null) {
    return { kind: 'unknown', share: null, sentence: 'This model has no map to compare with.' };
  }
  if (!density.hasSkull) {
    const sentence =
      'No closed skull on this slice, so dense tissue is not looked for: nothing to compare.';
    return { kind: 'unknown', share: null, sentence };
  }
  const isHot = map.values.some((value) => value >= HOT_FROM);
  const { dense, both } = overlap(map, density);
  if (dense === 0) {
    return isHot
      ? {
          kind: 'model-alone',
          share: null,
          sentence:
            'They differ: the model looked where nothing is as dense as acute blood. Old, thin or diluted blood is not dense; or a false alarm.',
        }
      : {
          kind: 'neither',
          share: null,
          sentence: 'Neither marks anything on this slice. That rules nothing out.',
        };
  }
  const share = both / dense;
  if (!isHot) {
    return {
      kind: 'density-alone',
      share,
      sentence:
        'They differ: dense tissue that the model did not look at. A vessel, the falx, calcium, beam hardening along the bone, or a miss: look.',
    };
  }
  if (share >= AGREES_FROM) {
    return {
      kind: 'agree',
      share,
      sentence: `They agree: ${percent(share)} of the dense tissue lies where the model looked.`,
    };
  }
  return share > 0
    ? {
        kind: 'in-part',
        share,
        sentence: `They agree in part: ${percent(share)} of the dense tissue lies where the model looked; look at the rest.`,
      }
    : {
        kind: 'apart',
        share,
        sentence: 'They differ: the dense tissue lies elsewhere than where the model looked.',
      };
}

/** Dense cells, and those of them where the model looked: both maps are laid over the slice. */
function overlap(
  map: Pick<StrongestMap, 'width' | 'height' | 'values' | 'box'>,
  { values, side, box }: Pick<SliceDensity, 'values' | 'side' | 'box'>,
): { readonly dense: number; readonly both: number } {
  let [dense, both] = [0, 0];
  for (let cell = 0; cell < values.length; cell += 1) {
    if ((values[cell] ?? 0) < 0.5) continue;
    dense += 1;
    const x = box.left + (((cell % side) + 0.5) * box.side) / side;
    const y = box.top + ((Math.floor(cell / side) + 0.5) * box.side) / side;
    const column = Math.floor(((x - map.box.left) / map.box.side) * map.width);
    const row = Math.floor(((y - map.box.top) / map.box.side) * map.height);
    const isInside = column >= 0 && row >= 0 && column < map.width && row < map.height;
    if (isInside && (map.values[row * map.width + column] ?? 0) >= HOT_FROM) both += 1;
  }
  return { dense, both };
}
