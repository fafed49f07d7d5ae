import { countOf, type Reason, saidAge } from '#base';
import {
  agentNamed,
  isSharpKernel,
  isUsualVoltage,
  ONE_SCAN_SECONDS,
  type Series,
  type Study,
  saysContrast,
  secondsFrom,
  seriesCautions,
} from '#dicom';
import { check, warnInRow } from './check.ts';
import type { SuitabilityCheck } from './findings.ts';
import { otherScans } from './other-scans.ts';
import { patientChecks } from './patient-checks.ts';
import { bodyPart } from './suitability-body-part.ts';
import { contentChecks, type SeriesContent } from './suitability-content.ts';
import { geometryChecks } from './suitability-geometry.ts';

/**
 * Holds a series against the conditions that head CT models are measured under (adults, axial, non-contrast, whole
 * head, soft kernel). `block` sets the study aside, `warn` is shown beside the result, `unknown` is a tag that is absent,
 * as most are in RSNA files. Without `content` (before pixels are read) only the headers are checked.
 */
export function assessSuitability(
  series: Series,
  study: Study,
  content: SeriesContent | null,
): readonly SuitabilityCheck[] {
  const own = seriesCautions(series);
  return [
    modality(series),
    imageType(series),
    capture(series),
    monoenergetic(series),
    setAside(series),
    bodyPart(series, study, content),
    contrast(series, study),
    kernel(series),
    age(study),
    tubeVoltage(series, study),
    burnedIn(series),
    ...cautionChecks([...own, ...series.cautions]),
    ...patientChecks(study),
    ...otherScans(series, study, content),
    ...geometryChecks(series, own),
    ...(content === null ? [] : contentChecks(series, study, content)),
  ].filter((check) => check !== null);
}

const cautionChecks = (cautions: Series['cautions']): readonly SuitabilityCheck[] =>
  cautions.map(({ code, text, short }) => warnInRow(code, text, short));

/** What of {@link assessSuitability} comes from what the study has beside the slices of a series, as far as headers tell. */
export const checksBeside = (series: Series, study: Study): readonly SuitabilityCheck[] => [
  ...cautionChecks(series.cautions),
  ...patientChecks(study),
  ...otherScans(series, study, null),
];

function modality(series: Series): SuitabilityCheck {
  if (series.modality === '') return check('unknown', 'modality', 'the modality is not stated');
  if (series.modality === 'CT') return check('pass', 'modality', 'CT');
  return check('block', 'modality', `the modality is ${series.modality}, not CT`);
}

const NOT_A_SCAN = ['LOCALIZER', 'SCOUT', 'MIP', 'MINIP', 'PROJECTION IMAGE', 'PROJECTION'];
/** Axial reformats are routine series at many sites, so these only warn. VOLUME is plain in Enhanced CT (PS3.3 C.8.16.1.3). */
const RENDERED = ['MPR', 'SECONDARY', 'SCREEN SAVE', 'VRT', '3D'];

function imageType(series: Series): SuitabilityCheck {
  const values = new Set(
    series.slices.flatMap(({ imageType: type }) => type.map((value) => value.toUpperCase())),
  );
  if (values.size === 0) return check('unknown', 'image-type', 'the image type is not stated');
  const odd = [...NOT_A_SCAN, ...RENDERED].find((value) => values.has(value));
  if (odd !== undefined) {
    return check(
      NOT_A_SCAN.includes(odd) ? 'block' : 'warn',
      'image-type',
      `the image type says ${odd}, not an original axial slice`,
    );
  }
  return values.has('DERIVED')
    ? check('warn', 'image-type', 'the images are derived from others')
    : check('pass', 'image-type', 'original images');
}

function capture({ slices }: Series): SuitabilityCheck | null {
  const text = 'a secondary capture, by its SOP class: its values may be those of a picture';
  return slices.some(({ described }) => described.includes('capture'))
    ? warnInRow('image-type', text, 'a secondary capture')
    : null;
}

/** Never scanned, and on some scanners what routine reads: taken only where nothing better is there. */
function monoenergetic({ slices }: Series): SuitabilityCheck | null {
  const text =
    'virtual monoenergetic images: brain and blood may have other values than at 120 kVp';
  return slices.some(({ described }) => described.includes('monoenergetic'))
    ? warnInRow('image-type', text, 'monoenergetic images')
    : null;
}

