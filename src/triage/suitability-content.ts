import { countOf, type Reason, type ReasonCode } from '#base';
import { isLossy, type Series, type Study } from '#dicom';
import { type HuStatistics, implausibleHounsfield, type SkullOutline } from '#imaging';
import { check, warnInRow } from './check.ts';
import type { SuitabilityCheck } from './findings.ts';
import { headTurned } from './head-turned.ts';
import { doubtOf } from './pixel-doubts.ts';
import { MOST_GRAIN_HU, qualityChecks } from './suitability-quality.ts';

/** What the pixels of the decoded slices said, over all of them. */
export interface SeriesContent {
  /** Least minimum, greatest maximum, largest metal fraction, least air fraction of any slice. */
  readonly range: HuStatistics;
  readonly decoded: number;
  readonly withBrain: number;
  /** Slices that show brain in a closed skull of a head's size. */
  readonly looksLikeHead: number;
  /** Slices that show brain in a skull with one wide gap. */
  readonly openSkull: number;
  /** Median of how grainy the brain is, in HU; null where no slice shows the middle of a head. */
  readonly grainHu: number | null;
  /** Of the slices through the middle of the head whose outline was measured, how many have it doubled or blurred. */
  readonly outline: { readonly measured: number; readonly blurred: number };
  /** The lowest and the highest slice with so much brain that the head goes on beyond it, by their places in the series; null where none looks like a head. */
  readonly middleOfHead: readonly [number, number] | null;
  /** Of the outlines of the skull through the middle of the head, how many were measured, and the medians; null of none. */
  readonly skull: (SkullOutline & { readonly slices: number }) | null;
  /** Slices with brain on which an edge of the image cuts through the skull. */
  readonly cutByEdge: number;
  /** Median of the brain in HU; null where there is none. */
  readonly brainHu: number | null;
  /** Median of the air round the head in HU; null where none was measured. */
  readonly airHu: number | null;
  /** How far the farthest of the slices' own levels of air lies from that, in HU. */
  readonly airHuSpread: number;
  /** How far the slices' own medians lie apart, from the 10th to the 90th percentile, in HU. */
  readonly brainHuSpread: number;
  /** The largest step of that median from one slice to the next, in HU. */
  readonly brainHuStep: number;
  /**
   * Slices between slices with brain that are blank, on which no brain was found, that repeat another, that are cut by a straight line, whose values came
   * round, and whose pixel data ends early.
   */
  readonly lost: {
    readonly blank: number;
    readonly unseen: number;
    readonly repeated: number;
    readonly cut: number;
    readonly wrapped: number;
    readonly truncated: number;
  };
  readonly lossy: boolean;
  /** Notes of decoding and conversion, one of each code, with the number of slices that it is said of. */
  readonly notes: readonly (Reason & { readonly slices: number })[];
}

/** Metal that fills more of a slice than this throws streaks through the brain. */
const MOST_METAL = 0.005;

/** Checks of the values themselves. */
export function contentChecks(
  series: Series,
  study: Study,
  content: SeriesContent,
): readonly SuitabilityCheck[] {
  if (content.decoded === 0) return [];
  return [
    hounsfield(content),
    rescale(content),
    repaired(content),
    lossy(series, content),
    metal(content),
    head(series, study, content),
    ...beyondEnds(series, content),
    beyondEdges(content),
    headTurned(series, content),
    brainValues(content),
    ...qualityChecks(content),
    lost(content),
    ...otherNotes(content),
  ];
}

/** Said by a check of its own, or without meaning for the model. */
const HANDLED: readonly ReasonCode[] = [
  'rescale-missing',
  'rescale-type',
  'twelve-bit-wrap-repaired',
  'monochrome1',
];

const otherNotes = ({ notes }: SeriesContent): readonly SuitabilityCheck[] =>
  notes
    .filter(({ code }) => !HANDLED.includes(code))
    .map(({ code, text, slices }) => {
      const inRow = doubtOf(code)?.inRow;
      if (inRow === undefined) return check('warn', code, text);
      const where = slices === 1 ? '' : ` in ${countOf(slices, 'slice')}`;
      const first = slices === 1 ? text : `in ${countOf(slices, 'slice')}, such as: ${text}`;
      return warnInRow(code, first, `${inRow}${where}`);
    });

function hounsfield({ range }: SeriesContent): SuitabilityCheck {
  const reason = implausibleHounsfield(range);
  return reason === null
    ? check('pass', 'hounsfield', 'plausible Hounsfield units')
    : check('block', reason.code, reason.text);
}

