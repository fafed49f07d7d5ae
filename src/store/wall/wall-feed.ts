import { unseenOf } from '../pacs/selectors.ts';
import type { ReadableStores } from '../stores.ts';
import { wallNews } from './wall-rows.ts';

/** The channel between a desk and its walls: within this browser, and nowhere else. */
export const WALL_CHANNEL = 'ich-triage wall';

/** What a wall says, again and again, so that desks without walls say nothing. */
export const WALL_HELLO = 'hello';

/** A desk says what there is so often, and at changes: a wall that hears nothing for longer says so. */
export const WALL_BEAT_MS = 3000;
const AT_MOST_EVERY_MS = 500;
/** A wall that was not heard for so long is closed. */
const HEARD_MS = 20_000;

/** What of a channel is used. */
export interface Channel {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
  close(): void;
}

/** Tells walls what the worklist shows, for as long as there are any. Gives the way to stop. */
export function feedWalls(
  {
    worklist,
    settings,
    folder,
    pacs,
  }: Pick<ReadableStores, 'worklist' | 'settings' | 'folder' | 'pacs'>,
  channel: Channel = new BroadcastChannel(WALL_CHANNEL),
): () => void {
  const desk = crypto.randomUUID();
  let heardAt = Number.NEGATIVE_INFINITY;
  let saidAt = Number.NEGATIVE_INFINITY;
  let later: ReturnType<typeof setTimeout> | null = null;

  const say = (): void => {
    later = null;
    if (performance.now() - heardAt > HEARD_MS) return;
    saidAt = performance.now();
    const { phase, problem } = folder.getState();
    const unseen = unseenOf(pacs.getState());
    const blind =
      (phase === 'asks' || problem !== null) && phase !== 'off'
        ? 'the watched folder can’t be read'
        : unseen === 'all'
          ? 'the PACS does not answer'
          : unseen === 'some'
            ? 'those that the list of the PACS leaves out'
            : null;
    const { theme } = settings.getState();
    channel.postMessage(wallNews(worklist.getState(), { desk, theme, problem: blind }));
  };
  const saySoon = (): void => {
    later ??= setTimeout(say, Math.max(0, AT_MOST_EVERY_MS - (performance.now() - saidAt)));
  };
  channel.onmessage = ({ data }) => {
    if (data !== WALL_HELLO) return;
    heardAt = performance.now();
    saySoon();
  };
  const listens = [worklist, settings, folder, pacs].map((store) => store.subscribe(saySoon));
  const beat = setInterval(say, WALL_BEAT_MS);
  return () => {
    clearInterval(beat);
    if (later !== null) clearTimeout(later);
    for (const stop of listens) stop();
    channel.close();
  };
}
