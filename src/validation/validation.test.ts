import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelMap, probability } from '#base';
import { parseTruth } from '#labels';
import { speak } from '#texts';
import { reportBody, reportPage } from './page.ts';
import {
  aucStandardError,
  casesFor,
  studiesForAuc,
  WANTED_HALF_WIDTH,
  wilsonHalfWidth,
} from './power.ts';
import { validationReport } from './report.ts';
import { madeStudies } from './study.fixture.ts';

const points = { highSensitivity: 0.2, balanced: 0.5, highSpecificity: 0.8 };
const MODEL = {
  id: 'm',
  title: 'Model',
  hash: 'h',
  status: 'research',
  flaggedBy: 'any' as const,
  sliceThresholds: labelMap(() => points),
  studyThresholds: labelMap(() => points),
};

const truthOf = (text: string) => parseTruth('labels.csv', new TextEncoder().encode(text));
const report = (labels: string, studies: ReturnType<typeof madeStudies>) =>
  validationReport({
    truth: truthOf(labels),
    studies,
    fileOf: (sourceId) => `folder-${sourceId}/${sourceId}.dcm`,
    model: MODEL,
    seed: 1,
    rounds: 100,
  });

/** Six studies: any of .9, .8, .7 with hemorrhage, .6, .2, .1 without. */
const SIX = [0.9, 0.8, 0.7, 0.6, 0.2, 0.1];
const labels = (name: (at: number) => string, column = 'study') =>
  [`${column},any`, ...SIX.map((_, at) => `${name(at)},${at < 3 ? 1 : 0}`)].join('\n');

describe('a site’s report', () => {
  it.each([
    ['StudyInstanceUID', (at: number) => `1.2.${at}`],
    ['PatientID', (at: number) => `P${at}`],
    ['study', (at: number) => `folder-f${at}`],
    ['file', (at: number) => `f${at}.dcm`],
    ['SOPInstanceUID', (at: number) => `1.2.${at}.1`],
  ])('has the figures of counting by hand, labels by %s', (column, name) => {
    const { studies, points: at, figures, curves } = report(labels(name, column), madeStudies(SIX));
    expect(studies).toEqual({ given: 6, labeled: 6, judged: 6, unlabeled: 0, patients: 6 });
    expect(figures.study?.any.auc).toBe(1);
    expect(at.balanced.sensitivity).toMatchObject({ part: 3, n: 3 });
    expect(at.balanced.specificity).toMatchObject({ part: 2, n: 3 });
    expect(at.highSpecificity.sensitivity).toMatchObject({ part: 2, n: 3 });
    expect(curves.studies.roc[0]).toEqual([0, 0]);
    expect(curves.studies.roc.at(-1)).toEqual([1, 1]);
  });

  it('is the same in whichever order studies come', () => {
    const text = labels((at) => `P${at}`);
    fc.assert(
      fc.property(fc.shuffledSubarray([...madeStudies(SIX)], { minLength: 6 }), (studies) => {
        expect(report(text, studies)).toEqual(report(text, madeStudies(SIX)));
      }),
      { numRuns: 10 },
    );
  });

  it('holds nothing that tells a patient, and escapes what files say', () => {
    const made = report(
      labels((at) => `P${at}`),
      madeStudies(SIX, { kernel: '<script>alert(1)</script>' }),
    );
    const json = JSON.stringify(made);
    expect(json).not.toMatch(/P\d|1\.2\.\d|2026|folder|\.dcm|Doe/);
    const page = reportPage(made);
    // Three and three that are told apart wholly: drawing them anew gives no interval.
    expect(page).toContain('<span>no spread</span>');
    expect(page).not.toContain('<script>');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toMatch(/(?:src|href)=/);
    expect(reportBody(made)).not.toMatch(/\bnormal\b/i);
  });

  it('is a page in the language of the screen, with the same figures', async () => {
    const made = report(
      labels((at) => `P${at}`),
      madeStudies(SIX),
    );
    const english = reportPage(made);
    await speak('de');
    try {
      const german = reportPage(made);
      expect(german).toContain('<html lang="de">');
      expect(german).toContain('<h2>Untergruppen</h2>');
      expect(german).toContain('<span>keine Streuung</span>');
      const words = reportBody(made).replace(/<[^>]*>/g, ' ');
      expect(words).not.toMatch(/\b(stud(y|ies)|slices?|with|hemorrhage|of|figures?|years)\b/);
      expect(words).not.toMatch(/\b(normal|negativ|unauffällig)/i);
      expect(german.match(/<tr>/g)?.length).toBe(english.match(/<tr>/g)?.length);
    } finally {
      await speak('en');
    }
  });

  it('counts each labeled study once: judged, or under its reason', () => {
    const studies = madeStudies(SIX).map((one, at) =>
      at === 0 ? { ...one, findings: null, why: 'truncated' } : one,
    );
    const made = report(`${labels((at) => `P${at}`)}\nnobody,1`, [
      ...studies,
      ...madeStudies([0.5], { from: 9 }),
    ]);
    expect(made.studies).toMatchObject({ given: 7, labeled: 6, judged: 5, unlabeled: 1 });
    expect(made.notAnalyzed).toEqual([{ code: 'truncated', n: 1, positives: 1 }]);
    expect(made.labels.unmatched).toBe(1);
  });

  it('groups studies by scanner, thickness, kernel and age', () => {
    const { subgroups } = report(
      labels((at) => `P${at}`),
      madeStudies(SIX, { kernel: 'H31s' }),
    );
    expect(subgroups.kernel.map(({ group, n }) => [group, n])).toEqual([['H31s', 6]]);
    expect(subgroups.scanner[0]?.group).toBe('Maker One');
    expect(subgroups.thickness[0]?.group).toBe('3 to 6 mm');
    const ages = subgroups.age.reduce((sum, { n }) => sum + n, 0);
    expect(ages).toBe(6);
    expect(subgroups.age.map(({ group }) => group)).toEqual([
      '18 to 39',
      '40 to 64',
      '65 to 79',
      'not stated',
    ]);
  });

  it('judges neither of two studies that one label fits', () => {
    const studies = madeStudies(SIX).map((one, at) =>
      at === 5
        ? {
            ...one,
            study: { ...one.study, patient: { ...one.study.patient, patientId: 'P4' } },
          }
        : one,
    );
    const made = report(
      labels((at) => `P${at}`),
      studies,
    );
    expect(made.studies).toMatchObject({ given: 6, labeled: 6, judged: 4, unlabeled: 0 });
    expect(made.notAnalyzed).toEqual([{ code: 'label-of-several', n: 2, positives: 0 }]);
  });

  it('does not judge a study whose label is empty', () => {
    const made = report(`${labels((at) => `P${at}`)}\nP6,`, madeStudies([...SIX, 0.4]));
    expect(made.studies).toMatchObject({ labeled: 7, judged: 6 });
    expect(made.notAnalyzed).toEqual([{ code: 'label-empty', n: 1, positives: 0 }]);
    expect(() => report('study,any\nP0,1\nP1,', madeStudies(SIX))).toThrow(/^Every one of the 1/);
  });

  it('takes no study for one without hemorrhage where a slice has no label', () => {
    const [first, second, ...others] = madeStudies(SIX);
    if (first === undefined || second === undefined) throw new Error('There are six.');
    const twoOf = (one: typeof first) => {
      const [series] = one.study.series;
      const [slice] = series?.slices ?? [];
      if (series === undefined || slice === undefined) throw new Error('It has a slice.');
      const next = { ...slice, sopInstanceUid: `${slice.sopInstanceUid}.2`, sourceId: 'next' };
      return {
        ...one,
        study: { ...one.study, series: [{ ...series, slices: [slice, next] }] },
      };
    };
    const text = labels((at) => `1.2.${at}.1`, 'SOPInstanceUID').replace('1.2.1.1,1', '1.2.1.1,0');
    const made = report(text, [twoOf(first), twoOf(second), ...others]);
    expect(made.studies).toMatchObject({ labeled: 6, judged: 5 });
    expect(made.figures.study?.any.positives).toBe(2);
    expect(made.notAnalyzed).toEqual([{ code: 'labels-in-part', n: 1, positives: 0 }]);
    expect(reportBody(made)).toContain('1 labeled study is in no figure');
  });

  it('takes studies whose Patient ID is nobody’s for those of as many patients', () => {
    const studies = madeStudies(SIX).map((one) => ({
      ...one,
      study: { ...one.study, patient: { ...one.study.patient, patientId: 'ANON' } },
    }));
    const made = report(
      labels((at) => `1.2.${at}`),
      studies,
    );
    expect(made.studies.patients).toBe(6);
    expect(made.figures.study?.any.ci).not.toBeNull();
  });
});

