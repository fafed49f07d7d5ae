import { type JsonDataset, TAGS } from '../dicom-json.ts';
import { attribute, type Code, coded, empty, momentText, UPS } from './attributes.ts';

/** An object that is in the PACS now. */
export interface OutputObject {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly seriesInstanceUid: string;
}

/** Who did what, from when to when (milliseconds since 1970), and what came of it. */
export interface Performed {
  readonly station: string;
  readonly code: Code;
  readonly begun: number;
  readonly ended: number;
  readonly study: string;
  readonly outputs: readonly OutputObject[];
}

const REFERENCED_SOP_CLASS = '00081150';
/** The scheme of codes that are a site's own (PS3.16 8.2). */
const PRIVATE_SCHEME = '99ICHTRIAGE';
/** LT holds 10240 characters; nobody reads as many. */
const MOST_REASON = 1024;

/** Percent that are done, in words for people besides. */
export const progressed = (percent: number, words: string): JsonDataset => ({
  [UPS.progressInformation]: attribute('SQ', {
    [UPS.progress]: attribute('DS', percent),
    [UPS.progressDescription]: attribute('ST', words),
  }),
});

/** What an item has to have before it is COMPLETED (PS3.4 table CC.2.5-3): who, what, when, and the objects by series. */
export function performed(what: Performed): JsonDataset {
  const { station, code, begun, ended, study, outputs } = what;
  const series = [...new Set(outputs.map(({ seriesInstanceUid }) => seriesInstanceUid))];
  const items = series.map((uid) => ({
    [UPS.typeOfInstances]: attribute('CS', 'DICOM'),
    [TAGS.studyInstanceUid]: attribute('UI', study),
    [TAGS.seriesInstanceUid]: attribute('UI', uid),
    [TAGS.referencedSopSequence]: attribute(
      'SQ',
      ...outputs
        .filter(({ seriesInstanceUid }) => seriesInstanceUid === uid)
        .map((one) => ({
          [REFERENCED_SOP_CLASS]: attribute('UI', one.sopClassUid),
          [TAGS.referencedSopInstanceUid]: attribute('UI', one.sopInstanceUid),
        })),
    ),
  }));
  const name = { value: station, scheme: PRIVATE_SCHEME, meaning: station };
  return {
    [UPS.performedProcedure]: attribute('SQ', {
      [UPS.performedStationName]: coded(name),
      [UPS.performedWorkitemCode]: coded(code),
      [UPS.performedStart]: attribute('DT', momentText(begun)),
      [UPS.performedEnd]: attribute('DT', momentText(ended)),
      [UPS.outputInformation]: items.length === 0 ? empty('SQ') : attribute('SQ', ...items),
    }),
  };
}

/** What an item has to have before it is CANCELED: when, and why, in words without patient data. */
export const canceled = (reason: string, at: number): JsonDataset => ({
  [UPS.progressInformation]: attribute('SQ', {
    [UPS.cancellationTime]: attribute('DT', momentText(at)),
    [UPS.reasonForCancellation]: attribute('LT', reason.slice(0, MOST_REASON)),
  }),
});
