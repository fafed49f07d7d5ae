import { describe, expect, it } from 'vitest';
import { judge } from './judge.ts';

const SCOPE = 'https://hospital.example/triage/';
const FILES = new Set(['index.html', 'assets/index-1.js', 'models/index.json']);
const verdictOf = (url: string, method = 'GET', mode = 'cors') => {
  const verdict = judge({ url: new URL(url, SCOPE).href, method, mode }, SCOPE, (path) =>
    FILES.has(path),
  );
  if (verdict.kind === 'refuse') return verdict.why;
  return verdict.kind === 'file' ? verdict.path : verdict.kind;
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

  it.each([
    ['dicom-web/studies?StudyDate=20261123-20261124&limit=100&offset=0', 'GET', 'pacs'],
    ['dicom-web/studies?PatientName=M%C3%BCller*&limit=100', 'GET', 'pacs'],
    ['dicom-web/studies/1.2.3', 'GET', 'pacs'],
    ['dicom-web/studies/1.2.3/metadata', 'GET', 'pacs'],
    ['dicom-web/studies/1.2.3/instances', 'GET', 'pacs'],
    ['dicom-web/studies', 'POST', 'pacs'],
    ['dicom-web/site.json', 'GET', 'pass'],
    ['dicom-web/site.json?name=Doe', 'GET', 'not-of-the-app'],
    ['dicom-web/collect/Doe', 'GET', 'not-of-the-app'],
    ['dicom-web/studies?note=Doe', 'GET', 'not-of-the-app'],
    ['dicom-web/studies?limit=Doe', 'GET', 'not-of-the-app'],
    ['dicom-web/studies?PatientName=a%0d%0aEvil', 'GET', 'not-of-the-app'],
    ['dicom-web/studies/1.2.3/rendered', 'GET', 'not-of-the-app'],
    ['dicom-web/../collect', 'GET', 'not-of-the-app'],
    ['dicom-web/studies/1.2.3', 'POST', 'not-a-get'],
    ['dicom-web/studies?x=1', 'POST', 'not-a-get'],
    ['dicom-web/site.json', 'POST', 'not-a-get'],
    ['dicom-web/studies/1.2.3', 'DELETE', 'not-a-get'],
    ['https://elsewhere.example/triage/dicom-web/studies', 'POST', 'elsewhere'],
    ['../dicom-web/studies', 'GET', 'not-of-the-app'],
  ])('of the PACS behind the app, %s by %s: %s', (url, method, verdict) => {
    expect(verdictOf(url, method)).toBe(verdict);
  });

  it('lets no page of the PACS into the app', () => {
    for (const method of ['GET', 'POST']) {
      expect(verdictOf('dicom-web/studies', method, 'navigate')).toBe('not-of-the-app');
    }
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
