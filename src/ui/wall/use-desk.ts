import { useEffect, useState } from 'react';
import { isWallNews, WALL_BEAT_MS, WALL_CHANNEL, WALL_HELLO, type WallNews } from '#store';

/** What a wall knows of the desk. */
export interface HeardDesk {
  readonly news: WallNews | null;
  /** Milliseconds since 1970; null before the first time. */
  readonly heardAt: number | null;
  readonly now: number;
  /** The desk was not heard for several beats: what is shown may be wrong. */
  readonly isStale: boolean;
  /** Tabs with a desk, of which one is followed. */
  readonly desks: number;
}

const STALE_MS = 4 * WALL_BEAT_MS;
const HELLO_MS = 5000;

/** Follows the desk that was heard first, until it is silent; then whichever speaks. */
export function useDesk(): HeardDesk {
  const [heard, setHeard] = useState<{ readonly news: WallNews; readonly at: number } | null>(null);
  const [others, setOthers] = useState<ReadonlyMap<string, number>>(new Map());
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const channel = new BroadcastChannel(WALL_CHANNEL);
    const hello = () => channel.postMessage(WALL_HELLO);
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (!isWallNews(data)) return;
      const at = Date.now();
      setOthers((before) => new Map(before).set(data.desk, at));
      setHeard((before) =>
        before === null || before.news.desk === data.desk || at - before.at > STALE_MS
          ? { news: data, at }
          : before,
      );
    };
    hello();
    const hellos = setInterval(hello, HELLO_MS);
    const clock = setInterval(() => setNow(Date.now()), 1000);
    return () => {
      clearInterval(hellos);
      clearInterval(clock);
      channel.close();
    };
  }, []);
  return {
    news: heard?.news ?? null,
    heardAt: heard?.at ?? null,
    now,
    isStale: heard !== null && now - heard.at > STALE_MS,
    desks: [...others.values()].filter((at) => now - at <= STALE_MS).length,
  };
}
