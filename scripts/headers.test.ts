import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { securityHeaders } from './headers.ts';

describe('security headers', () => {
  it('are the same in public/_headers, which static hosts read, as in the server here', () => {
    const lines = readFileSync(new URL('../public/_headers', import.meta.url), 'utf8')
      .trim()
      .split('\n');
    expect(lines[0]).toBe('/*');
    const fromFile = Object.fromEntries(
      lines.slice(1).map((line) => {
        const [name = '', ...value] = line.trim().split(': ');
        return [name, value.join(': ')];
      }),
    );
    expect(fromFile).toEqual(securityHeaders());
  });

  it('allow connections to the own origin alone, and no eval but WASM', () => {
    const policy = securityHeaders()['Content-Security-Policy'] ?? '';
    expect(policy).toContain("connect-src 'self';");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).not.toContain("'unsafe-eval'");
    expect(policy).not.toContain('unsafe-inline');
    expect(policy).not.toContain('http');
  });

  it('name no source but the page itself and its own bytes: what is not named is refused', () => {
    const policy = new Map(
      (securityHeaders()['Content-Security-Policy'] ?? '').split('; ').map((directive) => {
        const [name = '', ...sources] = directive.replace(/;$/, '').split(' ');
        return [name, sources];
      }),
    );
    expect(policy.get('default-src')).toEqual(["'none'"]);
    for (const never of ['base-uri', 'form-action', 'frame-ancestors']) {
      expect(policy.get(never)).toEqual(["'none'"]);
    }
    expect(policy.get('require-trusted-types-for')).toEqual(["'script'"]);
    // Names of policies that may be made, each once: no sources.
    expect(policy.get('trusted-types')).toEqual(['default', 'own-markup']);
    for (const name of ['require-trusted-types-for', 'trusted-types']) policy.delete(name);
    const own = new Set(["'self'", "'none'"]);
    const beyond = [...policy].flatMap(([name, sources]) =>
      sources.filter((source) => !own.has(source)).map((source) => `${name} ${source}`),
    );
    expect(beyond).toEqual(["script-src 'wasm-unsafe-eval'", 'img-src blob:', 'img-src data:']);
  });
});
