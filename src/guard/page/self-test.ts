import type { EgressWitness } from '../egress-note.ts';
import { type LedgerBook, type Refusal, TEST_HOST } from '../ledger.ts';

/** What came of one planted try. */
export interface ProbeResult {
  readonly name: string;
  /** Stopped and told of. A try that merely failed counts as not stopped: that network may have been down. */
  readonly isBlocked: boolean;
  readonly by: readonly EgressWitness[];
}

type Probe = readonly [id: string, name: string, plant: (url: string) => unknown];

const PROBES: readonly Probe[] = [
  ['fetch', 'fetch', (url) => fetch(url).catch(() => undefined)],
  ['beacon', 'Beacon', (url) => navigator.sendBeacon(url, 'self-test')],
  ['image', 'Image', (url) => Object.assign(new Image(), { src: url })],
  ['websocket', 'WebSocket', (url) => new WebSocket(url.replace('https:', 'wss:')).close()],
  ['css', 'URL in a style sheet', plantStyle],
  ['worker', 'fetch in a worker', plantWorker],
  ['webrtc', 'WebRTC', plantPeer],
  // Of browsers without Trusted Types nothing of the kind is promised.
  ...('trustedTypes' in globalThis ? [['', 'Markup as text', plantMarkup] as const] : []),
];
const WAIT_MS = 4000;
const LOOK_MS = 50;

function plantStyle(url: string): void {
  const spot = document.createElement('i');
  spot.style.cssText = `position:fixed;width:1px;height:1px;background-image:url(${url})`;
  document.body.append(spot);
  setTimeout(() => spot.remove(), WAIT_MS);
}

function plantWorker(url: string): void {
  const worker = new Worker(new URL('./self-test.worker.ts', import.meta.url), { type: 'module' });
  worker.postMessage(url);
  setTimeout(() => worker.terminate(), WAIT_MS);
}

function plantPeer(url: string): void {
  const { host } = new URL(url);
  if (typeof RTCPeerConnection === 'undefined') return;
  new RTCPeerConnection({ iceServers: [{ urls: `stun:${host}` }] }).close();
}

/** No request, but what would let a header's text become one. It goes by no name of its own: the ledger keeps none of a text. */
function plantMarkup(): void {
  document.createElement('i').innerHTML = TEST_HOST;
}

/**
 * Tries to send to a host that can't exist, in every way that a script has, and looks in the ledger whether each was stopped.
 * Nothing leaves even where nothing stops it, but for the look-up of a name that no resolver has.
 */
export function runSelfTest(ledger: LedgerBook): Promise<readonly ProbeResult[]> {
  return Promise.all(
    PROBES.map(async ([id, name, plant]) => {
      const host = id === '' ? TEST_HOST : `${id}-${crypto.randomUUID().slice(0, 8)}.${TEST_HOST}`;
      try {
        plant(`https://${host}/`);
      } catch {
        // Refused on the spot; whether it was told of is what counts.
      }
      const isMine = ({ to }: Refusal) => to === host;
      const until = performance.now() + WAIT_MS;
      while (performance.now() < until && !ledger.getState().refused.some(isMine)) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
      const by = ledger
        .getState()
        .refused.filter(isMine)
        .map((refusal) => refusal.by);
      return { name, isBlocked: by.length > 0, by: [...new Set(by)] };
    }),
  );
}
