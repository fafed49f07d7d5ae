import { execFile } from 'node:child_process';
import { expect, it } from 'vitest';

it('npm run compare says of a folder that is not there where its scans are from, and how to name another', async () => {
  const command = ['--import', 'tsx', 'src/cli/compare.ts', '--home', '/nowhere/ct-ich'];
  const { code, stderr } = await new Promise<{ code: unknown; stderr: string }>((done) => {
    execFile(process.execPath, command, (error, _, stderr) => done({ code: error?.code, stderr }));
  });
  expect(code).toBe(1);
  expect(stderr).toMatch(/no such folder.*not part of the repository.*--home/);
}, 60_000);
