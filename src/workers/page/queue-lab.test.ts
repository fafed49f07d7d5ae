import { expect, it, onTestFinished } from 'vitest';
import { SITE } from '../../simulation/site.fixture.ts';
import { queueLabHost } from '../inside/queue-lab-host.ts';
import { expose } from '../wire/expose.ts';
import type { QueueLabApi } from '../wire/worker-api.ts';
import { createQueueLab } from './queue-lab.ts';

const RUN = { seed: 1, replications: 3, days: 1, warmUpDays: 0 };

/** A lab whose work is done by `host` behind a border, and what ends both. */
function labOver(host: QueueLabApi) {
  const { port1, port2 } = new MessageChannel();
  expose(host, port2);
  onTestFinished(() => {
    port1.close();
    port2.close();
  });
  return createQueueLab(() => Object.assign(port1, { terminate: () => port1.close() }));
}

it('imitates a queue behind a worker’s border, and hears how much is done', async () => {
  const parts: number[] = [];
  const result = await labOver(queueLabHost()).simulate(SITE, RUN, {
    onPart: (part) => parts.push(part),
  });
  expect(result?.load).toBeCloseTo(0.8);
  expect(parts[0]).toBeCloseTo(1 / 3);
});

it('hears no part after the result: a run that is over reads as under way for good', async () => {
  const heard: number[] = [];
  let late: ((part: number) => void) | undefined;
  const lab = labOver({
    simulate: async (_site, _run, onPart) => {
      late = onPart;
      onPart(0.5);
      return null;
    },
  });
  await lab.simulate(SITE, RUN, { onPart: (part) => heard.push(part) });
  const before = heard.length;
  await late?.(1);
  expect(heard).toHaveLength(before);
});