function rescale({ notes }: SeriesContent): SuitabilityCheck {
  const note = notes.find(({ code }) => code === 'rescale-missing' || code === 'rescale-type');
  return note === undefined
    ? check('pass', 'rescale', 'rescale slope and intercept are stated')
    : warnInRow(
        note.code,
        note.text,
        note.code === 'rescale-missing' ? 'rescale not stated' : 'values not said to be HU',
      );
}

function repaired({ notes }: SeriesContent): SuitabilityCheck {
  const note = notes.find(({ code }) => code === 'twelve-bit-wrap-repaired');
  return note === undefined
    ? check('pass', 'wrapped-values', 'no wrapped values')
    : check('warn', note.code, note.text);
}

function lossy(series: Series, content: SeriesContent): SuitabilityCheck {
  if (content.lossy || series.slices.some(isLossy)) {
    return check('warn', 'lossy', 'the pixels went through lossy compression');
  }
  if (series.slices.some(({ bitsStored }) => bitsStored <= 8)) {
    return check('warn', 'lossy', 'only 8 bits are stored: fine differences are lost');
  }
  return check('pass', 'lossy', 'lossless');
}

/** Teeth, clips and frames together fill less of a slice; air that was stored as the largest value fills more. */
const METAL_ALL_OVER = 0.1;

function metal({ range: { metalFraction } }: SeriesContent): SuitabilityCheck {
  if (metalFraction <= MOST_METAL) return check('pass', 'metal', 'little or no metal');
  const part = `${(metalFraction * 100).toFixed(1)} % of a slice`;
  const text = `metal in up to ${part}`;
  return metalFraction > METAL_ALL_OVER
    ? warnInRow('metal', text, `metal in ${part}`)
    : check('warn', 'metal', text);
}

/** Fewer may be the base of a skull. */
const FEWEST_OPEN = 3;

/** Until then fontanelles are open and the skull is thin, in years. */
const SKULL_CLOSED_YEARS = 2;

/** As many slices over such a length show the middle of a head, if it is one. */
const SURELY_WHOLE = { slices: 16, extentMm: 80 };

function head(
  { geometry }: Series,
  { patient: { patientAgeYears: age } }: Study,
  { decoded, withBrain, looksLikeHead, openSkull, lost: { cut, truncated } }: SeriesContent,
): SuitabilityCheck {
  if (withBrain === 0) {
    return check(
      'block',
      'not-a-head',
      `brain within bone on none of ${countOf(decoded, 'slice')}`,
    );
  }
  if (openSkull >= FEWEST_OPEN) {
    const text = `the skull is open on ${countOf(openSkull, 'slice')}, as after surgery: the model was measured on closed skulls`;
    return warnInRow('no-closed-skull', text, 'open skull');
  }
  if (looksLikeHead === 0) {
    // The skull of a cut slice is open, and what is left of a head is still to be ranked.
    const isInfant = age !== null && age < SKULL_CLOSED_YEARS;
    const whole =
      !isInfant &&
      cut + truncated === 0 &&
      decoded >= SURELY_WHOLE.slices &&
      (geometry.extent ?? 0) >= SURELY_WHOLE.extentMm;
    const text = `no slice of ${decoded} shows brain in a closed skull of a head’s size`;
    return whole
      ? check('block', 'not-a-head', text)
      : warnInRow('no-closed-skull', text, 'no closed skull seen');
  }
  return check('pass', 'head', `brain within bone on ${withBrain} of ${countOf(decoded, 'slice')}`);
}

/** At base and vertex there is little brain, so that a series that begins or ends with much is a part of a head. None of 86 whole heads does (82 of ct-ich, 4 others). */
function beyondEnds(
  { slices }: Series,
  { middleOfHead }: SeriesContent,
): readonly SuitabilityCheck[] {
  if (middleOfHead === null) return [];
  const [first, last] = middleOfHead;
  const ends = [...(first === 0 ? ['first'] : []), ...(last === slices.length - 1 ? ['last'] : [])];
  if (ends.length === 0)
    return [check('pass', 'beyond-ends', 'base and vertex are within the slices')];
  const text = `the ${ends.join(' and the ')} slice still shows much of the brain: the head goes on beyond the slices`;
  return [warnInRow('beyond-ends', text, 'the head goes on beyond the slices')];
}

/** One slice may touch an edge with its chin. */
const FEWEST_CUT = 2;

/** A field of view that ends within the head leaves out what lies there. In none of 86 whole heads does one. */
function beyondEdges({ cutByEdge }: SeriesContent): SuitabilityCheck {
  if (cutByEdge < FEWEST_CUT) return check('pass', 'beyond-edges', 'the head is within the image');
  const text = `the image’s edge cuts through the skull on ${countOf(cutByEdge, 'slice')}: part of the head is outside`;
  return warnInRow('beyond-edges', text, 'part of the head outside the image');
}

