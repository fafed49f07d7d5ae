import { AppError } from '#base';
import { type InstanceIds, readHeaders, type SliceHeader } from '#dicom';
import { type JsonDataset, patientIdAt, TAGS, uidAt } from './dicom-json.ts';
import { headersOfMetadata, isAsClaimed } from './headers-of-metadata.ts';
import { keyOf, objectAt, type Place } from './object-at.ts';
import type { Pacs } from './pacs.ts';
import type { RetrievedStudy, WantedStudy } from './retrieve.ts';
import { listSeries, metadataOfSeries, type SeriesRow } from './series.ts';
import { TORN } from './study-row.ts';
import { isUid } from './uid.ts';

/** A CT study of which slices are fetched when they are asked for. */
export interface StudyInPart {
  /**
   * Of all slices of its CT series. Those that are not fetched are as the metadata of their series has it, each other attribute as a
   * slice of the series that was fetched has it: enough for a first opinion, no more.
   */
  readonly headers: readonly SliceHeader[];
  /**
   * The file of a slice by its `sourceId`, fetched once. Rejects with AppError 'pacs-...' where it does not come or is other than its
   * header; then so does every other that was not fetched yet.
   */
  readonly file: (sourceId: string) => Promise<Blob>;
  /** Why a file was not to be had: what was concluded without it doesn't count. Null: all that were asked for came. */
  readonly fault: () => AppError | null;
  /** What came so far. */
  readonly came: () => Pick<RetrievedStudy, 'objects' | 'fetchedBytes'>;
}

/** A series of so few objects is fetched: a scout or a page with the dose, of which metadata say too little. */
const FEW = 3;

/**
 * An object by itself costs a PACS as much as ten in one answer (Orthanc; docs/pacs.md), and a look needs some sixteen slices, and of each
 * series one and the metadata: of a study of fewer objects it is cheaper to fetch all, once.
 */
const isWorthIt = (objects: number, series: number): boolean => objects >= 90 + 10 * series;

/**
 * Opens a long CT study to be read in part. Rejects with AppError 'pacs-...' in words where it is not long enough, where the PACS cannot be asked so, and where what it says is not to be trusted: objects counted
 * otherwise than in its list, two patients, metadata that do not say where each slice lies and how it is stored. Then it has to be
 * fetched whole.
 */
export async function studyInPart(
  pacs: Pacs,
  wanted: WantedStudy,
  signal?: AbortSignal,
): Promise<StudyInPart> {
  const { studyInstanceUid, instances, isTorn } = wanted;
  if (!isUid(studyInstanceUid)) {
    throw new AppError('pacs-bad-row', 'this is no Study Instance UID');
  }
  if (isTorn === true) throw new AppError(TORN.code, TORN.text);
  if (instances === null || !isWorthIt(instances, 1)) throw tooShort();
  const series = await listSeries(pacs, studyInstanceUid, signal);
  if (objectsOf(series) !== instances) {
    throw new AppError('pacs-fewer', 'the PACS counts the objects otherwise by series');
  }
  // Where it does not say what a series is, it may be CT.
  const ct = series.filter(({ modality }) => modality === '' || modality === 'CT');
  if (!isWorthIt(objectsOf(ct), ct.length)) throw tooShort();
  const study = new Fetched(pacs, studyInstanceUid, signal);
  const headers = (await Promise.all(ct.map((one) => study.open(one)))).flat();
  study.trustPatients();
  return {
    headers,
    file: (sourceId) => study.file(sourceId),
    fault: () => study.fault,
    came: () => study.came(),
  };
}

const tooShort = (): AppError =>
  new AppError('pacs-fewer', 'it has too few CT images for a part of them to be worth it');

/** NaN where one is not counted. */
const objectsOf = (series: readonly SeriesRow[]): number =>
  series.reduce((sum, { instances }) => sum + (instances ?? Number.NaN), 0);

class Fetched {
  fault: AppError | null = null;
  readonly #pacs: Pacs;
  readonly #study: string;
  readonly #signal: AbortSignal | undefined;
  readonly #claimed = new Map<string, SliceHeader>();
  readonly #files = new Map<string, Promise<Blob>>();
  readonly #objects: InstanceIds[] = [];
  /** As the metadata have it. */
  readonly #patientIds = new Set<string>();
  #bytes = 0;

