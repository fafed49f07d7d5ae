import type { TabChannel } from './worklist/numbers.ts';

/** The channel between this browser's tabs of the app; says nothing to anyone where the browser has none. */
export function browserTabs(): TabChannel {
  if (typeof BroadcastChannel === 'undefined')
    return { say: () => undefined, hear: () => undefined };
  const channel = new BroadcastChannel('ich-triage-tabs');
  return {
    say: (message) => channel.postMessage(message),
    hear: (listener) => channel.addEventListener('message', ({ data }) => listener(data)),
  };
}
