import { countOf, type Reason } from '#base';
import type { Series } from '#dicom';
import { type HuStatistics, implausibleHounsfield } from '#imaging';
import type { SuitabilityCheck } from './findings.ts';

/** What the pixels of the decoded slices said, over all of them. */
export interface SeriesContent {
  /** Least minimum, greatest maximum, largest metal fraction, least air fraction of any slice. */
  readonly range: HuStatistics;
  readonly decoded: number;
  readonly withBrain: number;
  readonly lossy: boolean;
  /** Notes of decoding and conversion, one of each code. */
  readonly notes: readonly Reason[];
}

/** Metal that fills more of a slice than this throws streaks through the brain. */
const MOST_METAL = 0.005;

/** Checks of the values themselves. */
export function contentChecks(series: Series, content: SeriesContent): readonly SuitabilityCheck[] {
  if (content.decoded === 0) return [];
  return [
    hounsfield(content),
    rescale(content),
    repaired(content),
    lossy(series, content),
    metal(content),
    head(content),
    ...otherNotes(content),
  ];
}

/** Said by a check of its own, or without meaning for the model. */
const HANDLED = ['rescale-missing', 'rescale-type', 'twelve-bit-wrap-repaired', 'monochrome1'];

/** Notes that the values themselves may be wrong by, in few words. */
const IN_ROW: ReadonlyMap<string, string> = new Map([
  ['truncated', 'pixel data cut short'],
  ['surplus-pixels', 'more pixel data than the matrix takes'],
  ['codestream-precision', 'pixels of another precision than the header says'],
  ['codestream-sign', 'pixels of another sign than the header says'],
]);

const otherNotes = ({ notes }: SeriesContent): readonly SuitabilityCheck[] =>
  notes
    .filter(({ code }) => !HANDLED.includes(code))
    .map(({ code, text }) => {
      const inRow = IN_ROW.get(code);
      const warning = say('warn', code, text);
      return inRow === undefined ? warning : { ...warning, inRow };
    });

const say = (
  outcome: SuitabilityCheck['outcome'],
  code: string,
  text: string,
): SuitabilityCheck => ({ outcome, code, text });

function hounsfield({ range }: SeriesContent): SuitabilityCheck {
  const reason = implausibleHounsfield(range);
  return reason === null
    ? say('pass', 'hounsfield', 'plausible Hounsfield units')
    : say('block', reason.code, reason.text);
}

function rescale({ notes }: SeriesContent): SuitabilityCheck {
  const note = notes.find(({ code }) => code === 'rescale-missing' || code === 'rescale-type');
  return note === undefined
    ? say('pass', 'rescale', 'rescale slope and intercept are stated')
    : say('warn', note.code, note.text);
}

function repaired({ notes }: SeriesContent): SuitabilityCheck {
  const note = notes.find(({ code }) => code === 'twelve-bit-wrap-repaired');
  return note === undefined
    ? say('pass', 'wrapped-values', 'no wrapped values')
    : say('warn', note.code, note.text);
}

function lossy(series: Series, content: SeriesContent): SuitabilityCheck {
  if (content.lossy || series.slices.some(({ lossyImageCompression: l }) => l === true)) {
    return say('warn', 'lossy', 'the pixels went through lossy compression');
  }
  if (series.slices.some(({ bitsStored }) => bitsStored <= 8)) {
    return say('warn', 'lossy', 'only 8 bits are stored: fine differences are lost');
  }
  return say('pass', 'lossy', 'lossless');
}

function metal({ range }: SeriesContent): SuitabilityCheck {
  return range.metalFraction > MOST_METAL
    ? say('warn', 'metal', `metal in up to ${(range.metalFraction * 100).toFixed(1)} % of a slice`)
    : say('pass', 'metal', 'little or no metal');
}

function head({ decoded, withBrain }: SeriesContent): SuitabilityCheck {
  if (withBrain === 0) {
    return say('block', 'not-a-head', `brain within bone on none of ${countOf(decoded, 'slice')}`);
  }
  return say('pass', 'head', `brain within bone on ${withBrain} of ${countOf(decoded, 'slice')}`);
}
