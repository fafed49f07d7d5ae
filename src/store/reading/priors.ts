import { isSamePatient, type ScanOrder, scanOrder } from '#dicom';
import { NO_BRAIN } from '#triage';
import type { HeldStudy } from '../worklist/held-study.ts';
import { heardOf, isSettled, type StudyEntry } from '../worklist/study-entry.ts';

/** Another study of the same patient in the list, whose images are here. */
export interface OtherStudy {
  readonly entry: StudyEntry & { readonly study: HeldStudy };
  /** When it was made, seen from the study that is asked about. */
  readonly order: ScanOrder;
}

type Entries = ReadonlyMap<string, StudyEntry>;

const hasImages = (entry: StudyEntry): entry is OtherStudy['entry'] =>
  entry.study !== null && entry.study.series.length > 0;

/** The studies with images by their Patient ID: the judge is asked of those alone that share it. Made once for each list. */
const byId = new WeakMap<Entries, ReadonlyMap<string, readonly OtherStudy['entry'][]>>();

function withId(entries: Entries, patientId: string): readonly OtherStudy['entry'][] {
  let known = byId.get(entries);
  if (known === undefined) {
    const made = new Map<string, OtherStudy['entry'][]>();
    for (const entry of entries.values()) {
      const id = entry.study?.patient.patientId.trim() ?? '';
      if (id === '' || !hasImages(entry)) continue;
      const same = made.get(id);
      if (same === undefined) made.set(id, [entry]);
      else same.push(entry);
    }
    known = made;
    byId.set(entries, known);
  }
  return known.get(patientId.trim()) ?? [];
}

/** The latest before it, then the first after it, then what states no time. */
function nearness({ order }: OtherStudy): number {
  const rank = { before: 0, after: 1, 'same-day': 2, unknown: 3 }[order.kind];
  const apart = 'days' in order ? order.days * 1440 + (order.minutes ?? 0) : 0;
  return rank * 1e9 + apart;
}

/** Other studies of the patient of a study, the one to compare it with first; by `isSamePatient` alone. */
export function otherStudies(entries: Entries, key: string): readonly OtherStudy[] {
  const one = entries.get(key);
  if (one === undefined || !hasImages(one)) return [];
  return withId(entries, one.study.patient.patientId)
    .filter((entry) => entry.key !== key && isSamePatient(entry.study.patient, one.study.patient))
    .map((entry) => ({ entry, order: scanOrder(entry.study, one.study) }))
    .sort((a, b) => nearness(a) - nearness(b) || a.entry.number - b.entry.number);
}

/** Whether a study has an earlier one of the same patient in the list. */
export const hasPrior = (entries: Entries, key: string): boolean =>
  otherStudies(entries, key)[0]?.order.kind === 'before';

/** The highest slice with brain by the analysis, once it has ended; null where that isn't known. */
export function topOfBrain(entry: StudyEntry, count: number): number | null {
  if (!isSettled(entry) || entry.hidden === true) return null;
  const { slices, notAnalysed } = heardOf(entry);
  for (let index = count - 1; index >= 0; index -= 1) {
    if (slices.has(index)) return index;
    if (notAnalysed.get(index)?.reason.code !== NO_BRAIN.code) return null;
  }
  return null;
}
