import type { RedisClient } from 'bullmq';

/** Why a Redis drops what it holds when it is full, in words; null where it refuses to take more, or knows no limit. */
export async function whyItDrops(client: Pick<RedisClient, 'runCommand'>): Promise<string | null> {
  const told = String(await client.runCommand('info', ['memory']));
  const said = (key: string) => new RegExp(`^${key}:(\\S+)`, 'm').exec(told)?.[1] ?? '';
  const policy = said('maxmemory_policy');
  if (policy === 'noeviction' || policy === '' || said('maxmemory') === '0') return null;
  return `Redis drops what it holds when it is full (maxmemory-policy ${policy}): set it to noeviction, or work is lost`;
}