/** Grouping had reasons of its own not to take it; a person may have chosen it all the same. */
function setAside(series: Series): SuitabilityCheck | null {
  if (series.role.kind !== 'set-aside') return null;
  return { outcome: 'warn', code: 'set-aside', text: series.role.reason.text } satisfies Reason & {
    outcome: 'warn';
  };
}

function contrast(series: Series, study: Study): SuitabilityCheck {
  const agent = series.slices.map((slice) => agentNamed(slice.contrastBolusAgent)).find(Boolean);
  const inRow = 'contrast';
  if (agent !== undefined) {
    return warnInRow('contrast', `a contrast agent is stated: ${agent}`, inRow);
  }
  const words = series.seriesDescription || study.studyDescription;
  if (words.trim() === '')
    return check('unknown', 'contrast', 'nothing says whether contrast was given');
  if (saysContrast(words)) {
    return warnInRow('contrast', `the description suggests contrast: ${words}`, inRow);
  }
  return check('pass', 'contrast', 'no contrast is stated');
}

function kernel(series: Series): SuitabilityCheck {
  const stated = series.slices.map(({ convolutionKernel }) => convolutionKernel).filter(Boolean);
  const name = stated.find(isSharpKernel) ?? stated[0];
  if (name === undefined) {
    return check('unknown', 'kernel', 'the reconstruction kernel is not stated');
  }
  if (!isSharpKernel(name)) return check('pass', 'kernel', `kernel ${name}`);
  const text = `${name} looks like a sharp (bone) kernel`;
  return warnInRow('kernel', text, 'a sharp kernel');
}

const ADULT = 18;

function age(study: Study): SuitabilityCheck {
  const { patientAgeYears: years } = study.patient;
  if (years === null) return check('unknown', 'age', 'the age is not stated');
  if (years >= ADULT) return check('pass', 'age', 'adult');
  const said = saidAge(years);
  const age =
    said === null
      ? 'under 1 year'
      : said.unit === 'year'
        ? `${said.count}`
        : countOf(said.count, said.unit);
  const text = `the patient is ${age}: measured on adults only`;
  return warnInRow('age', text, 'not an adult');
}

const voltageOf = ({ slices }: Series): number | null =>
  slices.find(({ kvp }) => kvp !== null)?.kvp ?? null;

function tubeVoltage(series: Series, study: Study): SuitabilityCheck {
  const kvp = voltageOf(series);
  if (kvp === null) return check('unknown', 'kvp', 'the tube voltage is not stated');
  const others = [...new Set(study.series.flatMap((one) => otherEnergy(series, kvp, one) ?? []))];
  if (others.length > 0 && kvp !== ROUTINE_KVP) {
    const text = `one energy of a scan of several: ${kvp} kVp is analyzed, ${others.join(' and ')} kVp is not`;
    return warnInRow('kvp', text, `${kvp} kVp of two energies`);
  }
  return isUsualVoltage(kvp)
    ? check('pass', 'kvp', `${kvp} kVp`)
    : warnInRow('kvp', `${kvp} kVp is outside 100 to 140`, `${kvp} kVp`);
}

/** What a scan of one energy, or a mixture of two, has. */
const ROUTINE_KVP = 120;

/** The voltage of another series of the same scan, where it is another one. */
function otherEnergy(series: Series, kvp: number, other: Series): number | null {
  const voltage = other.role.kind === 'candidate' ? voltageOf(other) : null;
  if (voltage === null || voltage === kvp) return null;
  const apart = secondsFrom(series, other);
  return apart === null || Math.abs(apart) <= ONE_SCAN_SECONDS ? voltage : null;
}

function burnedIn(series: Series): SuitabilityCheck {
  if (series.slices.some(({ burnedInAnnotation }) => burnedInAnnotation === true)) {
    return warnInRow('burned-in', 'text is burned into the pixels', 'text in the pixels');
  }
  return series.slices.some(({ burnedInAnnotation }) => burnedInAnnotation === false)
    ? check('pass', 'burned-in', 'no text in the pixels')
    : check('unknown', 'burned-in', 'nothing says whether text is burned into the pixels');
}
