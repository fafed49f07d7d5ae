import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figure } from '../../scripts/prove/figure.ts';
import { type AuditEntry, type AuditFact, CHAIN_ACTIONS, linked } from './entry.ts';
import { auditFile } from './file.ts';
import { verifyAudit } from './verify.ts';

const fact = (action: string, details: AuditFact['details'] = {}): AuditFact => ({
  at: '2026-05-04T08:00:00.000Z',
  tab: 'a1b2c3',
  action,
  study: '~00112233445566778899aabbccddeeff',
  by: 'ÄB',
  details,
});

async function chain(facts: readonly AuditFact[]): Promise<readonly AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for (const each of facts) entries.push(await linked(each, entries.at(-1) ?? null));
  return entries;
}

const written = (entries: readonly AuditEntry[]): Promise<string> =>
  auditFile(entries, entries.at(-1) ?? null, fact(''));

/** A log whose older part was cut off: the entry that says so is near its end. */
async function cutLog(): Promise<readonly AuditEntry[]> {
  const old = await chain(['begun', 'opened', 'opened', 'opened'].map((each) => fact(each)));
  const kept = old.slice(2);
  const gone = old[1];
  const cut = fact(CHAIN_ACTIONS.cut, { upTo: gone?.seq ?? 0, hash: gone?.hash ?? '' });
  return [...kept, await linked(cut, old.at(-1) ?? null)];
}

const someLog = () =>
  chain(['begun', 'received', 'opened', 'care', 'exported'].map((one) => fact(one)));

const facts = fc.array(
  fc.record({
    at: fc.constantFrom('2026-05-04T08:00:00.000Z', '2026-05-04T09:30:00.000Z'),
    tab: fc.constantFrom('aaaaaa', 'bbbbbb'),
    action: fc.constantFrom('opened', 'care', 'exported', 'cut'),
    study: fc.option(fc.constant('~00112233445566778899aabbccddeeff')),
    by: fc.constantFrom('', 'AB', 'ÖÜ'),
    details: fc.dictionary(
      fc.string({ maxLength: 5 }),
      fc.oneof(fc.string(), fc.nat(), fc.boolean()),
    ),
  }),
  { minLength: 1, maxLength: 7 },
);

