import { describe, expect, it } from 'vitest';
import { HOLE, type ReasonText, reasonTexts } from './reason-texts.fixture.ts';
import { germanOf } from './told.ts';

/** The layers that a browser runs; what only commands and services say is English. */
const ON_SCREEN = [
  ...['base', 'dicom', 'imaging', 'measure', 'engine', 'inference', 'triage', 'labels'],
  ...['adaptation', 'validation', 'evaluation', 'pipeline', 'report', 'intake', 'dicomweb'],
  ...['workers', 'store', 'viewport', 'ui'],
];

/** Said in English, in brackets behind the German of their code: for whoever made the model package, or the program. */
const FOR_MAKERS: ReadonlySet<string> = new Set([
  // What is wrong inside a package.
  ...['model-graph', 'model-weights', 'model-input', 'model-output', 'model-sequence'],
  ...['model-golden', 'graph-unsupported', 'bad-preprocess-spec'],
  // Faults of the program.
  ...['unreachable', 'no-app', 'no-throw-handler', 'bad-value', 'bad-tag', 'bad-vr'],
  ...['value-too-long', 'kernels-missing', 'bad-window', 'bad-scores', 'no-candidate'],
  ...['slice-unaccounted', 'worker-error'],
]);

/** Words of a command line, in layers that a browser runs, too. */
const OF_COMMANDS = /^(?:dicomweb\/(?:pacs|search)|adaptation\/site-(?:calibration|studies))\.ts$/;

/** What may stand in a hole. */
const FILLED: readonly (readonly string[])[] = [
  ['7'],
  ['7', '1 to 3'],
  ['1 slice'],
  ['2 slices'],
  ['2 gaps'],
  ['1 Instance Number'],
  ['first'],
  ['labels.csv', '7', 'study', '3'],
  ['JPEG'],
  [': text'],
];

/** In German with some filling of its holes, alone or behind the slices that it is of. */
const isKnown = (text: string): boolean =>
  FILLED.some((values) => {
    let at = 0;
    const filled = text.replaceAll(HOLE, () => values[at++ % values.length] ?? '');
    const whole = [filled, `2 slices ${filled}`, `not in this row: 2 slices ${filled}`];
    return whole.some((one) => germanOf(one) !== null);
  });

/** Not a list of codes. */
const isSentence = ({ text }: ReasonText): boolean => / /.test(text);

describe('in German', () => {
  const said = reasonTexts(ON_SCREEN).filter(isSentence);

  it('every reason that the sources write beside its code is said, not in brackets', () => {
    expect(said.length).toBeGreaterThan(400);
    const lacking = said.filter(
      ({ file, code, text }) => !FOR_MAKERS.has(code) && !OF_COMMANDS.test(file) && !isKnown(text),
    );
    expect(lacking.map(({ file, text }) => `${file}: ${text.replaceAll(HOLE, '{}')}`)).toEqual([]);
  });

  it('is looked for in files, in helpers of a file and in both sides of a choice', () => {
    const texts = said.map(({ text }) => text);
    expect(texts).toEqual(
      expect.arrayContaining([
        `the DICOM structure is broken: ${HOLE}`,
        'the ZIP directory lies outside the file',
        '1 object that is open here is not in the PACS any more',
        `the PACS was silent for ${HOLE} s`,
      ]),
    );
    expect(isKnown('the moon is made of cheese')).toBe(false);
  });
});
