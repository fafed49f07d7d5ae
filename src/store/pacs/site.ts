import type { SrForm } from '#report';

/** What the server says of the PACS behind the app's own origin. */
export interface Site {
  /** How it is called on the screen. */
  readonly name: string;
  /** Results may be sent to it. */
  readonly store: boolean;
  /** Each result is sent without a click. */
  readonly always: boolean;
  /** The form of their structured reports. */
  readonly sr: SrForm;
  /** Watched every so many seconds; a study whose count of objects stood so long is taken for whole. */
  readonly pollSeconds: number;
  readonly settleSeconds: number;
}

/** Asks the server, which has the file below the address. Rejects where it does not answer; a server without one has no PACS. */
export async function fetchSite(address: string): Promise<Site | null> {
  const response = await fetch(new URL('site.json', address), { cache: 'no-store' });
  if (!response.ok) return null;
  const { parseSite } = await import('./parse-site.ts');
  return parseSite(await response.json().catch(() => null));
}
