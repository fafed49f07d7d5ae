import './own-code.ts';
import { type EgressNote, type GuardMessage, openGuardChannel } from './egress-note.ts';

/** What lib.webworker and lib.dom share, so that this runs in a page and in a worker. */
interface Violation {
  readonly blockedURI: string;
  readonly effectiveDirective: string;
  readonly sample: string;
}

/**
 * Notes what this thread requests and what the policy refuses it, from its start on, for `tell`. Only a `buffered` observer
 * sees what was loaded before this ran.
 */
export function watchRequests(tell: (notes: readonly EgressNote[]) => void): void {
  addEventListener('securitypolicyviolation', (event) => {
    const { blockedURI, effectiveDirective, sample } = event as unknown as Violation;
    // Trusted Types know no address, but the door and the beginning of what was to go through it.
    const url = blockedURI === 'trusted-types-sink' ? sample : blockedURI;
    tell([{ kind: 'refused', url, what: effectiveDirective, by: 'policy' }]);
  });
  const seen = new PerformanceObserver((list) =>
    tell(
      list.getEntries().map((entry) => ({
        kind: 'sent',
        url: entry.name,
        what: (entry as { initiatorType?: string }).initiatorType ?? entry.entryType,
        by: 'timing',
      })),
    ),
  );
  for (const type of ['navigation', 'resource']) seen.observe({ type, buffered: true });
}

/** Tells the ledger of the page what this worker requests. First thing that a worker does. */
export function watchThread(): void {
  if (typeof BroadcastChannel === 'undefined' || typeof PerformanceObserver === 'undefined') return;
  const channel = openGuardChannel();
  watchRequests((notes) => channel.postMessage({ kind: 'notes', notes } satisfies GuardMessage));
}
