import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { LABELS, labelMap } from '#base';
import { speak } from '#texts';
import { phoneLine } from './phone-line.ts';
import { aListedStudy } from './study-list.fixture.ts';
import {
  LIST_NOTE,
  type ListedVerdict,
  listCsv,
  listJson,
  listNdjson,
  type StudyList,
} from './study-list.ts';
import { summaryPage } from './summary-page.ts';
import { triageCsv } from './triage-csv.ts';
import { verdictLogCsv } from './verdict-log.ts';

const listOf = (studies: StudyList['studies']): StudyList => ({
  version: 3,
  note: LIST_NOTE,
  exportedAt: '2026-11-27T02:00:00.000Z',
  studies,
  skipped: [{ path: 'notes.txt', reason: 'it is no DICOM' }],
});

const FLAGGED = aListedStudy({ number: 3 });
const WAITING = aListedStudy({
  number: 4,
  rank: 2,
  state: 'Queued',
  reason: 'Not analyzed yet; placed by waiting time; waiting 5 min',
  flagged: [],
  probabilities: null,
  analysed: 0,
  evidence: [],
  computedBy: null,
});
const NONE: ListedVerdict = {
  given: 'none',
  types: [],
  asFlagged: false,
  at: '2026-11-27T01:30:00.000Z',
  by: 'AB',
  stage: 'open',
  flagged: null,
  takenBackAt: null,
};
const FAILED = aListedStudy({
  number: 5,
  rank: null,
  section: 'done',
  state: 'Not analyzed',
  reason: 'Not analyzed, because the series is a CT angiography',
  patientId: '=HYPERLINK("x"),1',
  flagged: [],
  probabilities: null,
  analysed: 0,
  evidence: [],
  computedBy: null,
  verdict: NONE,
  verdicts: [{ ...NONE, given: 'unsure', at: '2026-11-27T01:10:00.000Z' }, NONE],
});

const table = (csv: string): readonly Record<string, string>[] =>
  parse(csv, { columns: true }) as Record<string, string>[];

describe('the list as a table', () => {
  const rows = table(listCsv(listOf([FLAGGED, WAITING, FAILED])));

  it('begins with the columns of the command line, in their order', () => {
    const { model, engine, ...study } = { ...FLAGGED, rank: 1, model: aModel, engine: 'WASM' };
    const of = triageCsv({ engine, model, studies: [study], skipped: [] }).split('\r\n')[0];
    expect(listCsv(listOf([])).startsWith(`${of},number,`)).toBe(true);
  });

  it('has every study, with the reason where it was not analyzed, and never counts slices that wait as analyzed', () => {
    expect(rows.map(({ number, state, not_analysed }) => [number, state, not_analysed])).toEqual([
      ['3', 'Flagged', '1'],
      ['4', 'Queued', '28'],
      ['5', 'Not analyzed', '28'],
    ]);
    expect(rows[2]?.reason).toContain('CT angiography');
    expect(rows[2]?.rank).toBe('');
  });

  it('keeps hostile headers in their cells and from running', () => {
    expect(rows[2]?.patient_id).toBe(`'=HYPERLINK("x"),1`);
    expect(new Set(rows.map((row) => Object.keys(row).length)).size).toBe(1);
  });
});

it('says the same as JSON, as lines and as one object', () => {
  const list = listOf([FLAGGED, WAITING, FAILED]);
  expect(JSON.parse(listJson(list))).toEqual(list);
  const lines = listNdjson(list).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(list.studies);
});

