import { listStudies, type Pacs, type Workitem } from '#dicomweb';

const PRIORITIES = ['HIGH', 'MEDIUM', 'LOW'];
/** One that is not said, or is none of these, is as MEDIUM, which the standard has for usual work. */
const placeOf = ({ priority }: Workitem): number => {
  const place = PRIORITIES.indexOf(priority);
  return place === -1 ? 1 : place;
};

/** Items that a station may take, the most urgent first, and of one priority the oldest: no other station's, and complete. */
export function takeable(items: readonly Workitem[], station: string): readonly Workitem[] {
  return items
    .filter(({ stations, isReady }) => isReady && isFor(stations, station))
    .sort(
      (a, b) =>
        placeOf(a) - placeOf(b) ||
        a.scheduledStart.localeCompare(b.scheduledStart) ||
        a.uid.localeCompare(b.uid),
    );
}

const isFor = (stations: readonly string[], station: string): boolean =>
  stations.length === 0 || stations.includes(station);

/** What is to be done for an item, or why it can't be. */
export type Task =
  | { readonly kind: 'study'; readonly study: string }
  | { readonly kind: 'not'; readonly why: string };

const not = (why: string): Task => ({ kind: 'not', why });

/**
 * The study of an item's input. An address in it is not followed, and one of another host than the PACS's own is no study of this PACS.
 * Rejects with AppError 'pacs-...' where the PACS does not say whose study it is.
 */
export async function taskOf(pacs: Pacs, { inputs, patientId }: Workitem): Promise<Task> {
  const studies = [...new Set(inputs.map(({ studyInstanceUid }) => studyInstanceUid))];
  const [study] = studies;
  if (study === undefined) return not('the work item names no study');
  if (study === null) return not('the work item names a study without a usable UID');
  if (studies.length > 1) return not('the work item names several studies');
  const own = pacs.base.host.toLowerCase();
  if (inputs.some(({ hosts }) => hosts.some((host) => host !== own))) {
    return not('the work item wants its study fetched from another server');
  }
  const { studies: rows } = await listStudies(pacs, { kind: 'study', studyInstanceUid: study });
  const row = rows.find(({ studyInstanceUid }) => studyInstanceUid === study);
  if (row !== undefined && patientId !== '' && row.patientId !== patientId) {
    return not('the work item names another patient than its study');
  }
  return { kind: 'study', study };
}
