import { sha256Hex } from '#base';
import type { Ledger } from '../ledger.ts';
import type { OfflineState } from './offline.ts';
import type { ProbeResult } from './self-test.ts';

/** What a tab can say of itself to a security officer. Holds nothing of a patient, and no file name but those of the build. */
export interface Attestation {
  readonly format: 'ich-triage-attestation';
  readonly formatVersion: 1;
  readonly origin: string;
  readonly version: string | null;
  readonly offline: OfflineState['phase'];
  /** ISO 8601. */
  readonly since: string;
  readonly writtenAt: string;
  readonly userAgent: string;
  readonly crossOriginIsolated: boolean;
  /** The security headers of the page as the browser gets it now. */
  readonly headers: Readonly<Record<string, string | null>>;
  /** Every file that was asked for: how often, and the SHA-256 of what the browser gets now. */
  readonly loaded: readonly {
    readonly path: string;
    readonly requests: number;
    readonly sha256: string | null;
  }[];
  readonly requests: number;
  /** Of these, to the PACS on the own origin, and results that were sent to it. */
  readonly pacs: Ledger['pacs'];
  /** Hosts elsewhere that a request reached. */
  readonly elsewhere: readonly string[];
  /** Refusals, with the host alone. */
  readonly refused: Ledger['refused'];
  readonly selfTest: readonly ProbeResult[] | null;
}

const HEADERS = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'cross-origin-embedder-policy',
  'cross-origin-resource-policy',
  'referrer-policy',
  'permissions-policy',
];

/** The attestation of this tab. Reads the files again, which the ledger counts like all others, after this was written. */
export async function attest(
  ledger: Ledger,
  offline: OfflineState,
  selfTest: readonly ProbeResult[] | null,
): Promise<Attestation> {
  const page = await fetch(new URL('./', document.baseURI)).catch(() => null);
  const paths = [...ledger.files].sort(([a], [b]) => (a < b ? -1 : 1));
  const loaded = [];
  for (const [path, requests] of paths) {
    const response = await fetch(path).catch(() => null);
    const sha256 = response?.ok === true ? await sha256Hex(await response.arrayBuffer()) : null;
    loaded.push({ path, requests, sha256 });
  }
  return {
    format: 'ich-triage-attestation',
    formatVersion: 1,
    origin: location.origin,
    version: offline.version,
    offline: offline.phase,
    since: new Date(ledger.since).toISOString(),
    writtenAt: new Date().toISOString(),
    userAgent: navigator.userAgent,
    crossOriginIsolated,
    headers: Object.fromEntries(HEADERS.map((name) => [name, page?.headers.get(name) ?? null])),
    loaded,
    requests: ledger.requests,
    pacs: ledger.pacs,
    elsewhere: ledger.elsewhere,
    refused: ledger.refused,
    selfTest,
  };
}
