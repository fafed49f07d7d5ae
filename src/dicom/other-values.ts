/** Image types of multi-energy CT (PS3.3 C.8.2.1.1.1) and of perfusion whose values are something else than a scan's Hounsfield units. */
const OTHER_TYPE =
  /^(MAT_\w+|EFF_ATOMIC_NUM\w*|ELECTRON_DENSITY|VNC\w*|IODINE\w*|PERFUSION|CBF|CBV|MTT|TTP|TMAX|PBV|SUBTRACT\w*|DIFFERENCE)$/i;
/** The same in the words of descriptions: material maps, virtual unenhanced images, atomic numbers, densities. */
const OTHER_WORDS =
  /(?<![\p{L}\p{N}])(?:vnc\p{L}*|vue|virtual[- ]?(?:non|un)\p{L}*|iodine|iod(?:karte|map|bild)|z[- ]?eff(?:ective)?|rho[/ ]?z|(?:electron|elektronen|material)[- ]?(?:density|dichte)|calcium[- ]?suppress\p{L}*|uric|subtra(?:c|k)tion|ttp|pbv|tmax|cbf|cbv|mtt)(?![\p{L}\p{N}])/iu;
/** Units of PS3.3 C.11.1.1.2 that are no Hounsfield units; US, unspecified, may be. */
const OTHER_UNIT = /^(MGML|EDW?|Z_EFF|PCT|OD|HU_MOD)$/i;

const MONO_TYPE = /^(VMI|MONO\w*)$/i;
const MONO_WORDS =
  /(?<![\p{L}\p{N}])(?:vmi|mono(?:e|energ\p{L}*|chrom\p{L}*)?\+?|\d{2,3}[- ]?kev)(?![\p{L}\p{N}])/iu;

/** Secondary Capture, one of its kinds: pictures of slices, though some programs write slices so. */
const CAPTURE = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.7(\.|$)/;

/** Classes of the standard for images, and of them those for CT: plain, enhanced, and converted from plain. */
const IMAGE_CLASS = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\./;
const CT_CLASS = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.2(\.[12])?$/;

/** Whether the class is the standard's for another modality, whatever Modality says. */
const isOtherClass = (sopClassUid: string): boolean =>
  IMAGE_CLASS.test(sopClassUid) && !CT_CLASS.test(sopClassUid) && !CAPTURE.test(sopClassUid);

/** What of a file's header says what its values are. */
export interface ValueWords {
  readonly imageType: readonly string[];
  readonly rescaleType: string;
  readonly kvp: number | null;
  readonly sopClassUid: string;
}

/** What of a series' values is other than a routine scan's own Hounsfield units. */
export type ValuesSaid =
  | 'other-values'
  | 'monoenergetic'
  | 'odd-voltage'
  | 'capture'
  | 'other-class';

/** What the values of a slice are, by unit, image type, class, voltage and description. */
export function valuesSaid(
  { imageType, rescaleType, kvp, sopClassUid }: ValueWords,
  description: string,
): readonly ValuesSaid[] {
  const isOther =
    imageType.some((type) => OTHER_TYPE.test(type)) ||
    OTHER_WORDS.test(description) ||
    OTHER_UNIT.test(rescaleType.trim());
  const isMono = imageType.some((type) => MONO_TYPE.test(type)) || MONO_WORDS.test(description);
  return [
    ...(isOther ? ['other-values' as const] : []),
    ...(isMono ? ['monoenergetic' as const] : []),
    ...(kvp === null || isUsualVoltage(kvp) ? [] : ['odd-voltage' as const]),
    ...(CAPTURE.test(sopClassUid) ? ['capture' as const] : []),
    ...(isOtherClass(sopClassUid) ? ['other-class' as const] : []),
  ];
}

/** Tube voltages of routine head CT: at others blood and bone have other values. */
export const isUsualVoltage = (kvp: number): boolean => kvp >= 100 && kvp <= 140;
