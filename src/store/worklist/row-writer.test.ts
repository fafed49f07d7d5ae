import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ms } from '#base';
import { fromElsewhere } from '../tabs/heard.ts';
import { type Care, type CareState, careAfter, UNSEEN } from './care.ts';
import { anEntry, aSummary } from './entries.fixture.ts';
import { type KeptRow, rowToKeep } from './kept-rows.ts';
import { rowWriter } from './row-writer.ts';
import { partOf, underWay } from './so-far.fixture.ts';

const first: KeptRow = { ...rowToKeep(anEntry('a'), false), revision: 1 };

/** One study in the browser's database, and tabs over it that opened when it lay there as given. */
function browser(count: number, there: KeptRow | null = first) {
  let lies = there;
  let now = 1000;
  const tabs = Array.from({ length: count }, () => {
    const writer = rowWriter(there === null ? [] : [there]);
    let row: KeptRow = there ?? first;
    const tab = {
      row: () => row,
      change: (part: Partial<KeptRow>) => {
        row = { ...row, ...part };
      },
      act: (to: CareState) => {
        now += 10;
        tab.change({ care: careAfter(row.care, to, { at: ms(now), by: 'AB' }) });
      },
      /** What another tab says of what was done in it. */
      hear: (care: Care) => tab.change({ care: fromElsewhere(structuredClone(care)) }),
      write: () => {
        const next = writer.over(row, lies);
        writer.wrote(row, next);
        lies = next;
      },
    };
    return tab;
  });
  const [one, other] = tabs;
  if (one === undefined || other === undefined) throw new Error('two tabs at least');
  return { tabs, one, other, kept: () => lies as KeptRow };
}

const lastSigned = ({ acknowledged, done }: Care): number =>
  Math.max(acknowledged?.at ?? 0, done?.at ?? 0);
const ACTS = ['open', 'acknowledged', 'done'] as const;
const MOVES = [...ACTS, 'write', 'grow', 'hear'] as const;

describe('rows that several tabs write', () => {
  it('never lose the last thing that people did, nor slices, in any order of two tabs’ acts, news and writes', () => {
    const moves = fc.array(fc.record({ tab: fc.nat(1), move: fc.constantFrom(...MOVES) }), {
      maxLength: 25,
    });
    fc.assert(
      fc.property(moves, fc.boolean(), (steps, isKnown) => {
        const { tabs, kept } = browser(2, isKnown ? first : null);
        let last = UNSEEN;
        let slices = isKnown ? first.summary.sliceCount : 0;
        for (const { tab: at, move } of steps) {
          const [tab, other] = [tabs[at], tabs[1 - at]];
          if (tab === undefined || other === undefined) throw new Error('no tab');
          if (move === 'write') tab.write();
          else if (move === 'hear') {
            // Telling crosses with acts: only what is newer is told.
            if (lastSigned(other.row().care) > lastSigned(tab.row().care))
              tab.hear(other.row().care);
          } else if (move === 'grow') {
            slices = Math.max(slices, tab.row().summary.sliceCount) + 1;
            tab.change({ slices: `of ${slices}`, summary: aSummary({ sliceCount: slices }) });
          } else if (move !== 'open' || tab.row().care.done === null) {
            const before = lastSigned(tab.row().care);
            tab.act(move);
            if (lastSigned(tab.row().care) > before) last = tab.row().care;
          }
        }
        const written: number[] = [];
        for (const tab of [...tabs, ...tabs]) {
          tab.write();
          written.push(kept().revision);
        }
        expect([...written].sort((a, b) => a - b)).toEqual(written);
        expect(lastSigned(kept().care)).toBe(lastSigned(last));
        expect(kept().care.done).toEqual(last.done);
        if (slices > 0 || isKnown) expect(kept().summary.sliceCount).toBeGreaterThanOrEqual(slices);
      }),
    );
  });

  it('by a stale tab leave what another one did, and pinned, and took back', () => {
    const { one, other, kept } = browser(2);
    one.act('done');
    one.change({ pin: { note: 'call', pinnedAt: ms(5) } });
    one.write();
    other.change({ slices: 'grown', summary: aSummary({ sliceCount: 30 }) });
    other.write();
    expect(kept()).toMatchObject({ care: one.row().care, pin: { note: 'call' }, slices: 'grown' });
    other.hear(one.row().care);
    one.act('unread');
    one.write();
    other.change({ slices: 'grown more', summary: aSummary({ sliceCount: 31 }) });
    other.write();
    expect(kept()).toMatchObject({ care: UNSEEN, summary: { sliceCount: 31 } });
  });

  it('hold both what was acknowledged in one and finished in the other', () => {
    const { one, other, kept } = browser(2);
    one.act('acknowledged');
    other.act('done');
    other.write();
    one.write();
    expect(kept().care).toMatchObject({
      acknowledged: one.row().care.acknowledged,
      done: other.row().care.done,
    });
  });

  it('stay of the slices of the newer one: a tab that has fewer takes no result from it', () => {
    const { one, other, kept } = browser(2);
    one.change({ slices: 'all', summary: aSummary({ sliceCount: 40 }) });
    one.write();
    other.act('open');
    other.write();
    expect(kept()).toMatchObject({ slices: 'all', summary: { sliceCount: 40 } });
    expect(kept().care.openedAt).not.toBeNull();
  });

  it('have what was said of more slices, as long as it is not done', () => {
    const said = (indices: number[]): KeptRow => rowToKeep(underWay(partOf(0.9, indices)), false);
    const { one, other, kept } = browser(2, { ...said([1]), revision: 1 });
    one.change({ soFar: said([1, 2, 3]).soFar });
    one.write();
    other.change({ soFar: said([1, 2]).soFar });
    other.write();
    expect(kept().soFar).toEqual(said([1, 2, 3]).soFar);
  });

  it('keep the number under which a study was first known, and the moment at which it first came in the shift', () => {
    const { one, other, kept } = browser(2, null);
    one.change({ number: 3, receivedAt: ms(50), shift: ms(9) });
    other.change({ number: 8, receivedAt: ms(70), shift: ms(9) });
    one.write();
    other.write();
    expect(kept()).toMatchObject({ number: 3, receivedAt: 50 });
    other.change({ receivedAt: ms(900), shift: ms(800) });
    other.write();
    one.act('open');
    one.write();
    expect(kept()).toMatchObject({ receivedAt: 900, shift: 800 });
  });

  it('of what was deleted in between are written anew', () => {
    const { one, other, kept } = browser(2, null);
    one.write();
    other.write();
    expect(kept().revision).toBe(2);
  });
});
