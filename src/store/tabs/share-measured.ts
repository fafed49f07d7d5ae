import type { Measurement } from '#measure';
import { forgetChanges } from '../history/state.ts';
import { anySealed, namingMeasured } from '../measurements/named.ts';
import { measurementsOf } from '../measurements/state.ts';
import type { Seal } from '../seal.ts';
import type { AppStorage } from '../storage.ts';
import type { Stores } from '../stores.ts';
import { readStudy } from '../worklist/held-study.ts';
import { fromElsewhere } from './heard.ts';
import type { Measured } from './read-work.ts';

/** What a measurement stays by while its numbers change, and two tabs number two of them alike. */
const identityOf = ({ at, kind, points }: Measurement): string =>
  JSON.stringify([at, kind, points]);

const byIdentity = (list: readonly Measurement[]): ReadonlyMap<string, Measurement> =>
  new Map(list.map((one) => [identityOf(one), one]));

/** Whether it reads alike, whatever its number and by whatever name it knows its slice. */
const isAlike = (one: Measurement, other: Measurement | undefined): boolean =>
  other !== undefined &&
  JSON.stringify([one.over, one.quantities, one.notes]) ===
    JSON.stringify([other.over, other.quantities, other.notes]);

/** What other tabs are told where one list comes after another; null where it says nothing new. */
export async function sealedChange(
  before: readonly Measurement[],
  after: readonly Measurement[],
  seal: Seal,
): Promise<Measured | null> {
  const [were, are] = [byIdentity(before), byIdentity(after)];
  const put = after.filter((one) => !isAlike(one, were.get(identityOf(one))));
  const gone = before.filter((one) => !are.has(identityOf(one)));
  if (put.length + gone.length === 0) return null;
  const sealed = (list: readonly Measurement[]): Promise<Measurement[]> =>
    Promise.all(
      list.map(async (one) => ({
        ...one,
        seriesKey: await seal.of(one.seriesKey),
        sliceKey: await seal.of(one.sliceKey),
      })),
    );
  return { put: await sealed(put), gone: await sealed(gone), count: after.length };
}

/**
 * What is there and what was heard, in the order in which it was made. Of two with one number the later gets the next that is free, in every tab
 * alike.
 */
function merged(
  own: readonly Measurement[],
  { put, gone }: Pick<Measured, 'put' | 'gone'>,
): readonly Measurement[] {
  const all = new Map(byIdentity(own));
  for (const one of gone) all.delete(identityOf(one));
  for (const one of put) {
    const known = all.get(identityOf(one));
    const { seriesKey, sliceKey } = known ?? one;
    all.set(identityOf(one), { ...one, seriesKey, sliceKey });
  }
  const inOrder = [...all].sort(([a, one], [b, other]) => one.at - other.at || (a < b ? -1 : 1));
  const taken = new Set<number>();
  let highest = Math.max(0, ...inOrder.map(([, { id }]) => id));
  return inOrder.map(([, one]) => {
    if (taken.has(one.id)) highest += 1;
    const id = taken.has(one.id) ? highest : one.id;
    taken.add(id);
    return { ...one, id };
  });
}

/** Takes up what another tab measured in a study. What neither tab alone has written is written here. */
export async function takeMeasured(
  on: Pick<Stores, 'worklist' | 'measurements' | 'history' | 'settings'> & {
    readonly storage: Pick<AppStorage, 'saveMeasurements'>;
    readonly seal: Seal;
  },
  key: string,
  heard: Measured,
): Promise<void> {
  const { worklist, measurements, history, settings, storage, seal } = on;
  const study = worklist.getState().entries.get(key)?.study ?? null;
  const name =
    study !== null && anySealed(heard.put) ? await namingMeasured(readStudy(study), seal) : null;
  const put = name === null ? heard.put : name(heard.put);
  const list = merged(measurementsOf(measurements.getState(), key), { ...heard, put });
  // What undo would bring back is not what was there before.
  forgetChanges(history, (change) => change.kind === 'measurements' && change.key === key);
  measurements.setState(({ byStudy }) => ({
    byStudy: new Map(byStudy).set(key, fromElsewhere(list)),
  }));
  if (list.length !== heard.count && settings.getState().keepResults)
    await storage.saveMeasurements({ version: 2, studyKey: key, measurements: list });
}
