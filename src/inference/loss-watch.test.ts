import { expect, it } from 'vitest';
import { lossWatch } from './loss-watch.ts';

it('lets work through while the device is there', async () => {
  await expect(lossWatch().guard(async () => 5)).resolves.toBe(5);
});

it('ends a wait that would never end, and begins none afterwards', async () => {
  const loss = lossWatch();
  const waiting = loss.guard(() => new Promise(() => undefined));
  loss.report('unplugged');
  await expect(waiting).rejects.toMatchObject({ code: 'engine-lost' });
  await expect(loss.guard(async () => 5)).rejects.toThrow('unplugged');
});
