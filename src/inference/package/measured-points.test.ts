import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isRecord } from '#base';
import { parseManifest } from './parse-manifest.ts';

const shipped = (): Record<string, unknown> =>
  JSON.parse(
    readFileSync(new URL('../../../models/ich-vgg16/manifest.json', import.meta.url), 'utf8'),
  );

/** The shipped manifest without what `measured` tells, with changed metrics. */
function withMetrics(metrics: unknown): Record<string, unknown> {
  const { measured: _, study, ...rest } = shipped();
  const { measured: __, ...rule } = isRecord(study) ? study : {};
  return { ...rest, study: rule, metrics };
}

const point = { sensitivity: 0.9, specificity: null };
const label = { highSensitivity: point, balanced: point, highSpecificity: point };
const labels = [
  'any',
  'epidural',
  'intraparenchymal',
  'intraventricular',
  'subarachnoid',
  'subdural',
];
const all = (value: unknown) => Object.fromEntries(labels.map((name) => [name, value]));
const metrics = {
  crossFitted: { n: { slices: 50, studies: 20 }, slice: all(label), study: all(label) },
  slice: all({ positives: 9 }),
  study: all({ positives: 4 }),
};

describe('what the operating points did', () => {
  it('is told by the shipped package, with its n', () => {
    const { measured } = parseManifest(shipped()).study;
    const { sensitivity, specificity, n, positives } = measured?.any.balanced ?? {};
    expect(n).toBeGreaterThan(positives ?? Number.NaN);
    expect(positives).toBeGreaterThan(0);
    expect(sensitivity).toBeGreaterThan(0.5);
    expect(specificity).toBeGreaterThan(0.5);
  });

  it('is found in the metrics of packages that tell it there alone', () => {
    const { measured, study } = parseManifest(withMetrics(metrics));
    expect(study.measured?.subdural.balanced).toEqual({ ...point, n: 20, positives: 4 });
    expect(measured?.any.highSpecificity).toEqual({ ...point, n: 50, positives: 9 });
  });

  it('is not guessed where a figure is missing or cannot be', () => {
    const without = (study: unknown) =>
      parseManifest(withMetrics({ ...metrics, crossFitted: { ...metrics.crossFitted, study } }))
        .study.measured;
    expect(without(undefined)).toBeUndefined();
    expect(without({ ...all(label), subdural: undefined })).toBeUndefined();
    expect(
      without(all({ ...label, balanced: { sensitivity: 1.2, specificity: 0 } })),
    ).toBeUndefined();
    const tooMany = { ...metrics, study: all({ positives: 21 }) };
    expect(parseManifest(withMetrics(tooMany)).study.measured).toBeUndefined();
    expect(parseManifest(withMetrics({})).measured).toBeUndefined();
  });

  it('stays as the package measured it where it says so itself', () => {
    const own = all({
      highSensitivity: { ...point, n: 3, positives: 1 },
      balanced: { ...point, n: 3, positives: 1 },
      highSpecificity: { ...point, n: 3, positives: 1 },
    });
    expect(parseManifest({ ...withMetrics(metrics), measured: own }).measured?.any.balanced.n).toBe(
      3,
    );
  });
});
