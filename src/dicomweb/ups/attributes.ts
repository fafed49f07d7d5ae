import type { JsonDataset } from '../dicom-json.ts';

/** Attributes of work items by keyword (PS3.3 C.30, PS3.4 CC.2.5). */
export const UPS = {
  codeValue: '00080100',
  codingScheme: '00080102',
  codeMeaning: '00080104',
  retrieveUrl: '00081190',
  transactionUid: '00081195',
  scheduledStart: '00404005',
  scheduledWorkitemCode: '00404018',
  performedWorkitemCode: '00404019',
  inputInformation: '00404021',
  scheduledStationName: '00404025',
  inputReadiness: '00404041',
  performedStationName: '00404028',
  outputInformation: '00404033',
  performedStart: '00404050',
  performedEnd: '00404051',
  cancellationTime: '00404052',
  typeOfInstances: '0040E020',
  wadoRetrieval: '0040E023',
  wadoRsRetrieval: '0040E025',
  state: '00741000',
  progressInformation: '00741002',
  progress: '00741004',
  progressDescription: '00741006',
  priority: '00741200',
  performedProcedure: '00741216',
  reasonForCancellation: '00741238',
} as const;

/** A code as a Code Sequence holds it (PS3.3 8.8). */
export interface Code {
  readonly value: string;
  readonly scheme: string;
  readonly meaning: string;
}

/** An attribute with values. */
export const attribute = (vr: string, ...values: readonly unknown[]) => ({ vr, Value: values });
/** An attribute that is there and says nothing. */
export const empty = (vr: string) => ({ vr });

/** A Code Sequence of one item. */
export const coded = ({ value, scheme, meaning }: Code) =>
  attribute('SQ', {
    [UPS.codeValue]: attribute('SH', value),
    [UPS.codingScheme]: attribute('SH', scheme),
    [UPS.codeMeaning]: attribute('LO', meaning),
  } satisfies JsonDataset);

/** A moment as DT, in UTC, to the second (PS3.5 6.2). */
export const momentText = (at: number): string =>
  `${new Date(at).toISOString().replace(/[-:T]|\..*$/g, '')}+0000`;
