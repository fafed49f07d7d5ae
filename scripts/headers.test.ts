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
});
