import { expect, it } from 'vitest';
import { labelMap } from '#base';
import { madeStudies } from '../../validation/study.fixture.ts';
import { validationHost } from '../inside/validation-host.ts';
import { expose } from '../wire/expose.ts';
import { createValidation } from './validation.ts';

it('makes a report behind a worker’s border, and brings its errors back with their codes', async () => {
  const { port1, port2 } = new MessageChannel();
  expose(validationHost(), port2);
  const validation = createValidation(() =>
    Object.assign(port1, { terminate: () => port1.close() }),
  );
  const points = labelMap(() => ({ highSensitivity: 0.2, balanced: 0.5, highSpecificity: 0.8 }));
  const given = (labels: string) => ({
    labels: { name: 'labels.csv', content: new TextEncoder().encode(labels) },
    files: new Map([['f0', 'a.dcm']]),
    model: {
      manifest: {
        id: 'm',
        title: 'M',
        status: 'research',
        operatingPoints: points,
        study: { operatingPoints: points, flaggedBy: 'any' as const },
      },
      hash: 'h',
    },
    studies: madeStudies([0.9, 0.6, 0.3, 0.1]),
    seed: 1,
    rounds: 20,
  });
  const report = await validation.report(given('file,any\na.dcm,1\n1.2.2.1,0\n1.2.3.1,0'));
  expect(report.studies.judged).toBe(3);
  expect(report.figures.study?.any.auc).toBe(1);
  await expect(validation.report(given('PatientID,any\nP0,1\nP1,1'))).rejects.toMatchObject({
    code: 'one-class',
  });
  port1.close();
  port2.close();
});
