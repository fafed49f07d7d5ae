import { expect, it } from 'vitest';
import { queueLabHost } from '../inside/queue-lab-host.ts';
import { expose } from '../wire/expose.ts';
import { createQueueLab } from './queue-lab.ts';

it('imitates a queue behind a worker’s border, and hears how much is done', async () => {
  const { port1, port2 } = new MessageChannel();
  expose(queueLabHost(), port2);
  const lab = createQueueLab(() => Object.assign(port1, { terminate: () => port1.close() }));
  const site = {
    arrivalsPerHour: 8,
    readers: 1,
    readingMinutes: 6,
    readingSpread: 1,
    prevalence: 0.1,
    sensitivity: 0.9,
    specificity: 0.9,
    capMinutes: 60,
  };
  const parts: number[] = [];
  const run = { seed: 1, replications: 3, days: 1, warmUpDays: 0 };
  const result = await lab.simulate(site, run, { onPart: (part) => parts.push(part) });
  expect(result?.load).toBeCloseTo(0.8);
  await expect.poll(() => parts.at(-1)).toBe(1);
  port1.close();
  port2.close();
});
