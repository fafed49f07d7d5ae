import { readingOf, type StudyEntry } from '#store';
import { useApp, useStore } from '../app-context.ts';

/** Says of a study which other model than the one in use its numbers are of; null where they are of that one, or none is in use yet. */
export function useForeignModel() {
  const { engine } = useApp();
  const hash = useStore(engine, (now) => (now.phase === 'ready' ? now.modelHash : null));
  return (entry: StudyEntry) => {
    const model = readingOf(entry)?.model ?? null;
    return hash === null || model?.hash === hash ? null : model;
  };
}
