import { describe, expect, it } from 'vitest';
import { labelMap } from '#base';
import { toCsv } from './csv.ts';
import { rsnaSubmissionCsv } from './rsna-submission.ts';
import { triageCsv } from './triage-csv.ts';
import type { TriageReport } from './triage-report.ts';

describe('toCsv', () => {
  it('quotes commas, quotes and line ends by RFC 4180', () => {
    expect(toCsv([['a,b', 'say "x"', 'two\nlines', 3, null]])).toBe(
      '"a,b","say ""x""","two\nlines",3,\r\n',
    );
  });

  it('keeps spreadsheets from running what a header says, and leaves numbers alone', () => {
    expect(toCsv([['=HYPERLINK(1)', '@SUM(1)', '+cmd', '-1.5', -2]])).toBe(
      "'=HYPERLINK(1),'@SUM(1),'+cmd,-1.5,-2\r\n",
    );
  });

  it('keeps them from it however a formula begins, quoted or not', () => {
    for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
      for (const rest of ['cmd|/c calc', '1+1', 'A1,B1', 'SUM("x")', '\n=1']) {
        const [cell = ''] = toCsv([[`${start}${rest}`]]).split('\r\n', start === '\r' ? 2 : 1);
        expect(cell.replace(/^"/, '')[0], JSON.stringify(`${start}${rest}`)).toBe("'");
      }
    }
    expect(toCsv([['-3', '+2.5e-7', '-', '1=2']])).toBe("-3,+2.5e-7,'-,1=2\r\n");
  });

  it('keeps those from it, too, that part cells at semicolons and know no quotes in the middle', () => {
    const hostile = ['x;=1+1', 'x; @SUM(1)', 'x\n=cmd|/c calc', 'x\r\n+1', 'x\t-1+1', '\uFF1D1+1'];
    const csv = toCsv([['#1', ...hostile]]);
    for (const cell of csv.split(/[;\t\r\n]/)) {
      expect(cell.replace(/^["\s]*/, ''), csv).not.toMatch(/^[=+\-@\uFF1D]/);
    }
    expect(toCsv([['No flag (any 0.12); waiting 12 min']])).toBe(
      'No flag (any 0.12); waiting 12 min\r\n',
    );
  });

  it('leaves a cell empty where there is no number', () => {
    expect(toCsv([[Number.NaN, 1]])).toBe(',1\r\n');
  });
});

describe('triageCsv', () => {
  const report: TriageReport = {
    engine: 'WASM',
    model: {
      id: 'm',
      title: 'M',
      status: 'untrained',
      hash: 'h',
      operatingPoint: 'balanced',
      measured: null,
    },
    skipped: [],
    studies: [
      {
        rank: 1,
        studyInstanceUid: '1.2',
        patientId: '=1+1',
        source: 'scans',
        files: 3,
        priority: 20,
        reason: 'Not analyzed, because it is broken; waiting under 1 min',
        flagged: [],
        probabilities: null,
        slices: 3,
        analysed: 0,
        notAnalysed: [{ instance: '1', reason: 'broken' }],
        evidence: [],
        nearThreshold: null,
        suitability: [{ outcome: 'warn', code: 'gaps', text: '1 gap' }],
      },
    ],
  };

  it('has as many cells in each row as in the header, empty where nothing was analyzed', () => {
    const [header, row] = triageCsv(report).trim().split('\r\n');
    expect(row?.replace(/"[^"]*"/g, 'x').split(',')).toHaveLength(header?.split(',').length ?? 0);
    expect(row).toContain(`'=1+1`);
    expect(row).toContain(',,,,,,');
  });
});

describe('rsnaSubmissionCsv', () => {
  it('has six rows a slice in the order of the challenge', () => {
    const probabilities = labelMap((_, index) => index / 10);
    const lines = rsnaSubmissionCsv([{ sopInstanceUid: 'ID_abc', probabilities }]).split('\n');
    expect(lines.slice(0, 3)).toEqual([
      'ID,Label',
      'ID_abc_epidural,0.1',
      'ID_abc_intraparenchymal,0.2',
    ]);
    expect(lines[6]).toBe('ID_abc_any,0');
  });
});
