import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type AuditFact, verifyAudit } from '#audit';
import { auditLog } from './log.ts';
import { type AuditShelf, memoryShelf } from './shelf.ts';

const fact = (action: string, tab = 'a'): AuditFact => ({
  at: '2026-05-04T08:00:00.000Z',
  tab,
  action,
  study: null,
  by: '',
  details: {},
});

const END = { at: '2026-05-04T09:00:00.000Z', tab: 'a', by: '' };

const actionsIn = (text: string): readonly string[] =>
  text
    .trim()
    .split('\n')
    .map((line) => String(JSON.parse(line).action));

/** A shelf that answers late, by a number that the test chooses: other tabs come between. */
function slow(shelf: AuditShelf, turns: () => number): AuditShelf {
  const late = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let turn = turns(); turn > 0; turn -= 1) await Promise.resolve();
    return work();
  };
  return {
    ...shelf,
    ends: () => late(shelf.ends),
    append: (...given) => late(() => shelf.append(...given)),
  };
}

describe('an audit log', () => {
  it('is one chain, though several tabs write to it at once, and loses and swaps nothing of a tab', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ tab: fc.nat({ max: 2 }), count: fc.integer({ min: 1, max: 3 }) }), {
          minLength: 1,
          maxLength: 12,
        }),
        fc.infiniteStream(fc.nat({ max: 12 })),
        async (given, turns) => {
          const shelf = memoryShelf();
          const logs = [0, 1, 2].map(() => auditLog(slow(shelf, () => turns.next().value)));
          const added: string[][] = [[], [], []];
          for (const [at, { tab, count }] of given.entries()) {
            const actions = Array.from({ length: count }, (_, each) => `did-${at}-${each}`);
            added[tab]?.push(...actions);
            logs[tab]?.add(actions.map((action) => fact(action, String(tab))));
          }
          await Promise.all(logs.map((log) => log.settled()));
          const text = (await logs[0]?.file(END)) ?? '';
          const verdict = await verifyAudit(text);
          expect(verdict.fault).toBeNull();
          // The beginning is an entry, too.
          expect(verdict.whole).toBe(1 + added.flat().length);
          const lines = text
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line));
          for (const tab of [0, 1, 2]) {
            const own = lines.filter(
              (line) => line.tab === String(tab) && /^did/.test(line.action),
            );
            expect(own.map(({ action }) => action)).toEqual(added[tab]);
          }
        },
      ),
    );
  });

  it('stays within its bound, says in the chain what it cut, and is whole from there on', async () => {
    const shelf = memoryShelf();
    const log = auditLog(shelf, 20, 8);
    for (let each = 0; each < 90; each += 1) {
      log.add([fact(`did-${each}`)]);
      await log.settled();
      expect((await shelf.all()).length).toBeLessThanOrEqual(21);
    }
    const verdict = await verifyAudit(await log.file(END));
    expect(verdict.fault).toBeNull();
    expect(verdict.cut).toBeGreaterThan(60);
    const text = await log.file(END);
    expect(actionsIn(text)).toContain('cut');
    expect(
      actionsIn(text)
        .filter((action) => action.startsWith('did'))
        .at(-1),
    ).toBe('did-89');
    // Taken out, the words about the cut leave a beginning that nobody vouches for.
    const without = text.split('\n').filter((line) => !line.includes('"action":"cut"'));
    expect((await verifyAudit(without.join('\n'))).fault).toMatchObject({ line: 1 });
  });

  it('tries again what a full storage refused, and logs what it had to give up', async () => {
    vi.useFakeTimers();
    try {
      const shelf = memoryShelf();
      let full = true;
      const log = auditLog({
        ...shelf,
        append: (...given) => (full ? Promise.reject(new Error('full')) : shelf.append(...given)),
      });
      log.add(Array.from({ length: 2100 }, (_, each) => fact(`did-${each}`)));
      await log.settled();
      expect(await shelf.all()).toEqual([]);
      full = false;
      await vi.advanceTimersByTimeAsync(6000);
      await log.settled();
      vi.useRealTimers();
      const text = await log.file(END);
      expect((await verifyAudit(text)).fault).toBeNull();
      expect(actionsIn(text).slice(0, 3)).toEqual(['begun', 'lost', 'did-100']);
      expect(text).toContain('"details":{"count":100}');
    } finally {
      vi.useRealTimers();
    }
  });

  it('goes on behind an entry that was damaged where it lies, and the check names that one', async () => {
    const shelf = memoryShelf();
    const log = auditLog(shelf);
    log.add([fact('opened'), fact('exported')]);
    await log.settled();
    const damaged: AuditShelf = {
      ...shelf,
      all: async () => (await shelf.all()).with(1, { seq: 1, action: 'nothing' }),
    };
    const other = auditLog(damaged);
    other.add([fact('opened')]);
    await other.settled();
    expect((await verifyAudit(await other.file(END))).fault).toMatchObject({
      kind: 'changed',
      line: 2,
    });
  });
});
