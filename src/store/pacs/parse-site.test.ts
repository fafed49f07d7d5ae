import { describe, expect, it } from 'vitest';
import { parseSite } from './parse-site.ts';

describe('what a site says of its PACS', () => {
  it('is read with what it leaves out', () => {
    expect(parseSite({ pacs: { name: ' Trauma ' } })).toEqual({
      name: 'Trauma',
      store: false,
      always: false,
      sr: 'comprehensive',
      pollSeconds: 15,
      settleSeconds: 60,
    });
  });

  it('sends nothing by itself where nothing may be sent', () => {
    expect(parseSite({ pacs: { name: 'P', always: true } })?.always).toBe(false);
    expect(parseSite({ pacs: { name: 'P', store: true, always: true } })?.always).toBe(true);
  });

  it('says in which form it takes reports', () => {
    expect(parseSite({ pacs: { name: 'P', sr: '3d' } })?.sr).toBe('3d');
  });

  it.each<[string, unknown]>([
    ['that there is none', { pacs: null }],
    ['nothing', null],
    ['a page', '<html>'],
    ['a list', []],
    ['a PACS without a name', { pacs: {} }],
    ['a word for yes', { pacs: { name: 'P', store: 'yes' } }],
    ['a form of report that there is none of', { pacs: { name: 'P', sr: '4d' } }],
    ['a poll without pause', { pacs: { name: 'P', pollSeconds: 0 } }],
    ['no number', { pacs: { name: 'P', settleSeconds: Number.NaN } }],
    ['a name without end', { pacs: { name: 'P'.repeat(81) } }],
  ])('is no PACS where it says %s', (_, raw) => {
    expect(parseSite(raw)).toBeNull();
  });
});
