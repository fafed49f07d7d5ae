import { sha256Hex } from '#base';

/** One of `count` shares, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Whether a study is in a share: by the hash of its UID, so that machines need not talk to each other. */
export async function isInShard(
  studyInstanceUid: string,
  { index, count }: Shard,
): Promise<boolean> {
  const hex = await sha256Hex(new TextEncoder().encode(studyInstanceUid));
  return Number.parseInt(hex.slice(0, 12), 16) % count === index - 1;
}
