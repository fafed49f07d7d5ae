import { afterEach, expect, it } from 'vitest';
import { type AuditFact, verifyAudit } from '#audit';
import { auditLog } from './log.ts';
import { browserShelf } from './shelf.ts';

const NAME = 'audit-test';
const END = { at: '2026-05-04T09:00:00.000Z', tab: 'a', by: '' };
const fact = (action: string): AuditFact => ({ ...END, action, study: null, details: {} });

const deleted = () =>
  new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(NAME);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });

afterEach(deleted);

it('keeps one chain that two tabs write to at once, and that goes on after a reload', async () => {
  const logs = [auditLog(await browserShelf(NAME)), auditLog(await browserShelf(NAME))];
  for (let each = 0; each < 40; each += 1) logs[each % 2]?.add([fact(`did-${each}`)]);
  await Promise.all(logs.map((log) => log.settled()));
  const again = auditLog(await browserShelf(NAME));
  again.add([fact('after')]);
  await again.settled();
  const verdict = await verifyAudit(await again.file(END));
  expect(verdict).toMatchObject({ fault: null, whole: 1 + 40 + 1 });
});

it('takes the oldest away together with the words that say so', async () => {
  const shelf = await browserShelf(NAME);
  expect(shelf.kept).toBe(true);
  const log = auditLog(shelf, 10, 4);
  for (let each = 0; each < 30; each += 1) {
    log.add([fact(`did-${each}`)]);
    await log.settled();
  }
  expect((await shelf.all()).length).toBeLessThanOrEqual(11);
  expect((await verifyAudit(await log.file(END))).fault).toBeNull();
});

it('is read whole in pages, and from its new beginning where another tab cuts it meanwhile', async () => {
  const shelf = await browserShelf(NAME);
  const log = auditLog(shelf);
  log.add(Array.from({ length: 2500 }, (_, each) => fact(`did-${each}`)));
  await log.settled();
  expect((await verifyAudit(await log.file(END))).whole).toBe(2501);
  const [read] = await Promise.all([shelf.all(), shelf.append([], 2500, 1800)]);
  const seqs = read.map((entry) => Number(Reflect.get(Object(entry), 'seq')));
  expect(seqs).toEqual(seqs.map((_, at) => (seqs[0] ?? 0) + at));
  expect(seqs.at(-1)).toBe(2500);
});

it('begins anew where somebody deleted the database in mid-run', async () => {
  const log = auditLog(await browserShelf(NAME));
  log.add([fact('before')]);
  await log.settled();
  await deleted();
  log.add([fact('after')]);
  await log.settled();
  const text = await log.file(END);
  expect((await verifyAudit(text)).fault).toBeNull();
  expect(text).not.toContain('"before"');
  expect(text).toContain('"after"');
});

it('names an entry that was changed where it lies', async () => {
  const log = auditLog(await browserShelf(NAME));
  log.add([fact('opened'), fact('exported')]);
  await log.settled();
  await new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open(NAME);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const { result } = opening;
      const transaction = result.transaction('entries', 'readwrite');
      const store = transaction.objectStore('entries');
      const reading = store.get(1);
      reading.onsuccess = () => store.put({ ...reading.result, action: 'closed' });
      transaction.oncomplete = () => {
        result.close();
        resolve();
      };
    };
  });
  expect((await verifyAudit(await log.file(END))).fault).toMatchObject({
    kind: 'changed',
    line: 2,
  });
});
