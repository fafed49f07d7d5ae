import type { RedisClient } from 'bullmq';

/** From the largest: seconds, and what they are called. A difference that grows by milliseconds is told once. */
const STEPS = [
  [86_400, 'a day'],
  [3600, 'an hour'],
  [600, 'ten minutes'],
  [60, 'a minute'],
  [10, 'ten seconds'],
] as const;

/**
 * How far this machine's clock is from that of Redis, in words; null where they agree to ten seconds. Locks run by the clock of Redis alone, but
 * when a second attempt is due is written down by the clock of who failed, and read by that of who is free.
 */
export async function whyClocksDiffer(
  client: Pick<RedisClient, 'runCommand'>,
): Promise<string | null> {
  const asked = Date.now();
  const [seconds, micros] = (await client.runCommand('time', [])) as [string, string];
  const here = (asked + Date.now()) / 2;
  const ahead = here / 1000 - Number(seconds) - Number(micros) / 1e6;
  const [, step] = STEPS.find(([least]) => Math.abs(ahead) >= least) ?? [];
  if (step === undefined) return null;
  const where = ahead > 0 ? 'ahead of' : 'behind';
  return `the clock of this machine is over ${step} ${where} that of Redis: second attempts may come as much later, or at once; set both right`;
}