  constructor(pacs: Pacs, study: string, signal: AbortSignal | undefined) {
    this.#pacs = pacs;
    this.#study = study;
    this.#signal = signal;
  }

  /** The headers of a series. */
  async open({ seriesInstanceUid, instances }: SeriesRow): Promise<readonly SliceHeader[]> {
    const datasets = await metadataOfSeries(
      this.#pacs,
      this.#study,
      seriesInstanceUid,
      this.#signal,
    );
    const places = datasets.flatMap((dataset) => placeOf(dataset, seriesInstanceUid));
    if (datasets.length !== instances || new Set(places.map(keyOf)).size !== datasets.length) {
      const text = 'the PACS gives the metadata of other objects than it counts in a series';
      throw new AppError('pacs-fewer', text);
    }
    for (const dataset of datasets) this.#patientIds.add(patientIdAt(dataset));
    if (places.length <= FEW) {
      return (await Promise.all(places.map((place) => this.#take(place)))).flat();
    }
    const [first] = places;
    const [template] = first === undefined ? [] : await this.#take(first);
    const idOf = (sopInstanceUid: string) => keyOf({ seriesInstanceUid, sopInstanceUid });
    const headers = template === undefined ? null : headersOfMetadata(datasets, template, idOf);
    if (headers === null) {
      const text = 'the metadata of a series do not say what each of its slices is';
      throw new AppError('pacs-broken', text);
    }
    for (const header of headers) this.#claimed.set(header.sourceId, header);
    return headers;
  }

  /** Throws where the objects and the metadata so far name two patients: padding behind an ID tells nobody apart, anything else does. */
  trustPatients(): void {
    const ids = new Set(this.#objects.map(({ rawPatientId }) => rawPatientId));
    if (ids.size < 2 && this.#patientIds.size < 2) return;
    throw new AppError('pacs-two-patients', 'the PACS has images of two patients in the study');
  }

  file(sourceId: string): Promise<Blob> {
    const file = this.#files.get(sourceId) ?? this.#fetchClaimed(sourceId);
    this.#files.set(sourceId, file);
    return file;
  }

  async #fetchClaimed(sourceId: string): Promise<Blob> {
    try {
      if (this.fault !== null) throw this.fault;
      const claimed = this.#claimed.get(sourceId);
      if (claimed === undefined) throw new AppError('pacs-not-found', 'this is no slice of it');
      const { blob, slices } = await this.#fetch(claimed);
      this.trustPatients();
      const [real] = slices;
      if (real !== undefined && isAsClaimed(real, claimed)) return blob;
      throw new AppError('pacs-broken', 'a slice is other than the metadata of its series say');
    } catch (error) {
      if (error instanceof AppError) this.fault ??= error;
      throw error;
    }
  }

  /** An object and what it says of its slices: none where it is no image. */
  async #fetch(
    place: Place,
  ): Promise<{ readonly blob: Blob; readonly slices: readonly SliceHeader[] }> {
    const { ids, bytes } = await objectAt(this.#pacs, this.#study, place, this.#signal);
    const blob = new Blob([bytes]);
    this.#bytes += blob.size;
    this.#objects.push(ids);
    const read = readHeaders(keyOf(place), bytes, { complete: true });
    return { blob, slices: read.kind === 'slices' ? read.slices : [] };
  }

  /** One that needs no comparison: its header is its own. */
  async #take(place: Place): Promise<readonly SliceHeader[]> {
    const { blob, slices } = await this.#fetch(place);
    this.#files.set(keyOf(place), Promise.resolve(blob));
    return slices;
  }

  came(): Pick<RetrievedStudy, 'objects' | 'fetchedBytes'> {
    return { objects: [...this.#objects], fetchedBytes: this.#bytes };
  }
}

function placeOf(dataset: JsonDataset, seriesInstanceUid: string): readonly Place[] {
  const sopInstanceUid = uidAt(dataset, TAGS.sopInstanceUid);
  return sopInstanceUid === null ? [] : [{ seriesInstanceUid, sopInstanceUid }];
}
