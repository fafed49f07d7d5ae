import { plainWords, type Series, type Study } from '#dicom';
import { warnInRow } from './check.ts';
import type { SuitabilityCheck } from './findings.ts';
import type { SeriesContent } from './suitability-content.ts';

/** Words that name the head, in Body Part Examined and in descriptions. */
const HEAD =
  /\b(head\w*|brain|skull|crani\w*|cereb\w*|neuro\w*|stroke|kopf|sch(ä|ae?)del|hirn|t(ê|e)te|crane|cabeza|cerebro|testa)\b/i;

/** Words that name something else than a patient's head. "Cat" is not among them: it names the scan. */
const ELSEWHERE =
  /\b(chest|thora\w*|lungs?|abdom\w*|pelvi\w*|liver|kidneys?|renal|heart|cardiac|spine|lumbar|cervical|[ctl]spine|[hbl]ws|hals\w*|becken|shoulder|elbow|wrist|hands?|hips?|knees?|ankles?|f(oo|ee)t|leg|arm|extremity|femur|tibia|neck)\b/i;
/** What is no patient's head, or one that was scanned for something else than to be read: the CT of PET and SPECT is of a low dose, that for planning of a wide field. */
const NO_PATIENT = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${[
    String.raw`\p{L}*phantom\p{L}*|fant[oô]m[ea]|maniqu[ií]|catphan|gammex|acr|water ?cal\p{L}*|calibration|kalibrierung|uniformity|konstanz\p{L}*|constancy|qa|qc|test object`,
    String.raw`cbct|cone[- ]?beam|(?:dyna|xper) ?ct|o[- ]?arm|flat[- ]?(?:panel|detector)`,
    String.raw`cadaver\p{L}*|post[- ]?mortem|pmct|autops\p{L}*|specimen`,
    String.raw`pet(?:[-/ ]?(?:ct|tac|tc))?|fdg|spect(?:[-/ ]?ct)?|ctac|ct[- ]?ac|acct|ac[- ]ct|(?:for|only|low[- ]?dose) ac|attenuation|schw[aä]chungskorrektur`,
    String.raw`(?:treatment|radio\p{L}*|therapy|rt)[- ]?plan\p{L}*|planning|\p{L}*planungs?(?:[- ]?ct)?|ct[- ]?sim\p{L}*|simulation|strahlentherapie|bestrahlung\p{L}*|radioth?[eé]rap\p{L}*|dosim[eé]tr\p{L}*`,
  ].join('|')})(?![\p{L}\p{N}])`,
  'iu',
);
const ANIMAL =
  /\b(dog|canine|feline|equine|horse|bovine|ovine|sheep|porcine|pig|swine|rabbit|murine|mouse|mice|rat|primate|macaque|veterinary|animal)\b/i;

/**
 * Whether the header says that it is something else than a patient's head. A header can be wrong (protocols keep their body
 * part when they are copied), so words alone warn; where the pixels show no head either, the study is set aside.
 */
export function bodyPart(
  series: Series,
  study: Study,
  content: SeriesContent | null,
): SuitabilityCheck {
  const stated = series.slices.find(({ bodyPartExamined }) => bodyPartExamined.trim() !== '');
  const part = plainWords(stated?.bodyPartExamined ?? '');
  const words = plainWords(`${study.studyDescription} ${series.seriesDescription}`);
  const odd = whatElse(part, words);
  if (odd === null) {
    return part === ''
      ? { outcome: 'unknown', code: 'body-part', text: 'the body part is not stated' }
      : { outcome: 'pass', code: 'body-part', text: `body part ${part}` };
  }
  if (content !== null && content.decoded > 0 && content.looksLikeHead === 0) {
    const text = `${odd}, and no slice shows brain in a closed skull of a head’s size`;
    return { outcome: 'block', code: 'body-part', text };
  }
  return warnInRow('body-part', odd, odd);
}

/** Whether a series' own words, without those of its study, say something else than a head. */
export const saysElsewhere = (bodyPartExamined: string, description: string): boolean =>
  whatElse(plainWords(bodyPartExamined), plainWords(description)) !== null;

/** In words, what else the header says it is; null where it says head or nothing. */
function whatElse(part: string, words: string): string | null {
  const both = `${part} ${words}`;
  const other = NO_PATIENT.exec(both) ?? ANIMAL.exec(both);
  if (other !== null) return `the header says ${other[0].toLowerCase()}`;
  if (part !== '' && !HEAD.test(part)) return `the body part is ${part}`;
  const elsewhere = ELSEWHERE.exec(words);
  return elsewhere === null || HEAD.test(both)
    ? null
    : `the description says ${elsewhere[0].toLowerCase()}`;
}
