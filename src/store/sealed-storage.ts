import type { Seal } from './seal.ts';
import type { AppStorage } from './storage.ts';

/**
 * A storage that lets no identifier through: every key by which a study, a series or a slice is known outside is sealed before it is
 * written. What is read back has sealed keys; `recall.ts` finds whose they are when a study is given again. Writes are done in the
 * order in which they were asked for. The storage below must not be used beside it.
 */
export function sealedStorage(inner: AppStorage, seal: Seal): AppStorage {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(write: () => Promise<Value>): Promise<Value> => {
    const mine = last.then(write);
    last = mine.catch(() => undefined); // One that fails fails its own asker, and holds up no other.
    return mine;
  };
  const markOf = async (mark: string): Promise<string> => (mark === '' ? '' : seal.of(mark));
  return {
    ...inner,
    seal: seal.of,
    saveRows: (rows) =>
      inTurn(async () => {
        const sealed = rows.map(async (row) => ({
          ...row,
          studyKey: await seal.of(row.studyKey),
          uid: await markOf(row.uid),
          slices: await markOf(row.slices),
        }));
        return inner.saveRows(await Promise.all(sealed));
      }),
    withholdNames: () => inTurn(inner.withholdNames),
    saveResult: (kept) =>
      inTurn(async () => {
        const slices = await markOf(kept.slices);
        await inner.saveResult({ ...kept, studyKey: await seal.of(kept.studyKey), slices });
      }),
    saveVerdicts: (record) =>
      inTurn(async () => {
        const log = await Promise.all(
          record.log.map(async (given) => ({
            ...given,
            analysisKey: await markOf(given.analysisKey),
          })),
        );
        await inner.saveVerdicts({ ...record, studyKey: await seal.of(record.studyKey), log });
      }),
    saveMeasurements: (kept) =>
      inTurn(async () => {
        const measurements = await Promise.all(
          kept.measurements.map(async (one) => ({
            ...one,
            seriesKey: await seal.of(one.seriesKey),
            sliceKey: await seal.of(one.sliceKey),
          })),
        );
        await inner.saveMeasurements({
          ...kept,
          studyKey: await seal.of(kept.studyKey),
          measurements,
        });
      }),
    clear: () => inTurn(inner.clear),
    clearedElsewhere: () => inTurn(inner.clearedElsewhere),
  };
}
