import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ctFile } from './fake-pacs/ct-file.ts';
import { startFakePacs } from './fake-pacs/fake-pacs.ts';
import { securityHeaders } from './headers.ts';
import { freePort, skippedFor, whyNotInstalled } from './machine.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** The user "node" of the image. */
const NODE_USER = 1000;

interface Stage {
  readonly name: string;
  readonly steps: readonly { readonly instruction: string; readonly rest: string }[];
}

/** The stages of the container file. Throws at an instruction that is not done here. */
function stages(): readonly Stage[] {
  const all: { name: string; steps: { instruction: string; rest: string }[] }[] = [];
  for (const line of readFileSync(join(ROOT, 'deploy/Containerfile'), 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [, instruction = '', rest = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    if (instruction === 'FROM') {
      const [, name = ''] = / AS (\S+)$/.exec(rest) ?? [];
      all.push({ name, steps: [] });
    } else all.at(-1)?.steps.push({ instruction, rest });
  }
  return all;
}

/** What a new clone holds, in a folder: tracked files, as they are here. */
function clone(to: string): boolean {
  const pack = 'git ls-files -z | tar --null -T - -c | tar -x -C "$0"';
  mkdirSync(to);
  return spawnSync('bash', ['-o', 'pipefail', '-c', pack, to], { cwd: ROOT }).status === 0;
}

const isClone = spawnSync('git', ['ls-files', '--error-unmatch', 'package.json'], { cwd: ROOT });
const why =
  whyNotInstalled('git', 'tar', 'bash', 'npm') ??
  (isClone.status === 0 ? null : 'not in a Git repository');

describe.skipIf(why !== null)(`the container file of deploy/, by hand${skippedFor(why)}`, () => {
  let folder: string;
  let context: string;
  /** Where / of the image is. */
  let image: string;
  let started: ChildProcess | null = null;
  const [building, running] = stages();
  let workdir = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ich-container-'));
    chmodSync(folder, 0o755);
    context = join(folder, 'context');
    image = join(folder, 'image');
    mkdirSync(image);
    expect(clone(context)).toBe(true);
    for (const name of readFileSync(join(context, '.dockerignore'), 'utf8').trim().split('\n')) {
      rmSync(join(context, name), { recursive: true, force: true });
    }
    // A slim image has no Git, no Python, no compiler.
    mkdirSync(join(folder, 'bin'));
    for (const name of ['node', 'npm', 'npx', 'sh', 'env']) {
      const { stdout } = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
      symlinkSync(stdout.trim(), join(folder, 'bin', name));
    }
  }, 120_000);
  afterAll(async () => {
    if (started !== null && started.exitCode === null) {
      const gone = new Promise((done) => started?.once('exit', done));
      started.kill('SIGTERM');
      await gone;
    }
    rmSync(folder, { recursive: true, force: true });
  }, 120_000);

  /** A path of the image, out here. */
  const inImage = (path: string) =>
    path.startsWith('/') ? join(image, path) : join(image, workdir, path);

  const copy = async (rest: string): Promise<void> => {
    const paths = rest.split(' ');
    const to = paths.pop() ?? '';
    for (const path of paths) {
      const from = join(context, path);
      expect([path, existsSync(from)]).toEqual([path, true]);
      // A folder's content is copied, not the folder.
      const isAll = relative(context, from) === '';
      await cp(from, isAll ? inImage(to) : join(inImage(to), path), { recursive: true });
    }
  };

  const run = (command: string) => {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
      cwd: inImage(''),
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
      env: {
        PATH: join(folder, 'bin'),
        HOME: process.env.HOME,
        // From what an installation here has left; nothing is fetched.
        npm_config_offline: 'true',
        npm_config_audit: 'false',
        ...(process.env.npm_config_cache === undefined
          ? {}
          : { npm_config_cache: process.env.npm_config_cache }),
      },
    });
    return { status, said: `${stdout}\n${stderr}`.slice(-2000) };
  };

  it('installs and builds the app from a new clone, with nothing besides', async ({ skip }) => {
    expect(building?.name).toBe('build');
    for (const { instruction, rest } of building?.steps ?? []) {
      if (instruction === 'WORKDIR') {
        workdir = rest;
        mkdirSync(inImage(''), { recursive: true });
      } else if (instruction === 'COPY') await copy(rest);
      else {
        expect(instruction).toBe('RUN');
        const { status, said } = run(rest);
        if (status !== 0 && said.includes('ENOTCACHED')) {
          skip(`npm's cache lacks a package for "${rest}", and nothing is fetched`);
        }
        expect([rest, status, status === 0 ? '' : said]).toEqual([rest, 0, '']);
      }
    }
    expect(existsSync(join(inImage(''), 'dist/index.html'))).toBe(true);
  }, 900_000);

  it('starts what was built, as a user who may write none of it', async ({ skip }) => {
    const find = (instruction: string) =>
      running?.steps.filter((step) => step.instruction === instruction).map(({ rest }) => rest);
    expect(find('WORKDIR')).toEqual([workdir]);
    expect(find('COPY')).toEqual([`--from=${building?.name} ${workdir} ${workdir}`]);
    expect(find('USER')).toEqual(['node']);
    expect(running?.steps.map(({ instruction }) => instruction)).toEqual([
      'WORKDIR',
      'COPY',
      'USER',
      'EXPOSE',
      'ENTRYPOINT',
    ]);
    if (!existsSync(join(inImage(''), 'dist/index.html'))) skip('it was not built');
    const [entry = ''] = find('ENTRYPOINT') ?? [];
    const [program = '', ...words] = JSON.parse(entry) as string[];
    const [exposed = ''] = find('EXPOSE') ?? [];
    // The port that the app takes where it is told none.
    expect(readFileSync(join(inImage(''), 'scripts/start.ts'), 'utf8')).toContain(`'${exposed}'`);
    const fake = await startFakePacs([ctFile({ study: 1 })]);
    const port = await freePort();
    // Reached from this machine alone, other than in a container.
    const more = ['--host', '127.0.0.1', '--port', String(port), '--dicomweb', fake.url];
    started = spawn(program, [...words, ...more], {
      cwd: inImage(''),
      stdio: 'ignore',
      env: { PATH: join(folder, 'bin'), HOME: '/nonexistent' },
      ...(process.getuid?.() === 0 ? { uid: NODE_USER, gid: NODE_USER } : {}),
    });
    const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
    let page: Response | null = null;
    while (page === null && started.exitCode === null) {
      page = await ask('/').catch(() => null);
      await wait(200);
    }
    expect(page?.status).toBe(200);
    expect(await page?.text()).toContain('ICH Triage');
    for (const [name, value] of Object.entries(securityHeaders())) {
      expect(page?.headers.get(name)).toBe(value);
    }
    const site = await (await ask('/dicom-web/site.json')).json();
    expect(site).toMatchObject({ pacs: { store: false } });
    expect(await (await ask('/dicom-web/studies')).json()).toHaveLength(1);
    await fake.close();
  }, 240_000);

  it('holds the programs that its head starts instead', () => {
    const head = readFileSync(join(context, 'deploy/Containerfile'), 'utf8');
    const programs = [...head.matchAll(/(?:src|scripts)\/[\w/-]+\.ts/g)].map(([path]) => path);
    expect(programs.length).toBeGreaterThanOrEqual(3);
    for (const path of programs) {
      expect([path, existsSync(join(context, path))]).toEqual([path, true]);
    }
  });
});
