import { scanOrder } from '#dicom';
import { type OtherStudy, otherStudies, type StudyEntry } from '#store';
import { useApp, useStore } from '../app-context.ts';

/** The other study of the patient that hangs, or may hang, beside the open one; null where there is none in the list. */
export function useOtherStudy({ key, study }: StudyEntry): OtherStudy | null {
  const { worklist, reading } = useApp();
  const besideKey = useStore(reading, (state) => state.besideKey);
  const entry = useStore(worklist, ({ entries }) => {
    const others = otherStudies(entries, key);
    // One that hangs there stays, though a nearer one came in.
    return (others.find((other) => other.entry.key === besideKey) ?? others[0])?.entry;
  });
  if (entry === undefined || study === null) return null;
  return { entry, order: scanOrder(entry.study, study) };
}
