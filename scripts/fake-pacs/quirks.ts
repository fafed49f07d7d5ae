import type { ServerResponse } from 'node:http';
import type { JsonRow } from './archive.ts';

/** What archives do and the standard does not foresee, and what one that means ill may do. Each is off unless said. */
export interface Quirks {
  /** The value that the Authorization header must have. */
  authorization?: string;
  /** Every request gets this. */
  answers?: (response: ServerResponse) => void;
  /** The list's body and type, whatever was asked. */
  list?: (response: ServerResponse) => void;
  /** Says of a series not by whom it was made. */
  statesNoManufacturer?: boolean;
  /** Of the rows of a study's series, those it gives; null: an error. */
  seriesRows?: (rows: readonly JsonRow[]) => readonly JsonRow[] | null;
  /** A study's list of objects has so many at most. */
  listsInstances?: number;
  /** What it says of a series' objects in place of what they hold. */
  metadata?: (rows: readonly JsonRow[]) => readonly JsonRow[];
  /** A study, or the list of its objects, is answered after so long. */
  waitsMs?: number;
  /** A study's answer, whatever was asked. */
  study?: (response: ServerResponse) => void;
  /** Every page is the first. */
  ignoresOffset?: boolean;
  /** Pages have no end but the list's. */
  ignoresLimit?: boolean;
  /** Rows of a page at most, whatever was asked. */
  pageRows?: number;
  /** Each page begins with so many rows of the one before. */
  overlaps?: number;
  /** Says at every page that there is more. */
  saysMore?: boolean;
  /** Before each page: a study that arrives, a PACS that dies. */
  beforePage?: (page: number) => void;
  /** Knows no patients and accession numbers to search by: gives everything. */
  ignoresPatients?: boolean;
  /** As Orthanc 1.10: with a filter by modality there is nothing behind the first page. */
  losesFilteredPages?: boolean;
  /** As Orthanc with gdcm: a wish for another transfer syntax than the stored one ends it. */
  diesOfConversion?: boolean;
  /** Answers 406 to transfer-syntax=*. */
  knowsNoAsterisk?: boolean;
  /** Of the study's objects, those it gives. */
  gives?: (files: readonly Uint8Array[]) => readonly Uint8Array[];
  /** The connection ends after so many parts. */
  diesAfterParts?: number;
  /** Nothing more comes after so many parts and the beginning of another; the connection stays. */
  stallsAfterParts?: number;
  /** Takes no object, for this reason (PS3.18 table I.2-2), with status 409. */
  refusesToStore?: number;
  /** Says 200 to what is stored and nothing else. */
  storesWithoutAWord?: boolean;
  /** Answers a request for work items ("PUT workitems/1.2/state") itself, and says so by true. */
  workitems?: (response: ServerResponse, what: string) => boolean;
  /** Before each request for work items: somebody else who is quicker. */
  beforeWorkitem?: (what: string, dataset: JsonRow | null) => void;
  /** Gives items of every state and code, whatever was asked. */
  filtersNoWorkitems?: boolean;
  /** Takes a claim and loses its Transaction UID. */
  forgetsTransactions?: boolean;
  /** Says 200 to a last state and does not put the item into it. */
  saysYesToStates?: boolean;
  /** Takes progress, and no outputs. */
  refusesOutputs?: boolean;
  /** What is done to an object before it is kept: an archive that coerces. */
  coerces?: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;
}