/** One change of a file, at a place that is taken modulo its length. */
const change = fc.oneof(
  fc.record({ kind: fc.constant('byte' as const), at: fc.nat(), to: fc.nat({ max: 255 }) }),
  fc.record({ kind: fc.constant('insert-byte' as const), at: fc.nat(), to: fc.nat({ max: 255 }) }),
  fc.record({
    kind: fc.constant('delete-bytes' as const),
    at: fc.nat(),
    count: fc.integer({ min: 1, max: 400 }),
  }),
  fc.record({ kind: fc.constant('truncate' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('append' as const), text: fc.string({ minLength: 1 }) }),
  fc.record({
    kind: fc.constant('remove' as const),
    at: fc.nat(),
    count: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ kind: fc.constant('repeat' as const), at: fc.nat(), to: fc.nat() }),
  fc.record({ kind: fc.constant('move' as const), at: fc.nat(), to: fc.nat() }),
  fc.record({ kind: fc.constant('foreign' as const), at: fc.nat(), replaces: fc.boolean() }),
);

type Change = typeof change extends fc.Arbitrary<infer One> ? One : never;

/** What the change makes of a file, and the first line that is not as before. */
function changed(text: string, one: Change, foreign: (at: number) => string): string {
  const lines = text.slice(0, -1).split('\n');
  const at = 'at' in one ? one.at % text.length : 0;
  const line = 'at' in one ? one.at % lines.length : 0;
  const joined = (next: readonly string[]) => next.map((each) => `${each}\n`).join('');
  switch (one.kind) {
    case 'byte':
      return text.slice(0, at) + String.fromCharCode(one.to) + text.slice(at + 1);
    case 'insert-byte':
      return text.slice(0, at) + String.fromCharCode(one.to) + text.slice(at);
    case 'delete-bytes':
      return text.slice(0, at) + text.slice(at + one.count);
    case 'truncate':
      return text.slice(0, at);
    case 'append':
      return text + one.text;
    case 'remove':
      return joined(lines.toSpliced(line, one.count));
    case 'repeat':
      return joined(lines.toSpliced(one.to % (lines.length + 1), 0, lines[line] ?? ''));
    case 'move': {
      const without = lines.toSpliced(line, 1);
      return joined(without.toSpliced(one.to % lines.length, 0, lines[line] ?? ''));
    }
    default:
      return joined(lines.toSpliced(line, one.replaces ? 1 : 0, foreign(line)));
  }
}

/** The line of the first byte that is another. A line's end is the line's own. */
const firstDifference = (one: string, other: string): number => {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return one.slice(0, at).split('\n').length;
};

describe('a file of an audit log', () => {
  it('is whole as it was written, whatever it says, cut or not', async () => {
    await fc.assert(
      fc.asyncProperty(facts, async (given) => {
        const entries = await chain(given);
        const verdict = await verifyAudit(await written(entries));
        expect(verdict).toMatchObject({ whole: given.length, cut: 0, fault: null });
        expect(verdict.last).toBe(entries.at(-1)?.hash);
      }),
    );
    const cut = await verifyAudit(await written(await cutLog()));
    expect(cut).toMatchObject({ whole: 3, cut: 2, fault: null });
  });

  it('is found out by any one change of its bytes or lines, at the line that was changed or the next', async (context) => {
    const other = await chain([
      fact('begun', { log: 'another' }),
      ...['opened', 'care'].map((each) => fact(each)),
    ]);
    let found = 0;
    await fc.assert(
      fc.asyncProperty(facts, fc.boolean(), change, async (given, isCut, one) => {
        const entries = isCut ? await cutLog() : await chain(given);
        const text = await written(entries);
        // An entry of another log, or one that follows its place as if it had been written there.
        const forged = await linked(fact('opened', { forged: true }), entries[0] ?? null);
        const foreign = (at: number) =>
          JSON.stringify(at === 1 ? forged : other[at % other.length]);
        const mutant = changed(text, one, foreign);
        fc.pre(mutant !== text);
        const { fault } = await verifyAudit(mutant);
        expect(fault).not.toBeNull();
        found += 1;
        const line = firstDifference(text, mutant);
        // A line end that became a letter joins two lines; without its vouching entry, the beginning is at fault.
        expect(fault?.line).toBeLessThanOrEqual(line + 1);
        if (!isCut) expect(fault?.line).toBeGreaterThanOrEqual(line);
      }),
      { numRuns: 600 },
    );
    figure(context, `${found} changes of a file, each found`);
  });

  it.each([
    ['changed', 3, (lines: string[]) => lines.with(2, lines[2]?.replace('opened', 'closed') ?? '')],
    ['removed', 3, (lines: string[]) => lines.toSpliced(2, 1)],
    ['removed', 1, (lines: string[]) => lines.slice(1)],
    ['removed', 6, (lines: string[]) => lines.slice(0, -1)],
    ['inserted', 4, (lines: string[]) => lines.toSpliced(3, 0, lines[1] ?? '')],
    ['inserted', 3, (lines: string[]) => lines.toSpliced(2, 0, '{}')],
    ['inserted', 1, (lines: string[]) => ['', ...lines]],
    ['reordered', 2, (lines: string[]) => lines.with(1, lines[2] ?? '').with(2, lines[1] ?? '')],
    ['reordered', 1, (lines: string[]) => lines.with(0, lines[1] ?? '').with(1, lines[0] ?? '')],
  ] as const)('with a line %s says so, at line %d', async (kind, line, make) => {
    const lines = (await written(await someLog())).slice(0, -1).split('\n');
    const verdict = await verifyAudit(`${make(lines).join('\n')}\n`);
    expect(verdict.fault).toMatchObject({ kind, line });
    expect(verdict.whole).toBe(line - 1);
  });

  it('is not whole where its older part is gone and no entry says that it was cut', async () => {
    const [, , ...kept] = await chain(
      ['begun', 'opened', 'opened', 'opened'].map((one) => fact(one)),
    );
    const verdict = await verifyAudit(await written(kept));
    expect(verdict.fault).toMatchObject({ kind: 'removed', line: 1 });
  });

  it('that was written anew as a whole is found by a hash that was kept elsewhere', async () => {
    const entries = await someLog();
    const noted = entries[3]?.hash ?? '';
    const anew = await chain(['begun', 'received', 'exported'].map((one) => fact(one)));
    expect(await verifyAudit(await written(entries), noted)).toMatchObject({ passes: true });
    expect(await verifyAudit(await written(anew), noted)).toMatchObject({
      fault: null,
      passes: false,
    });
  });

  it('of a later format is not judged', async () => {
    const text = (await written(await someLog())).replace('"version":1', '"version":2');
    expect((await verifyAudit(text)).fault).toMatchObject({ kind: 'newer', line: 1 });
  });

  it('counts where the clock was set back, which is no fault of the file', async () => {
    const back = { ...fact('opened'), at: '2026-05-03T08:00:00.000Z' };
    const verdict = await verifyAudit(await written(await chain([fact('begun'), back])));
    expect(verdict).toMatchObject({ backwards: 1, fault: null });
    // Another tab only wrote late.
    const late = await verifyAudit(
      await written(await chain([fact('begun'), { ...back, tab: 'other' }])),
    );
    expect(late).toMatchObject({ backwards: 0, fault: null });
  });
});
