/** Directives of a Content-Security-Policy by name, each with its sources. */
type Policy = Readonly<Record<string, readonly string[]>>;

const POLICY: Policy = {
  'default-src': ["'none'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'worker-src': ["'self'"],
  'connect-src': ["'self'"],
  'img-src': ["'self'", 'blob:', 'data:'],
  'style-src': ["'self'"],
  'font-src': ["'self'"],
  'media-src': ["'self'"],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
  // No text becomes code or markup, but by the two policies of src/guard/own-code.ts.
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ['default', 'own-markup'],
};

/** What makes a page isolated from other origins, so that it gets threads. */
export const ISOLATION_HEADERS: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

function headersWith(policy: Policy): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': Object.entries(policy)
      .map(([directive, sources]) => [directive, ...sources].join(' '))
      .join('; '),
    ...ISOLATION_HEADERS,
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  };
}

/**
 * The security headers that every way of serving the app sends: `npm start`, `npm run dev`, `vite preview`, the end-to-end
 * tests, and public/_headers (a test holds that file against this one). They go out on worker scripts too: a <meta> policy
 * does not bind workers. See docs/privacy.md.
 */
export function securityHeaders(): Readonly<Record<string, string>> {
  return headersWith(POLICY);
}

/**
 * The same for `npm run dev`, where Vite puts scripts and styles into the page: those with this nonce may run, no other.
 * That is all that the built app is denied and development is not; Vite's WebSocket is of the own origin.
 */
export function developmentHeaders(nonce: string): Readonly<Record<string, string>> {
  const own = (directive: string) => [...(POLICY[directive] ?? []), `'nonce-${nonce}'`];
  return headersWith({
    ...POLICY,
    'script-src': own('script-src'),
    'style-src': own('style-src'),
  });
}