describe('labels that can’t be', () => {
  it.each([
    ['fit nothing', labels((at) => `X${at}`), 'bad-dataset', /none of its 6 names/],
    [
      'are one class',
      labels((at) => `P${at}`).replaceAll(',0', ',1'),
      'one-class',
      /^Every one of the 6/,
    ],
    [
      'name a study twice',
      `${labels((at) => `P${at}`)}\nP0,0`,
      'bad-dataset',
      /P0 is labeled twice/,
    ],
    [
      'label one study twice differently by two names',
      `${labels((at) => `P${at}`)}\n1.2.0,0`,
      'bad-dataset',
      /labels\.csv:8: one study is labeled twice differently, here and on line 2|labels\.csv:2: one study is labeled twice differently, here and on line 8/,
    ],
    ['are no bits', 'study,any\nP0,maybe', 'bad-dataset', /"any" is "maybe", not 0 or 1/],
  ])('%s: an error in words', (_, text, code, message) => {
    expect(() => report(text, madeStudies(SIX))).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  it('fit only studies without a result: an error in words', () => {
    const studies = madeStudies(SIX).map((one) => ({ ...one, findings: null, why: 'x' }));
    expect(() =>
      report(
        labels((at) => `P${at}`),
        studies,
      ),
    ).toThrow(expect.objectContaining({ code: 'too-few' }));
  });
});

describe('power', () => {
  it('is the fewest cases that are enough', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (p) => {
        const n = casesFor(p);
        expect(wilsonHalfWidth(p, n)).toBeLessThanOrEqual(WANTED_HALF_WIDTH);
        if (n > 1) expect(wilsonHalfWidth(p, n - 1)).toBeGreaterThan(WANTED_HALF_WIDTH);
      }),
    );
  });

  it('is the fewest studies for an AUC', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 0.99, noNaN: true }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        (auc, part) => {
          const half = (n: number) =>
            1.959964 * aucStandardError(auc, Math.max(1, n * part), Math.max(1, n * (1 - part)));
          const n = studiesForAuc(auc, part);
          expect(half(n)).toBeLessThanOrEqual(WANTED_HALF_WIDTH);
          if (n > 10) expect(half(n - 1)).toBeGreaterThan(WANTED_HALF_WIDTH);
        },
      ),
    );
  });

  it('has the error of Hanley and McNeil', () => {
    // Their paper's example: A = .893, 51 abnormal and 58 normal images, standard error .032.
    expect(Math.abs(aucStandardError(0.893, 51, 58) - 0.032)).toBeLessThan(0.0015);
  });
});

it('findings are probabilities of the worklist', () => {
  expect(madeStudies([0.3])[0]?.findings?.probabilities.any).toBe(probability(0.3));
});
