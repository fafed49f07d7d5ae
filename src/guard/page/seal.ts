import type { EgressNote } from '../egress-note.ts';

type Tell = (note: EgressNote) => void;

interface PeerConfiguration {
  readonly iceServers?: readonly { readonly urls?: unknown }[];
}

/**
 * Shuts the two ways out of a page that neither the Content-Security-Policy nor a service worker sees: peer connections, and
 * leaving for another origin. The app uses neither.
 */
export function sealPage(page: typeof globalThis, tell: Tell): void {
  const refuse = (url: string, what: string) => tell({ kind: 'refused', url, what, by: 'page' });
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) {
    if (!(name in page)) continue;
    Object.defineProperty(page, name, {
      value: class {
        constructor(configuration?: PeerConfiguration) {
          const to = String(configuration?.iceServers?.[0]?.urls ?? '').replace(/^\w+:/, '');
          refuse(`webrtc://${to}`, 'webrtc');
          throw new DOMException('This app connects to nobody.', 'SecurityError');
        }
      },
    });
  }
  // Not in every browser.
  (page as Partial<typeof globalThis & { navigation: EventTarget }>).navigation?.addEventListener(
    'navigate',
    (event) => {
      const { destination } = event as Event & { readonly destination: { readonly url: string } };
      const to = new URL(destination.url);
      if (to.origin === page.location.origin || /^(?:blob|data|about):$/.test(to.protocol)) return;
      event.preventDefault();
      refuse(destination.url, 'navigation');
    },
  );
}