it('logs the verdicts in the order in which they were given, each with its result', () => {
  const early: ListedVerdict = {
    ...NONE,
    given: 'hemorrhage',
    types: ['subarachnoid', 'subdural'],
    at: '2026-11-27T01:00:00.000Z',
    flagged: [],
  };
  const takenBack = { ...early, at: '2026-11-27T00:50:00.000Z', takenBackAt: early.at };
  const blinded = {
    openedAt: '2026-11-27T00:40:00.000Z',
    shownBefore: true,
    revealedAt: '2026-11-27T01:00:30.000Z',
    flagged: ['any', 'subdural'] as const,
    operatingPoint: 'balanced',
    modelHash: 'ab12',
  };
  const twice = { ...FLAGGED, verdict: early, verdicts: [takenBack, early], blinded };
  const rows = table(verdictLogCsv(listOf([FAILED, twice, WAITING])));
  expect(
    rows.map((row) => [row.verdict, row.types, row.stands, row.flagged_then, row.number, row.any]),
  ).toEqual([
    ['hemorrhage', 'subarachnoid subdural', 'no', 'no flag', '3', '0.91'],
    ['hemorrhage', 'subarachnoid subdural', 'yes', 'no flag', '3', '0.91'],
    ['unsure', '', 'no', '', '5', ''],
    ['none', '', 'yes', '', '5', ''],
  ]);
  expect(rows[0]).toMatchObject({
    verdict_by: 'AB',
    taken_back_at: early.at,
    opened_blind_at: blinded.openedAt,
    revealed_at: blinded.revealedAt,
    flagged_at_reveal: 'any subdural',
    result_shown_before: 'yes',
  });
  expect(rows[3]).toMatchObject({ taken_back_at: '', revealed_at: '', result_shown_before: '' });
});

describe('a line for the phone', () => {
  it('says what was found, where to look and what it is not', () => {
    expect(phoneLine(FLAGGED, '#3')).toBe(
      'Study #3: Probable subdural 0.91 on 2 slices; waiting 12 min. Look at slices 14, 15 of 28. AI, not for diagnosis; a reader must look at the images.',
    );
  });

  it('tells nothing of the patient where the name is masked', () => {
    for (const secret of [FLAGGED.patientId, FLAGGED.studyInstanceUid, FLAGGED.accessionNumber]) {
      expect(phoneLine(FLAGGED, '#3')).not.toContain(secret);
    }
    expect(phoneLine(FLAGGED, 'Doe, Jane, ID 7')).toContain('Study #3, Doe, Jane, ID 7:');
  });

  it('stays one line, sends nobody to slices below the flag, and says that a model is untrained', () => {
    const study = aListedStudy({ flagged: [], reason: 'No flag\r\nat the\u2028point' });
    const line = phoneLine(
      { ...study, computedBy: study.computedBy && { ...study.computedBy, status: 'untrained' } },
      'A\nB',
    );
    expect(line).not.toMatch(/[\r\n\u2028]/);
    expect(line).not.toContain('Look at');
    expect(line).toContain('UNTRAINED MODEL');
    expect(line).not.toMatch(/\bnormal\b|\bnegative\b/i);
  });
});

