import type { Study } from '#dicom';
import { anySealed, namingMeasured } from './measurements/named.ts';
import { measurementsOf } from './measurements/state.ts';
import { isSealed, type Seal } from './seal.ts';
import type { Stores } from './stores.ts';

/** Finds what was kept of studies that are given again. */
export interface Recall {
  /**
   * Gives what was kept under the seals of these studies back their names: rows with their numbers, verdicts, measurements. To be
   * awaited before the studies are taken into the list. null: nothing was kept that could be theirs.
   */
  of(studies: readonly Study[]): Promise<void> | null;
}

type Recalled = Pick<
  Stores,
  'worklist' | 'reading' | 'verdicts' | 'measurements' | 'history' | 'notices'
>;

/** The recall of a tab. */
export function createRecall(stores: Recalled, seal: Seal): Recall {
  const { worklist, measurements } = stores;
  const sealedIn = (key: string): boolean =>
    anySealed(measurementsOf(measurements.getState(), key));

  async function recall(studies: readonly Study[]): Promise<void> {
    const seals = await Promise.all(studies.map(({ key }) => seal.of(key)));
    studies.forEach(({ key }, at) => {
      const sealed = seals[at];
      if (sealed !== undefined && sealed !== key) rename(stores, sealed, key);
    });
    for (const study of studies) await nameMeasured(study);
  }

  /** Measurements say again on which slice they lie, as far as those slices are here. */
  async function nameMeasured(study: Study): Promise<void> {
    if (!sealedIn(study.key)) return;
    const named = await namingMeasured(study, seal);
    measurements.setState((state) => ({
      byStudy: new Map(state.byStudy).set(study.key, named(measurementsOf(state, study.key))),
    }));
  }

  return {
    of: (studies) => {
      const { entries } = worklist.getState();
      const { byStudy } = measurements.getState();
      const isAnySealed =
        [...entries.keys(), ...byStudy.keys(), ...stores.verdicts.getState().byStudy.keys()].some(
          isSealed,
        ) || studies.some(({ key }) => sealedIn(key));
      return isAnySealed && studies.length > 0 ? recall(studies) : null;
    },
  };
}

/** A map with one key in the place of another; the same map where it has not that key, or has both. */
function withKey<Value>(
  map: ReadonlyMap<string, Value>,
  from: string,
  to: string,
): ReadonlyMap<string, Value> {
  if (!map.has(from) || map.has(to)) return map;
  return new Map([...map].map(([key, value]) => [key === from ? to : key, value]));
}

function rename(stores: Recalled, from: string, to: string): void {
  const { worklist, reading, verdicts, measurements, history, notices } = stores;
  const isHere = (key: string): string => (key === from ? to : key);
  verdicts.setState(({ byStudy }) => {
    const given = byStudy.get(from);
    const renamed = withKey(byStudy, from, to);
    if (given === undefined || renamed === byStudy) return { byStudy };
    return { byStudy: new Map(renamed).set(to, { ...given, studyKey: to }) };
  });
  measurements.setState(({ byStudy }) => ({ byStudy: withKey(byStudy, from, to) }));
  const { entries } = worklist.getState();
  const entry = entries.get(from);
  if (entry === undefined || entries.has(to)) return;
  history.setState(({ done, undone }) => ({
    done: done.map((change) => ({ ...change, key: isHere(change.key) })),
    undone: undone.map((change) => ({ ...change, key: isHere(change.key) })),
  }));
  notices.setState(({ flaggedUnseen }) => ({
    flaggedUnseen: new Set([...flaggedUnseen].map(isHere)),
  }));
  worklist.setState({
    entries: new Map(withKey(entries, from, to)).set(to, { ...entry, key: to }),
  });
  if (reading.getState().openKey === from) reading.setState({ openKey: to });
}

/** Takes studies in, in the order in which they came. */
export interface Arrivals {
  /** Resolves once they are in; undefined where they are at once. */
  take(studies: readonly Study[]): Promise<void> | undefined;
  /** What is being looked for is not taken in any more. */
  forget(): void;
}

/** Arrivals that are recalled first: one that must be looked for holds back those after it; where nothing is to be looked for, none waits. */
export function createArrivals(
  recall: Recall,
  takeIn: (studies: readonly Study[]) => void,
): Arrivals {
  let waiting = 0;
  let last: Promise<void> = Promise.resolve();
  let isForgotten = { yes: false };
  return {
    take: (studies) => {
      const recalled = recall.of(studies);
      if (waiting === 0 && recalled === null) {
        takeIn(studies);
        return undefined;
      }
      const forgotten = isForgotten;
      const before = last;
      waiting += 1;
      last = (async () => {
        await before;
        // Not found again: it comes in as another, and is analyzed.
        await recalled?.catch(() => undefined);
        waiting -= 1;
        if (!forgotten.yes) takeIn(studies);
      })();
      return last;
    },
    forget: () => {
      isForgotten.yes = true;
      isForgotten = { yes: false };
    },
  };
}
