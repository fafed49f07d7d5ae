import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** What the log says was exported, in its order, once it is saved. */
export async function exportsLogged(page: Page) {
  const { entries } = await saveLog(page);
  return entries.filter(({ action }) => action === 'exported').map(({ details }) => details);
}

/** Opens "Privacy and version", waits until the log was looked through, and saves it. */
export async function saveLog(page: Page) {
  await page.getByRole('button', { name: 'Privacy and version' }).click();
  const section = page.getByTestId('audit');
  await expect(section).toContainText(/\d+ entries since .+, whole/);
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download audit log' }).click();
  const file = await waiting;
  expect(file.suggestedFilename()).toMatch(/^ich-triage-audit-\d{4}-\d\d-\d\d\.ndjson$/);
  const path = join(mkdtempSync(join(tmpdir(), 'ich-audit-')), 'log.ndjson');
  await file.saveAs(path);
  const text = readFileSync(path, 'utf8');
  return {
    path,
    text,
    entries: text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  };
}
