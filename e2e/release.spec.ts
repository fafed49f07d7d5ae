import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { START_LIMIT_KB, startSize } from '../scripts/release/start-size.ts';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));

test('the JavaScript of the start keeps to its budget', () => {
  const scripts = startSize(DIST);
  expect(scripts.length).toBeGreaterThan(1);
  const total = scripts.reduce((sum, { kb }) => sum + kb, 0);
  expect(total, `of ${JSON.stringify(scripts)}`).toBeLessThan(START_LIMIT_KB);
  expect(total, 'or it was not counted').toBeGreaterThan(60);
});
