import { type AuditFact, verifyAudit } from '#audit';
import { isSealed, newSealKey, type Seal, sealWith } from '../seal.ts';
import type { Stores } from '../stores.ts';
import type { AuditTrail, Heard } from './actions.ts';
import { factsOf, type PlainFact } from './facts.ts';
import { auditLog } from './log.ts';
import type { AuditShelf } from './shelf.ts';

/** Settings change with each letter that is typed: such changes are written as one, this late. */
const SETTLE_MS = 1000;

const randomWord = (): string => crypto.randomUUID().slice(0, 6);

/** The trail of a tab: makes what is heard into entries under the study's seal, and writes them behind what other tabs wrote. */
export function openTrail(
  shelf: AuditShelf,
  { settings, worklist }: Pick<Stores, 'settings' | 'worklist'>,
  seal: Seal,
  now: () => number,
): AuditTrail & { hear(heard: Heard): void } {
  const log = auditLog(shelf);
  const tab = randomWord();
  const sealed = sealing(seal);
  const iso = (at: number): string => new Date(at).toISOString();
  let pending: PlainFact[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  let last: Promise<void> = Promise.resolve();

  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const facts = pending;
    pending = [];
    if (facts.length === 0) return;
    // Sealed from now on: "Clear everything" takes the key.
    const made = Promise.all(
      facts.map(
        async ({ at, action, studyKey, by, details }): Promise<AuditFact> => ({
          at: iso(at),
          tab,
          action,
          study: studyKey === null ? null : await sealed(studyKey),
          by,
          details,
        }),
      ),
    );
    last = last.then(async () => log.add(await made));
  };
  const say = (facts: readonly PlainFact[]): void => {
    for (const fact of facts) {
      const before = pending.at(-1);
      if (fact.action === 'settings' && before?.action === 'settings') {
        const details = { ...before.details, ...fact.details };
        pending[pending.length - 1] = { ...fact, details };
      } else pending.push(fact);
    }
    if (pending.some(({ action }) => action !== 'settings')) flush();
    else if (pending.length > 0) timer ??= setTimeout(flush, SETTLE_MS);
  };
  const settled = async (): Promise<void> => {
    flush();
    await last;
    await log.settled();
  };
  const doneNow = (action: string): PlainFact => ({
    at: now(),
    action,
    studyKey: null,
    by: settings.getState().initials,
    details: {},
  });
  const file = async (): Promise<string> => {
    await settled();
    return log.file({ at: iso(now()), tab, by: settings.getState().initials });
  };

  say([{ ...doneNow('tab-opened'), by: '' }]);
  return {
    kept: shelf.kept,
    settled,
    hear: (heard) => say(factsOf(heard, settings.getState(), worklist.getState().entries)),
    check: async () => verifyAudit(await file()),
    file: () => {
      say([doneNow('log-exported')]);
      return file();
    },
  };
}

/** Seals that never let a key through in clear, also where nothing is kept or the browser's key is not to be had. */
function sealing(seal: Seal): (studyKey: string) => Promise<string> {
  let own: Promise<Seal> | null = null;
  return async (studyKey) => {
    const kept = await seal.of(studyKey);
    if (isSealed(kept)) return kept;
    own ??= newSealKey().then(sealWith);
    return (await own).of(studyKey);
  };
}
