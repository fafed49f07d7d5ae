import type { IncomingMessage } from 'node:http';

/**
 * Why a request is not the app's own; null where it is. A page of another site whose name leads here (DNS rebinding) has another Host;
 * one that sends a form or an image request here has another Sec-Fetch-Site. Browsers set both and let no page change them.
 */
export function whyStrange(
  { headers, rawHeaders, method }: IncomingMessage,
  hosts: ReadonlySet<string>,
): readonly [status: number, text: string] | null {
  // Of two names a server before this one may have taken the other.
  const named = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host');
  if (named.length !== 1 || !hosts.has((headers.host ?? '').toLowerCase())) {
    return [421, 'This server is not known by that name.'];
  }
  const site = headers['sec-fetch-site'];
  // What is no browser has neither header; it reaches what a browser would, and stores only by saying so.
  const isOwnSite = site === undefined || site === 'same-origin';
  if (!isOwnSite || !isOwnOrigin(headers.origin, hosts)) return [403, 'Only for the app itself.'];
  if (method === 'POST' && headers['x-requested-by'] !== 'ich-triage') {
    return [403, 'Only for the app itself.'];
  }
  return null;
}

function isOwnOrigin(origin: string | undefined, hosts: ReadonlySet<string>): boolean {
  if (origin === undefined) return true;
  const [, host = ''] = /^https?:\/\/([^/]+)$/.exec(origin) ?? [];
  return hosts.has(host.toLowerCase());
}