/** Brain lies at 20 to 45 HU, with fluid and blood (24 to 46 in 85 heads, most of them from 31 to 40); the model's windows are fixed, so a shifted scale misleads it in silence. */
const BRAIN_HU = [20, 50] as const;
/** From the base to the vertex the brain's median moves by some 10 HU. */
const MOST_HU_SPREAD = 20;

/**
 * Five scanners have air at -1001 to -990. Where both air and brain lie to one side of what they are, the scale does; either alone may be a
 * scanner's or a patient's own.
 */
const SHIFTED = { up: { air: -984, brain: 38 }, down: { air: -1010, brain: 30 } } as const;

const isShifted = (airHu: number, brainHu: number): boolean =>
  (airHu > SHIFTED.up.air && brainHu >= SHIFTED.up.brain) ||
  (airHu < SHIFTED.down.air && brainHu <= SHIFTED.down.brain);

/** Air lies at -1001 to -988 HU in all slices of four real heads: where it is so far off, all values are. */
const AIR_OFF_HU = 60;
/** Of 86 real heads, 36 of them with bleeds, the largest step is 6 HU; of four with measured air, it differs by 5 HU at most. */
const MOST_HU_STEP = 9;
const MOST_AIR_SPREAD = 7;

/** Whether some slices have another scale than others. */
function unsteady(content: SeriesContent): SuitabilityCheck | null {
  const { brainHuSpread, brainHuStep, airHuSpread, grainHu } = content;
  const said = (text: string, inRow: string) =>
    warnInRow('brain-hu', `${text}: the Hounsfield scale looks unsteady`, inRow);
  if (brainHuSpread > MOST_HU_SPREAD) {
    const text = `the brain’s median differs by ${brainHuSpread} HU between slices`;
    return said(text, `brain differs by ${brainHuSpread} HU`);
  }
  if (brainHuStep > MOST_HU_STEP) {
    const text = `the brain’s median differs by ${brainHuStep} HU from one slice to the next`;
    return said(text, `brain differs by ${brainHuStep} HU`);
  }
  // In grainy images the air has no level.
  if (airHuSpread > MOST_AIR_SPREAD && (grainHu ?? 0) <= MOST_GRAIN_HU) {
    const text = `the air round the head differs by ${airHuSpread} HU between slices`;
    return said(text, `air differs by ${airHuSpread} HU`);
  }
  return null;
}

function brainValues(content: SeriesContent): SuitabilityCheck {
  const { brainHu, airHu } = content;
  if (brainHu === null) return check('unknown', 'brain-hu', 'no brain to measure the scale by');
  if (brainHu < BRAIN_HU[0] || brainHu > BRAIN_HU[1]) {
    const text = `the brain’s median is ${brainHu} HU, outside ${BRAIN_HU.join(' to ')}: the Hounsfield scale looks shifted`;
    return warnInRow('brain-hu', text, `brain at ${brainHu} HU`);
  }
  if (airHu !== null && isShifted(airHu, brainHu)) {
    const text = `the brain’s median is ${brainHu} HU, with air at ${airHu} HU: the Hounsfield scale looks shifted`;
    return warnInRow('brain-hu', text, `air at ${airHu} HU`);
  }
  if (airHu !== null && Math.abs(airHu + 1000) > AIR_OFF_HU) {
    const text = `the air round the head is at ${airHu} HU: the Hounsfield scale looks stretched`;
    return warnInRow('brain-hu', text, `air at ${airHu} HU`);
  }
  const steady = unsteady(content);
  if (steady !== null) return steady;
  return check('pass', 'brain-hu', `the brain’s median is ${brainHu} HU`);
}

/** Metal can have steps from bone to air on one. */
const FEWEST_WRAPPED = 2;

function lost({
  lost: { blank, unseen, repeated, cut, wrapped },
}: SeriesContent): SuitabilityCheck {
  const parts = [
    ...(blank === 0 ? [] : [`${countOf(blank, 'blank slice')} between slices with brain`]),
    ...(unseen === 0
      ? []
      : [`${countOf(unseen, 'slice')} without brain found in the middle of the head`]),
    ...(repeated === 0 ? [] : [`${countOf(repeated, 'slice')} with the same pixels as another`]),
    ...(cut === 0 ? [] : [`${countOf(cut, 'slice')} blank beyond a straight line`]),
    ...(wrapped < FEWEST_WRAPPED ? [] : [`bone as air on ${countOf(wrapped, 'slice')}`]),
  ];
  if (parts.length === 0) return check('pass', 'lost-slices', 'no blank, repeated or cut slices');
  return warnInRow('lost-slices', parts.join('; '), parts.join(', '));
}
