/** Who saw a request, or stopped it. */
export type EgressWitness =
  /** The browser's list of what it loaded. */
  | 'timing'
  /** The Content-Security-Policy. */
  | 'policy'
  | 'service-worker'
  /** The page's own seal: WebRTC and navigation, which the other two don't see. */
  | 'page';

/** One request that was made, or refused, as a thread of the app tells it. */
export interface EgressNote {
  /** `stored`: a result went to the PACS on the own origin; told besides `sent`, by which the browser counts it. */
  readonly kind: 'sent' | 'refused' | 'stored';
  /** As far as it is known; the ledger keeps no more than the host of another origin. */
  readonly url: string;
  /** What asked: an initiator, a destination or a directive (`fetch`, `image`, `connect-src`). */
  readonly what: string;
  readonly by: EgressWitness;
}

/** What goes over the channel. */
export type GuardMessage =
  | { readonly kind: 'notes'; readonly notes: readonly EgressNote[] }
  /** A version could not be kept. */
  | { readonly kind: 'not-kept'; readonly why: string }
  /** A version was taken into use, by this tab or another. */
  | { readonly kind: 'taken'; readonly version: string };

const CHANNEL = 'ich-triage-guard';

/** The channel between all threads and tabs of the app. A thread does not hear itself. */
export const openGuardChannel = (): BroadcastChannel => new BroadcastChannel(CHANNEL);
