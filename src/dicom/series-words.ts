import { type ValuesSaid, type ValueWords, valuesSaid } from './other-values.ts';

/** Descriptions as people write them, their words apart: "CTA_HEAD_0.6" is three. */
export const plainWords = (text: string): string => text.replace(/_+/g, ' ').trim();

/** No letter or digit before, none after: \b knows ASCII alone. */
const word = (pattern: string, flags = 'iu'): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, flags);

const AGENT = String.raw`contrast\p{L}*|contraste|contrasto|kontrast\p{L}*|km|mdc|injection|injekt\p{L}*`;
/** What says in eight languages that none was given; taken away before {@link given} is looked for. */
const notGiven = (): readonly RegExp[] => [
  word(
    String.raw`(?:without|w/o|wo|non|no|pre|before|ohne|o\.?|vor|kein\p{L}*|sans|sin|senza|sem)[- .]*(?:(?:iv|i\.v\.)[- ]*)?(?:${AGENT}|c\+)`,
  ),
  word('(?:un|(?:non|edge|detail|bone)[- ]?)enhanced'),
  /平扫|非造影|単純|비조영/u,
];
const given = (): readonly RegExp[] => [
  word(
    String.raw`cta|ctv|v?pct|ctp|angio\p{L}*|perfusion|dynami[ck]\p{L}*|cbf|cbv|mtt|tmax|arteri\p{L}*|ven(?:ous|ös\p{L}*)`,
  ),
  word(
    `post[- ]?(?:con|iv|inj)|(?:with|w|w/|post|nach|mit|avec|con|com)[- .]*(?:iv[- ]*)?(?:${AGENT})`,
  ),
  word(
    String.raw`km|cect|(?:contrast|kontrast)[- ]?(?:enh\p{L}*|verst\p{L}*)|enhanced|iv[- ]?contrast`,
  ),
  word('CE', 'u'),
  /(?<![\p{L}\p{N}])(?:c|iv|contrast|km)\s?\+|\+\s?(?:c|iv|km|contrast\p{L}*)(?![\p{L}\p{N}])/iu,
  /增强|造影|조영/u,
];

/** Made when they are asked for: pages that read no files don't. */
let none: readonly RegExp[] | undefined;
let says: readonly RegExp[] | undefined;

/** Whether a description says that contrast was given, in the languages that this reads; "without contrast" doesn't. */
export function saysContrast(description: string): boolean {
  none ??= notGiven();
  says ??= given();
  const rest = none.reduce(
    (text, { source, flags }) => text.replace(new RegExp(source, `g${flags}`), ' '),
    plainWords(description),
  );
  return says.some((given) => given.test(rest));
}

const LOCALIZER =
  /\b(scout|topogram|localizer|localiser|surview|scano(gram)?|pilot|smart ?prep|monitoring|bolus track)/i;
const DERIVED = /\b(mip|minip|vrt|coronal|sagittal|cor|sag|volume render\w*)\b/i;
/** Of protocols, too ("Head 3D Routine"), and of axial reformats, which at some sites are the routine series. */
const REFORMAT = /\b(mpr|3d|reformat\w*)\b/i;
const BONE = /\b(bone|knochen|ossa|os|osseous)\b/i;

/** What a series' words say that it is: judged where its files are read. */
export type Described =
  | 'localizer'
  | 'derived'
  | 'reformat'
  | 'bone'
  | 'contrast'
  | 'sharp'
  | 'animal'
  /** A Modality LUT is stated, which this doesn't apply: what the rescale says is not all. */
  | 'modality-lut'
  /** Pixel Spacing is stated, but not as two numbers: a comma for the point, say. */
  | 'unreadable-spacing'
  /** An overlay lies in bits that the header says are the image's. */
  | 'overlay-in-values'
  /** Acquired more than a day from the study's own date. */
  | 'other-day'
  | ValuesSaid;

/** What of a file's header says what its series is. */
interface Words extends ValueWords {
  readonly seriesDescription: string;
  readonly contrastBolusAgent: string;
  readonly convolutionKernel: string;
}

/** What a series' description, its contrast agent, its kernel and its values' own attributes say. */
export function describedAs(header: Words): readonly Described[] {
  const { seriesDescription, contrastBolusAgent, convolutionKernel } = header;
  const words = plainWords(seriesDescription);
  const contrast = agentNamed(contrastBolusAgent) !== '' || saysContrast(words);
  return [
    ...(LOCALIZER.test(words) ? ['localizer' as const] : []),
    ...(DERIVED.test(words) ? ['derived' as const] : []),
    ...(REFORMAT.test(words) ? ['reformat' as const] : []),
    ...(BONE.test(words) ? ['bone' as const] : []),
    ...(contrast ? ['contrast' as const] : []),
    ...(isSharpKernel(convolutionKernel) ? ['sharp' as const] : []),
    ...valuesSaid(header, words),
  ];
}

/** What stands in Contrast/Bolus Agent where none was given. */
const NO_AGENT =
  /^(?:none|no|n|nil|null|0|-+|n\/?a|not? (?:given|used|applied|contrast)|(?:without|w\/o|non|ohne|kein\p{L}*|sans|sin|senza)(?:[- ].*)?|non[- ]?contrast|nativ|nein|plain|oral)\.?$/iu;

/** The agent that Contrast/Bolus Agent (0018,0010) names, or '': scanners write NONE there, too. */
export function agentNamed(contrastBolusAgent: string): string {
  const name = contrastBolusAgent.trim();
  return NO_AGENT.test(name) ? '' : name;
}

/**
 * Kernels too sharp to tell blood by: Siemens 60 and up of every family (H60s, J70h, I70f, Hr64, Qr69, Bl64), GE LUNG, BONE and EDGE,
 * Philips E and YA to YE, Canon FC30 to FC39, FC50 to FC59 and FC80 to FC89.
 */
const SHARP_KERNEL = /^(?:[bhijqu][a-z]?[6-9]\d\w*|bone.*|edge|lung|sharp|e|y[a-e]\w?|fc[358]\d)$/i;

/** Whether a slice's Convolution Kernel is too sharp to tell blood by; it can have several values. */
export const isSharpKernel = (convolutionKernel: string): boolean =>
  convolutionKernel.split('\\').some((kernel) => SHARP_KERNEL.test(kernel.trim()));
