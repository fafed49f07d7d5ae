import { describe, expect, it } from 'vitest';
import { judge } from './judge.ts';

const SCOPE = 'https://hospital.example/triage/';
const FILES = new Set(['index.html', 'assets/index-1.js', 'models/index.json']);
const verdictOf = (url: string, method = 'GET', mode = 'cors') => {
  const verdict = judge({ url: new URL(url, SCOPE).href, method, mode }, SCOPE, (path) =>
    FILES.has(path),
  );
  return verdict.kind === 'refuse' ? verdict.why : verdict.kind === 'file' ? verdict.path : 'pass';
};

describe('judge', () => {
  it.each([
    ['https://elsewhere.example/x', 'elsewhere'],
    ['http://hospital.example/triage/', 'elsewhere'],
    ['https://hospital.example:8443/triage/', 'elsewhere'],
    ['https://hospital.example.evil.example/triage/', 'elsewhere'],
    ['https://hospital.example@evil.example/triage/', 'elsewhere'],
    ['assets/index-1.js', 'assets/index-1.js'],
    ['./', 'index.html'],
    ['assets/index-1.js?name=Doe', 'carries-a-query'],
    ['assets/index-2.js', 'not-of-the-app'],
    ['../other/file.js', 'not-of-the-app'],
    ['/triageassets/index-1.js', 'not-of-the-app'],
    ['toString', 'not-of-the-app'],
    ['models/own/manifest.json', 'pass'],
    ['models/own/manifest.json?name=Doe', 'carries-a-query'],
  ])('a request for %s: %s', (url, verdict) => {
    expect(verdictOf(url)).toBe(verdict);
  });

  it.each(['POST', 'PUT', 'HEAD', 'DELETE', 'OPTIONS'])('refuses %s', (method) => {
    expect(verdictOf('assets/index-1.js', method)).toBe('not-a-get');
  });

  it.each([
    ['./?model=tiny', 'index.html'],
    ['index.html', 'index.html'],
    ['elsewhere-on-the-host', 'pass'],
  ])('a page %s: %s', (url, verdict) => {
    expect(verdictOf(url, 'GET', 'navigate')).toBe(verdict);
  });
});
