import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakePacs, startFakePacs } from './fake-pacs/fake-pacs.ts';
import { skippedFor, whyNotInstalled } from './machine.ts';

const read = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../deploy/${name}`, import.meta.url)), 'utf8');

const UNITS = ['ich-triage.service', 'ich-triage-watch.service', 'ich-triage-worker@.service'];
let folder: string;
let fake: FakePacs;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ich-units-'));
  fake = await startFakePacs();
});

afterEach(async () => {
  await fake.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the units and the container file of deploy/', () => {
  for (const name of UNITS) {
    const why = whyNotInstalled('systemd-analyze');
    it.skipIf(why !== null)(`systemd understands ${name}${skippedFor(why)}`, () => {
      const unit = read(name).replaceAll('/usr/bin/node', process.execPath);
      writeFileSync(join(folder, name), unit.replaceAll('/srv/ich-triage', folder));
      const { status, stderr } = spawnSync(
        'systemd-analyze',
        ['verify', '--man=no', join(folder, name)],
        { encoding: 'utf8' },
      );
      expect(stderr.split('\n').filter((line) => line.includes('ich-triage'))).toEqual([]);
      expect(status).toBe(0);
    });
  }

  it('start what there is: the programs take their words, and end since there is no queue', async () => {
    const ends = ['ich-triage-watch.service', 'ich-triage-worker@.service'].map(async (name) => {
      const [, line = ''] = /^ExecStart=\/usr\/bin\/node (.*)$/m.exec(read(name)) ?? [];
      const words = line
        .replace('${PACS}', fake.url)
        .replace('${QUEUE}', 'redis://127.0.0.1:1')
        .replace('$WATCH', '--every 5 --answer 1')
        .replace('$WORKER', '--write-back --answer 1');
      expect(words).not.toContain('$');
      const child = spawn(process.execPath, words.split(' '));
      const stderr = text(child.stderr);
      const status = await new Promise((done) => child.on('close', done));
      expect([name, status, await stderr]).toEqual([name, 1, 'the queue does not answer\n']);
    });
    await Promise.all(ends);
  }, 120_000);

  it('hold a container file of known instructions, which copies and starts what is there', () => {
    const lines = read('Containerfile')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    const known = ['FROM', 'WORKDIR', 'COPY', 'RUN', 'USER', 'EXPOSE', 'ENTRYPOINT'];
    expect(lines.filter((line) => !known.includes(line.split(' ')[0] ?? ''))).toEqual([]);
    const root = fileURLToPath(new URL('..', import.meta.url));
    const copied = lines
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from'))
      .flatMap((line) => line.split(' ').slice(1, -1));
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    // What was installed and built outside is not copied over what is installed and built inside.
    const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['node_modules', 'dist', '.git']));
    const last = lines.at(-1) ?? '';
    const [program, ...words] = JSON.parse(last.replace('ENTRYPOINT ', '')) as string[];
    expect([program, words.filter((word) => word.endsWith('.ts'))]).toEqual([
      'node',
      ['scripts/start.ts'],
    ]);
    const { status, stderr } = spawnSync(process.execPath, [...words, '--dicomweb', 'no address'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([64, expect.stringContaining('http://')]);
  });

  it('are named by the container file, as far as they run the same programs', () => {
    const containerfile = read('Containerfile');
    for (const name of UNITS) {
      const [, program = ''] = /^ExecStart=.* ((?:scripts|src)\/\S+\.ts)/m.exec(read(name)) ?? [];
      expect(containerfile).toContain(program);
    }
    for (const name of UNITS.slice(1)) expect(containerfile).toContain(name);
  });
});