describe('a summary to print', () => {
  const words = {
    patient: { name: 'Study #3', details: 'F · 61 y' },
    scanned: '2026-01-02 03:04',
    printedAt: '2026-11-27T02:00:00.000Z',
    clock: (at: string) => `<${at.slice(0, 16)}>`,
    zone: 'UTC+01:00',
    picture: { src: 'data:image/png;base64,AA==', caption: 'Slice 14 of 28' },
  };

  it('says what it is not, the result, the probabilities with their thresholds, and where to look', () => {
    const page = summaryPage(FLAGGED, words);
    for (const text of [
      'AI, not for diagnosis.',
      'Probable subdural 0.91',
      '<td>subdural</td><td>0.91</td><td>0.50</td><td>flagged</td>',
      '<td>subdural</td><td>14 (0.93), 15 (0.90)</td>',
      '27 of 28 slices analyzed',
      '1 not analyzed: it is cut short',
      'Printed &lt;2026-11-27T02:00&gt;. Times are those of this computer, UTC+01:00.',
      // Without a name it is found again by these.
      `<p class="found">received &lt;${FLAGGED.receivedAt.slice(0, 16)}&gt; · scanned 2026-01-02 03:04 · 28 slices`,
    ]) {
      expect(page).toContain(text);
    }
    expect(page).not.toContain(FLAGGED.patientId);
    expect(page).not.toMatch(/\dZ\b| UTC[^+]/);
    expect(summaryPage(FLAGGED, { ...words, scanned: '' })).toContain('scan time not stated');
    const named = { ...words, patient: { name: 'Doe, Jane', details: '' } };
    expect(summaryPage(FLAGGED, named)).toContain('<p class="found">#3 · received');
  });

  it('names the model and the engine in the language of the page', async () => {
    const by = FLAGGED.computedBy;
    if (by === null) throw new Error('The fixture has a result.');
    const title = 'VGG-16, quarter width (ct-ich), calibrated on 120 studies of the site';
    const study = { ...FLAGGED, computedBy: { ...by, title, engine: 'WASM Winograd, 1 thread' } };
    await speak('de');
    try {
      const page = summaryPage(study, words);
      expect(page).toContain('VGG-16, Viertelbreite (ct-ich), angepasst an 120 Studien des Hauses');
      expect(page).toContain('auf WASM Winograd, 1 Thread, ');
    } finally {
      await speak('en');
    }
  });

  it('leaves no evidence slice out for want of room', () => {
    const evidence = LABELS.flatMap((label) =>
      [3, 14, 15, 16, 17].map((slice) => ({ instance: '1', slice, label, probability: 0.9 })),
    );
    const page = summaryPage({ ...FLAGGED, evidence }, words);
    for (const label of LABELS) {
      expect(page).toContain(`<td>${label}</td><td>3 (0.90), 14 (0.90), 15 (0.90), 16`);
    }
  });

  it('says whose it is and what it is not in the part that heads every page', () => {
    const [, head = ''] =
      /<div class="every-page">(.*?)<\/div>\n<main>/s.exec(summaryPage(FLAGGED, words)) ?? [];
    for (const text of ['AI, not for diagnosis', 'Study #3', 'F · 61 y', 'received', 'scanned']) {
      expect(head).toContain(text);
    }
  });

  it('does not call not analyzed what was broken off, or is under way, and has said something', () => {
    const underWay = summaryPage({ ...FLAGGED, computedBy: null }, words);
    expect(underWay).toContain('<p>Not analyzed to the end.</p>');
    expect(summaryPage(FAILED, words)).toContain('<p>Not analyzed.</p>');
  });

  it('speaks the language of the screen', async () => {
    await speak('de');
    try {
      const page = summaryPage(FLAGGED, words);
      for (const text of [
        '<html lang="de" translate="no">',
        'KI, nicht zur Diagnose.',
        'Wahrscheinlich subdural 0,91',
        '<td>subdural</td><td>0,91</td><td>0,50</td><td>mit Hinweis</td>',
        'Schicht von 28 (Wahrscheinlichkeit)',
        '14 (0,93), 15 (0,90)',
        '27 von 28 Schichten',
      ]) {
        expect(page).toContain(text);
      }
      expect(page).not.toMatch(
        /\b(slices?|Probable|analyzed|flagged|received|Printed)\b(?! 14 of)/,
      );
    } finally {
      await speak('en');
    }
  });

  it('gives no number for a type that the model never names, and says so', () => {
    const { computedBy } = FLAGGED;
    const thresholds = labelMap((label) => (label === 'subarachnoid' ? 1 : 0.5));
    const page = summaryPage(
      { ...FLAGGED, computedBy: computedBy && { ...computedBy, thresholds } },
      words,
    );
    expect(page).toContain('<td>subarachnoid</td><td></td><td>never named by this model</td>');
  });

  it('lets no header write into the page', () => {
    const page = summaryPage(FLAGGED, {
      ...words,
      patient: { name: '<img src=x onerror="alert(1)">', details: '\'"&\u0007' },
    });
    expect(page).not.toContain('<img src=x');
    expect(page).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;');
    expect(page).not.toContain('\u0007');
  });

  it('says of a study that was not analyzed why, and never that it is normal', () => {
    const page = summaryPage(FAILED, { ...words, picture: null });
    expect(page).toContain('because the series is a CT angiography');
    expect(page).toContain('0 of 28 slices analyzed');
    expect(page).not.toContain('<figure>');
    expect(page).not.toMatch(/\bnormal\b|\bnegative\b/i);
  });
});

const aModel = {
  id: 'm',
  title: 'M',
  status: 'trained',
  hash: 'h',
  operatingPoint: 'balanced',
  measured: null,
};
