import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, thinZip } from './fixtures.ts';
import { identifiersOf } from './kept-text.ts';
import { saveLog } from './save-log.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const verify = (path: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/verify-audit.ts', path, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });

test('what was done with studies is logged under their seals, survives a reload, leaves as a file and is verified by a command', async ({
  app,
}) => {
  const { page } = app;
  await app.open();
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByLabel('Initials').pressSequentially('AB');
  await page.keyboard.press('Escape');
  await app.give([thinZip('subdural'), thinZip('epidural')]);
  await app.allDone(2);
  await app.rows.first().getByTestId('row-main').click();
  await page.getByRole('button', { name: 'Hemorrhage', exact: true }).click();
  await page.keyboard.press('k');
  await page.getByRole('button', { name: 'Export this study' }).click();
  const item = page.getByRole('listitem').filter({ hasText: 'Everything (JSON)' });
  await item.getByRole('button', { name: 'Everything (JSON)' }).click();
  await item.getByRole('button', { name: 'Export all the same' }).click();
  await expect(item.getByRole('status')).toContainText('in your downloads');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  await page.reload();
  await expect(app.rows).toHaveCount(2);
  const { path, text, entries } = await saveLog(page);
  const said = entries.map(({ action, by }) => `${action} ${by}`.trim());
  expect(said[0]).toBe('begun');
  expect(said.at(-1)).toBe('file-end AB');
  const wanted = ['settings AB', 'received', 'analyzed', 'opened AB', 'verdict AB', 'care AB'];
  for (const one of [...wanted, 'exported AB', 'model', 'log-exported AB']) {
    expect(said).toContain(one);
  }
  expect(said.filter((one) => one === 'tab-opened')).toHaveLength(2);
  expect(said.filter((one) => one === 'analyzed')).toHaveLength(2);
  const studies = new Set(entries.map(({ study }) => study).filter((study) => study !== null));
  expect(studies.size).toBe(2);
  const opened = entries.find(({ action }) => action === 'opened').study;
  expect(entries.find(({ action }) => action === 'exported')).toMatchObject({
    study: opened,
    details: { what: 'study-json', identifying: true },
  });
  for (const identifier of identifiersOf(['subdural', 'epidural'])) {
    expect(text).not.toContain(identifier);
  }

  const { status, stdout } = verify(path);
  expect(stdout).toContain(`Whole: ${entries.length - 1} entries`);
  expect(status).toBe(0);
  const changed = join(path, '..', 'changed.ndjson');
  writeFileSync(changed, text.replace('"to":"acknowledged"', '"to":"done"'));
  const found = verify(changed);
  expect(found.stdout).toMatch(/NOT WHOLE at line \d+, changed/);
  expect(found.status).toBe(1);

  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.getByTestId('audit').scrollIntoViewIfNeeded();
  await page.screenshot({ path: 'test-results/audit.png' });
});

test('two tabs write one chain, "Clear everything" and the cover stand in it, and the hash noted down before is found in it after', async ({
  app,
  context,
}) => {
  const { page } = app;
  await page.clock.install();
  await app.open();
  const other = await context.newPage();
  await other.goto('/?model=tiny');
  await expect(other.getByRole('button', { name: /ms a slice/ })).toBeVisible();
  await Promise.all([
    app.give([thinZip('subdural')]),
    other.getByTestId('file-input').setInputFiles([thinZip('epidural'), thinZip('none')]),
  ]);
  await app.allDone(1);
  await expect(
    other.getByRole('list', { name: 'Studies by priority' }).getByRole('listitem'),
  ).toHaveCount(2);
  await page.clock.fastForward('11:00');
  await expect(page.getByTestId('lock-screen')).toBeVisible();
  await page.keyboard.press('Space');
  const before = await saveLog(page);
  const tabs = new Set(before.entries.map(({ tab }) => tab));
  expect(tabs.size).toBe(2);
  const said = before.entries.map(({ action }) => action);
  expect(said.slice(said.indexOf('locked'))).toContain('unlocked');
  expect(verify(before.path).status).toBe(0);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Clear everything' }).click();
  await page.getByRole('button', { name: 'Yes, delete all' }).click();
  await expect(app.rows).toHaveCount(0);
  const after = await saveLog(page);
  expect(after.entries.map(({ action }) => action)).toContain('erased');
  const noted = before.entries.at(-2).hash;
  expect(verify(after.path, '--known', noted).status).toBe(0);
  expect(verify(after.path, '--known', 'f'.repeat(64)).status).toBe(1);
});
