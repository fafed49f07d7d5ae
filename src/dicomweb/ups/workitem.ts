import { notOk, type Outcome, ok } from '#base';
import { itemsAt, type JsonDataset, patientIdAt, TAGS, textAt, uidAt } from '../dicom-json.ts';
import { type Code, UPS } from './attributes.ts';

/** A work item of a PACS's or workflow manager's list (a Unified Procedure Step). What it does not say is '' or empty. */
export interface Workitem {
  readonly uid: string;
  /** SCHEDULED, IN PROGRESS, CANCELED, COMPLETED. */
  readonly state: string;
  /** Scheduled Procedure Step Priority: HIGH, MEDIUM, LOW. */
  readonly priority: string;
  /** Whether the input is complete: READY, or not said. */
  readonly isReady: boolean;
  /** DT; as text it sorts by time within a zone. */
  readonly scheduledStart: string;
  /** What is to be done, and who is to do it: Scheduled Workitem and Scheduled Station Name Code Sequence. */
  readonly codes: readonly Code[];
  readonly stations: readonly string[];
  readonly patientId: string;
  /** The Input Information Sequence. */
  readonly inputs: readonly WorkitemInput[];
}

/** What a work item is to be done on. */
export interface WorkitemInput {
  /** Null: it names no study that can be asked for. */
  readonly studyInstanceUid: string | null;
  /** Hosts, with their ports, of the addresses that it is to be fetched from; '' for an address that is none. They are never followed. */
  readonly hosts: readonly string[];
}

/** A row of the list, or an item; one without a usable UID is a reason. */
export function workitemOf(dataset: JsonDataset): Outcome<Workitem> {
  const uid = uidAt(dataset, TAGS.sopInstanceUid);
  if (uid === null) return notOk('pacs-bad-row', 'a work item of the PACS has no usable UID');
  const codes = itemsAt(dataset, UPS.scheduledWorkitemCode).map(codeOf);
  return ok({
    uid,
    state: textAt(dataset, UPS.state).trim(),
    priority: textAt(dataset, UPS.priority).trim(),
    isReady: ['', 'READY'].includes(textAt(dataset, UPS.inputReadiness).trim()),
    scheduledStart: textAt(dataset, UPS.scheduledStart).trim(),
    codes: codes.filter(({ value }) => value !== ''),
    stations: itemsAt(dataset, UPS.scheduledStationName).map((item) => codeOf(item).value),
    patientId: patientIdAt(dataset),
    inputs: itemsAt(dataset, UPS.inputInformation).map(inputOf),
  });
}

const codeOf = (item: JsonDataset): Code => ({
  value: textAt(item, UPS.codeValue).trim(),
  scheme: textAt(item, UPS.codingScheme).trim(),
  meaning: textAt(item, UPS.codeMeaning).trim(),
});

function inputOf(item: JsonDataset): WorkitemInput {
  const ways = [...itemsAt(item, UPS.wadoRsRetrieval), ...itemsAt(item, UPS.wadoRetrieval)];
  const addresses = ways.map((way) => textAt(way, UPS.retrieveUrl)).filter((text) => text !== '');
  return {
    studyInstanceUid: uidAt(item, TAGS.studyInstanceUid),
    hosts: [...new Set(addresses.map(hostOf))],
  };
}

const hostOf = (address: string): string =>
  URL.canParse(address) ? new URL(address).host.toLowerCase() : '';
