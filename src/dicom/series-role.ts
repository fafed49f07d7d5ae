import { countOf, type Reason } from '#base';
import type { SliceHeader } from './slice-header.ts';
import type { SeriesGeometry, SeriesRole } from './study.ts';

/** Fewer slices than this aren't a head series. */
const MIN_SLICES = 5;
/** A normal farther than this from the table's axis isn't axial (gantry tilt reaches 30 degrees). */
const MAX_AXIAL_TILT_DEGREES = 40;

const aside = (code: string, text: string): SeriesRole => ({
  kind: 'set-aside',
  reason: { code, text },
});

const LOCALIZER =
  /\b(scout|topogram|localizer|localiser|surview|scano(gram)?|pilot|smart ?prep|monitoring|bolus track)/i;
const CONTRAST =
  /\b(cta|ctv|ctp|angio\w*|perfusion|post ?con(trast)?|c\+|with contrast|contrast enh\w*)\b/i;
const DERIVED = /\b(mip|mpr|minip|vrt|3d|coronal|sagittal|cor|sag|reformat\w*|volume render\w*)\b/i;
const BONE = /\b(bone|knochen|ossa|os|osseous)\b/i;
/** Kernels of vendors that sharpen for bone: Siemens H60-H70 and up, GE BONE/EDGE, Philips YA-YD, Canon FC30-FC39, FC80 and up. */
const BONE_KERNEL = /^(h[67]\d|hr[5-9]\d|u[6-9]\d|b[67]\d|bone\w*|edge|y[a-d]\w?|d$|fc(3\d|8\d))/i;

/** Whether a series can be analyzed, from its headers alone. Absent attributes (RSNA's files lack most) never set aside. */
export function judgeSeries(slices: readonly SliceHeader[], geometry: SeriesGeometry): SeriesRole {
  const first = slices[0];
  if (first === undefined) return aside('empty', 'it has no slices');
  const types = first.imageType.map((type) => type.toUpperCase());
  const text = first.seriesDescription;
  const notes: Reason[] = [];
  if (first.modality !== '' && first.modality !== 'CT') {
    return aside('not-ct', `modality ${first.modality}`);
  }
  if (types.includes('LOCALIZER') || LOCALIZER.test(text)) return aside('localizer', 'a localizer');
  if (first.samplesPerPixel !== 1) return aside('color', 'color images: a capture, not a CT slice');
  if (/secondary|screen save/i.test(types.join(' ')) && !types.includes('ORIGINAL')) {
    return aside('derived', `derived images (${types.join('\\')})`);
  }
  if (types.some((type) => /^(MIP|MPR|MINIP|PROJECTION IMAGE|VOLUME|REFORMATTED|CSA)/.test(type))) {
    return aside('derived', `a reformat or projection (${types.join('\\')})`);
  }
  if (geometry.tiltDegrees !== null && geometry.tiltDegrees > MAX_AXIAL_TILT_DEGREES) {
    return aside(
      'not-axial',
      `not axial: ${Math.round(geometry.tiltDegrees)}° from the table's axis`,
    );
  }
  if (first.contrastBolusAgent !== '' || CONTRAST.test(text)) {
    return aside('contrast', 'contrast-enhanced: the model was measured on non-contrast head CT');
  }
  if (DERIVED.test(text)) return aside('derived', `a reformat, by its description "${text}"`);
  if (BONE.test(text) || BONE_KERNEL.test(first.convolutionKernel)) {
    return aside('bone-kernel', 'a bone kernel: sharpened, too noisy for blood');
  }
  if (slices.length < MIN_SLICES) {
    return aside(
      'too-few-slices',
      `${countOf(slices.length, 'slice')}: at least ${MIN_SLICES} are needed`,
    );
  }
  if (geometry.orderedByInstanceNumber) {
    notes.push({
      code: 'order-by-number',
      text: 'ordered by Instance Number: positions are missing',
    });
  }
  return { kind: 'candidate', notes };
}
