import { mergedRecords, type VerdictRecord } from '#verdicts';
import { forgetChanges } from '../history/state.ts';
import type { Seal } from '../seal.ts';
import type { AppStorage } from '../storage.ts';
import type { Stores } from '../stores.ts';
import type { TabChannel } from '../worklist/numbers.ts';
import { fromElsewhere, isFromElsewhere } from './heard.ts';
import { readWork, type SharedWork } from './read-work.ts';
import { sealedChange, takeMeasured } from './share-measured.ts';
import { takeCare } from './take-care.ts';

/** What readers' work is in. */
export type WorkStores = Pick<
  Stores,
  'worklist' | 'verdicts' | 'measurements' | 'history' | 'settings'
>;

/**
 * One state of the work for all tabs of the browser: what a reader acknowledges, finishes, pins or says of a study in one is told to the others,
 * who have it at once, so that nobody reads a study twice and no tab writes over what it did not know. Verdicts and measurements are put together, none is lost;
 * of states and pins the last one stands. What a tab was told is not told on.
 */
export function shareWork(
  stores: WorkStores,
  channel: TabChannel,
  seal: Seal,
  storage: Pick<AppStorage, 'saveMeasurements'>,
): void {
  const { worklist, verdicts, measurements } = stores;
  const say = async (key: string, work: Omit<SharedWork, 'study'>): Promise<void> =>
    channel.say({ work: { ...work, study: await seal.of(key) } });
  /** In order: what is sealed sooner is not said sooner. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): void => {
    last = last.then(work).catch(() => undefined);
  };

  worklist.subscribe(({ entries }, before) => {
    if (entries === before.entries) return;
    for (const [key, entry] of entries) {
      const was = before.entries.get(key);
      if (was === undefined || was === entry) continue;
      const care =
        was.care === entry.care || isFromElsewhere(entry.care) ? {} : { care: entry.care };
      const pin = was.pin === entry.pin || isFromElsewhere(entry) ? {} : { pin: entry.pin };
      if ('care' in care || 'pin' in pin) inTurn(() => say(key, { ...care, ...pin }));
    }
  });
  verdicts.subscribe(({ byStudy }, before) => {
    for (const [key, record] of byStudy) {
      if (before.byStudy.get(key) === record || isFromElsewhere(record)) continue;
      // Found again under the study's own name, it says nothing new.
      if ([...before.byStudy.values()].some(({ log }) => log === record.log)) continue;
      inTurn(() => say(key, { verdicts: record }));
    }
  });
  measurements.subscribe(({ byStudy }, before) => {
    for (const [key, list] of byStudy) {
      const was = before.byStudy.get(key);
      if (was === list || isFromElsewhere(list)) continue;
      // Found again under the study's own name, it says nothing new.
      if (was === undefined && [...before.byStudy.values()].includes(list)) continue;
      inTurn(async () => {
        const measured = await sealedChange(was ?? [], list, seal);
        if (measured !== null) await say(key, { measured });
      });
    }
  });
  channel.hear((raw) => {
    const work = readWork(raw);
    if (work !== null) inTurn(() => take(stores, seal, storage, work));
  });
}

/** A study of this tab by its sealed key: it is known under its own where its images were given here. */
async function ownKey({ worklist }: WorkStores, seal: Seal, study: string): Promise<string | null> {
  const keys = [...worklist.getState().entries.keys()];
  if (keys.includes(study)) return study;
  for (const key of keys) if ((await seal.of(key)) === study) return key;
  return null;
}

async function take(
  stores: WorkStores,
  seal: Seal,
  storage: Pick<AppStorage, 'saveMeasurements'>,
  work: SharedWork,
): Promise<void> {
  const key = await ownKey(stores, seal, work.study);
  if (key === null) return;
  const { care, pin, verdicts, measured } = work;
  if (care !== undefined || pin !== undefined) {
    takeCare(stores, key, {
      ...(care === undefined ? {} : { care }),
      ...(pin === undefined ? {} : { pin }),
    });
  }
  if (verdicts !== undefined) takeVerdicts(stores, key, verdicts);
  if (measured !== undefined) await takeMeasured({ ...stores, storage, seal }, key, measured);
}

function takeVerdicts({ verdicts, history }: WorkStores, key: string, heard: VerdictRecord): void {
  const own = verdicts.getState().byStudy.get(key);
  const newer = { ...heard, studyKey: key };
  const record = own === undefined ? newer : mergedRecords(newer, own);
  for (const given of record.log) fromElsewhere(given);
  fromElsewhere(record.blinded?.reveal ?? null);
  // Undo knows a verdict by its place in the log.
  const keepPlaces =
    own === undefined || own.log.every(({ at }, place) => record.log[place]?.at === at);
  if (!keepPlaces)
    forgetChanges(history, (change) => change.kind === 'verdict' && change.key === key);
  verdicts.setState(({ byStudy }) => ({
    byStudy: new Map(byStudy).set(key, fromElsewhere(record)),
  }));
}
