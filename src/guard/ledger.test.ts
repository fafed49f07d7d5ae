import { describe, expect, it } from 'vitest';
import type { EgressNote } from './egress-note.ts';
import { openLedger } from './ledger.ts';

const ORIGIN = 'https://hospital.example';
const sent = (url: string): EgressNote => ({ kind: 'sent', url, what: 'fetch', by: 'timing' });
const refused = (url: string, by: EgressNote['by'] = 'policy'): EgressNote => ({
  kind: 'refused',
  url,
  what: 'connect-src',
  by,
});
const ledgerOf = (...notes: readonly EgressNote[]) => {
  const book = openLedger(ORIGIN, 0);
  book.add(notes, 1);
  return book.getState();
};

describe('a ledger', () => {
  it('counts requests to the own origin by path, without what a query may carry', () => {
    const { requests, files, elsewhere } = ledgerOf(
      sent(`${ORIGIN}/a.js?x=1`),
      sent(`${ORIGIN}/a.js`),
      sent('blob:https://hospital.example/1'),
      sent('data:text/plain,hi'),
    );
    expect([requests, [...files], elsewhere]).toEqual([2, [['/a.js', 2]], []]);
  });

  it('counts what went to the PACS on the own origin, without the studies that an address names', () => {
    const pacs = `${ORIGIN}/dicom-web/`;
    const ledger = ledgerOf(
      sent(`${pacs}site.json`),
      sent(`${pacs}studies?PatientName=Doe`),
      sent(`${pacs}studies/1.2.3`),
      sent(`${pacs}studies`),
      { ...sent(`${pacs}studies`), kind: 'stored', by: 'service-worker' },
    );
    expect(ledger.requests).toBe(4);
    expect(ledger.pacs).toEqual({ asked: 3, stored: 1 });
    expect([...ledger.files]).toEqual([['/dicom-web/site.json', 1]]);
    expect(JSON.stringify([...ledger.files, ledger])).not.toMatch(/Doe|1\.2\.3/);
  });

  it('says of a request elsewhere that nothing stopped', () => {
    expect(ledgerOf(sent('https://thief.example/Doe')).elsewhere).toEqual(['thief.example']);
  });

  it.each([
    [[sent('https://thief.example/Doe'), refused('https://thief.example/Doe')]],
    [[refused('https://thief.example/Doe'), sent('https://thief.example/Doe')]],
  ])('knows that a request was stopped, whichever is told first', (notes) => {
    const ledger = ledgerOf(...notes);
    expect([ledger.elsewhere, ledger.refused.length]).toEqual([[], 1]);
  });

  it('keeps of a stopped request no more than the host', () => {
    const ledger = ledgerOf(
      refused('https://thief.example/Doe?name=Doe#Doe'),
      refused('webrtc://stun.thief.example'),
      refused('inline'),
      refused(`${ORIGIN}/collect`),
    );
    expect(JSON.stringify(ledger)).not.toContain('Doe');
    expect(ledger.refused.map(({ to }) => to)).toEqual([
      'thief.example',
      'stun.thief.example',
      'inline',
      '/collect',
    ]);
  });

  it('keeps of a text that was to become code or markup the door alone', () => {
    const what = 'require-trusted-types-for';
    const ledger = ledgerOf(
      { ...refused('Element innerHTML|<b>Doe|</b>'), what },
      { ...refused('Worker constructor|https://thief.example/Doe'), what },
      { ...refused('Element innerHTML|egress-test.invalid'), what },
      { ...refused('Element innerHTML|egress-test.invalid<b>Doe'), what },
    );
    expect(ledger.refused.map(({ to, isTest }) => [to, isTest])).toEqual([
      ['Element innerHTML', false],
      ['Worker constructor', false],
      ['egress-test.invalid', true],
      ['Element innerHTML', false],
    ]);
    expect(JSON.stringify(ledger)).not.toContain('Doe');
  });

  it('tells a self-test from the rest', () => {
    const ledger = ledgerOf(
      refused('https://fetch-1.egress-test.invalid/'),
      refused('https://egress-test.invalid.thief.example/'),
    );
    expect(ledger.refused.map(({ isTest }) => isTest)).toEqual([true, false]);
  });

  it('gives the same state until something is added, and tells those who listen', () => {
    const book = openLedger(ORIGIN, 0);
    let told = 0;
    const leave = book.subscribe(() => {
      told += 1;
    });
    expect(book.getState()).toBe(book.getState());
    const before = book.getState();
    book.add([sent(`${ORIGIN}/a`)], 1);
    expect(book.getState()).not.toBe(before);
    leave();
    book.add([sent(`${ORIGIN}/a`)], 1);
    expect([told, before.requests, book.getState().requests]).toEqual([1, 0, 2]);
  });
});
