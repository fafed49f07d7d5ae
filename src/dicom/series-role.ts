import { countOf, inPart, type Reason } from '#base';
import type { SliceHeader } from './slice-header.ts';
import type { Caution, SeriesGeometry, SeriesRole } from './study.ts';

/** Fewer slices than this aren't a head series. */
const MIN_SLICES = 5;
/** A normal farther than this from the table's axis isn't axial (gantry tilt reaches 30 degrees). */
const MAX_AXIAL_TILT_DEGREES = 40;

/** VOLUME alone is a plain volume of slices in Enhanced CT (PS3.3 C.8.16.1.3). */
const PROJECTED = /^(MIP|MINIP|PROJECTION IMAGE|VOLUME[ _]RENDER|MAXIMUM|MINIMUM|CSA)/;
const REFORMATTED = /^(MPR|REFORMATTED)/;
/** What of the types that a secondary image may have says that it is a slice, and not a picture of one. */
const RECONSTRUCTED = /^(AXIAL|MPR|REFORMATTED)/;
/** Kernels of vendors that sharpen for bone: Siemens H60-H70 and up, GE BONE/EDGE, Philips YA-YD, Canon FC30-FC39, FC80 and up. */
const BONE_KERNEL = /^(h[67]\d|hr[5-9]\d|u[6-9]\d|b[67]\d|bone\w*|edge|y[a-d]\w?|d$|fc(3\d|8\d))/i;

/** Whether a slice was reconstructed with a kernel that sharpens for bone. */
export const hasBoneKernel = ({ convolutionKernel }: SliceHeader): boolean =>
  BONE_KERNEL.test(convolutionKernel);

/** A reason to leave a slice out of the analysis, by its header, or null. */
type Rule = (slice: SliceHeader) => Reason | null;

/** Absent attributes (RSNA's files lack most) are no reason. */
const WHAT_IT_IS: readonly Rule[] = [
  ({ modality }) =>
    modality === '' || modality === 'CT' ? null : { code: 'not-ct', text: `modality ${modality}` },
  (slice) =>
    typesOf(slice).includes('LOCALIZER') || slice.described.includes('localizer')
      ? { code: 'localizer', text: 'a localizer' }
      : null,
  ({ samplesPerPixel }) =>
    samplesPerPixel === 1
      ? null
      : { code: 'color', text: 'color images: a capture, not a CT slice' },
  derived,
  ({ described }) =>
    described.includes('animal') ? { code: 'body-part', text: 'an animal, by its header' } : null,
  ({ described }) =>
    described.includes('other-values')
      ? { code: 'derived', text: 'a map or a computed image, not plain Hounsfield units' }
      : null,
];

const HOW_IT_WAS_MADE: readonly Rule[] = [
  ({ described }) =>
    described.includes('contrast')
      ? {
          code: 'contrast',
          text: 'contrast-enhanced: the model was measured on non-contrast head CT',
        }
      : null,
  ({ described, seriesDescription: text }) =>
    described.includes('derived')
      ? { code: 'derived', text: `a reformat, by its description "${text}"` }
      : null,
  (slice) =>
    slice.described.includes('bone') || hasBoneKernel(slice)
      ? { code: 'bone-kernel', text: 'a bone kernel: sharpened, too noisy for blood' }
      : null,
];

const typesOf = ({ imageType }: SliceHeader) => imageType.map((type) => type.toUpperCase());

function derived(slice: SliceHeader): Reason | null {
  const types = typesOf(slice);
  const text = types.join('\\');
  const capture = types.includes('SECONDARY') && !types.some((type) => RECONSTRUCTED.test(type));
  if ((capture || /screen save/i.test(text)) && !types.includes('ORIGINAL')) {
    return { code: 'derived', text: `derived images (${text})` };
  }
  return types.some((type) => PROJECTED.test(type))
    ? { code: 'derived', text: `a reformat or projection (${text})` }
    : null;
}

function obliqueReason({ tiltDegrees: tilt }: SeriesGeometry): Reason | null {
  return tilt !== null && tilt > MAX_AXIAL_TILT_DEGREES
    ? { code: 'not-axial', text: `not axial: ${Math.round(tilt)}° from the table's axis` }
    : null;
}

/** Whether a slice may have been computed from others, by its type or, where that doesn't say that it is original, by its words. */
export function maybeReformat(slice: SliceHeader): boolean {
  const types = typesOf(slice);
  return (
    types.some((type) => REFORMATTED.test(type)) ||
    ((types.includes('SECONDARY') || slice.described.includes('reformat')) &&
      !types.includes('ORIGINAL'))
  );
}

/** Axial reformats of soft tissue are routine series at many sites: a caution, and taken only where nothing better is there. */
function reformat(slices: readonly SliceHeader[]): Reason | null {
  const slice = slices.find(maybeReformat);
  if (slice === undefined) return null;
  const types = typesOf(slice);
  const text = types.some((type) => REFORMATTED.test(type) || type === 'SECONDARY')
    ? `a reformat or projection (${types.join('\\')})`
    : `a reformat, by its description "${slice.seriesDescription}"`;
  return { code: 'derived', text };
}

/** Whether a series can be analyzed, from its headers alone: what all slices say sets it aside, what some say is a caution. */
export function judgeSeries(
  slices: readonly SliceHeader[],
  geometry: SeriesGeometry,
): { readonly role: SeriesRole; readonly cautions: readonly Caution[] } {
  const cautions: Caution[] = [];
  let role: SeriesRole = { kind: 'candidate' };
  const setAside = (reason: Reason): void => {
    if (role.kind === 'candidate') role = { kind: 'set-aside', reason };
  };
  for (const rule of [...WHAT_IT_IS, () => obliqueReason(geometry), ...HOW_IT_WAS_MADE]) {
    const reasons = slices.map(rule).filter((reason) => reason !== null);
    const [reason] = reasons;
    if (reason === undefined) continue;
    if (reasons.length === slices.length) setAside(reason);
    else {
      const part = `${reasons.length} of ${countOf(slices.length, 'slice')}`;
      cautions.push({
        code: inPart(reason.code),
        text: `${part}: ${reason.text}`,
        short: `${reason.code.replace('-', ' ')} in ${part}`,
      });
    }
  }
  const computed = reformat(slices);
  if (computed !== null && geometry.tiltDegrees === null) setAside(computed);
  else if (computed !== null) cautions.push({ ...computed, short: 'perhaps a reformat' });
  if (slices.length < MIN_SLICES) {
    const text = `${countOf(slices.length, 'slice')}: at least ${MIN_SLICES} are needed`;
    setAside({ code: 'too-few-slices', text });
  }
  return { role, cautions };
}
