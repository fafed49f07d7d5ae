import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { type AuditEntry, auditFile, linked } from '#audit';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'ich-audit-'));
afterAll(() => rmSync(folder, { recursive: true }));

const at = '2026-05-04T08:00:00.000Z';

async function log(): Promise<readonly AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for (const action of ['begun', 'opened', 'exported']) {
    const fact = { at, tab: 'a', action, study: null, by: 'AB', details: {} };
    entries.push(await linked(fact, entries.at(-1) ?? null));
  }
  return entries;
}

const file = (entries: readonly AuditEntry[]): Promise<string> =>
  auditFile(entries, entries.at(-1) ?? null, { at, tab: 'a', by: '' });

function verify(text: string, ...args: readonly string[]) {
  const path = join(folder, `${crypto.randomUUID()}.ndjson`);
  writeFileSync(path, text);
  return run(path, ...args);
}

const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/verify-audit.ts', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });

describe('npm run verify-audit', () => {
  it('says that a file is whole, with the hash to keep, and finds it there again', async () => {
    const entries = await log();
    const { status, stdout } = verify(await file(entries));
    expect(stdout).toContain('Whole: 3 entries');
    expect(stdout).toContain(entries[2]?.hash);
    expect(status).toBe(0);
    const again = verify(await file(entries), '--known', entries[1]?.hash ?? '', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ whole: 3, fault: null, passes: true });
    expect(again.status).toBe(0);
  });

  it('names the first line that was changed, and what is whole before it, with status 1', async () => {
    const { status, stdout } = verify((await file(await log())).replace('opened', 'closed'));
    expect(stdout).toContain('NOT WHOLE at line 2, changed');
    expect(stdout).toContain('Whole before it: 1 entry');
    expect(status).toBe(1);
  });

  it('ends with status 1 without the hash that was asked for, or the file', async () => {
    const { status, stdout } = verify(await file(await log()), '--known', 'f'.repeat(64));
    expect([status, stdout]).toEqual([1, expect.stringContaining('NOT THE LOG')]);
    const none = run(join(folder, 'none'));
    expect([none.status, none.stderr]).toEqual([1, expect.stringContaining('cannot be read')]);
  });

  it('ends with 2 for an empty file, with 64 for what it does not understand, with 0 for --help', () => {
    expect(verify('').status).toBe(2);
    expect(run().status).toBe(64);
    expect(run('a', 'b').status).toBe(64);
    expect(run('a', '--known', 'short').status).toBe(64);
    const { status, stdout } = run('--help');
    expect([status, stdout]).toEqual([0, expect.stringContaining('usage: npm run verify-audit')]);
  });
});
