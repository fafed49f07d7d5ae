import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What is run and not imported: it reads the command line, or begins its work at once. */
const mains = ['scripts', 'scripts/bench', 'scripts/model', 'scripts/layers', 'scripts/samples']
  .flatMap((folder) => readdirSync(ROOT + folder).map((name) => `${folder}/${name}`))
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .map((path) => ({ path, text: readFileSync(ROOT + path, 'utf8') }))
  .filter(({ text }) => text.includes('isMain(import.meta') || !/^export /m.test(text));

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function run(path: string, args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', path, ...args], { cwd: ROOT });
  let out = '';
  let err = '';
  child.stdout.on('data', (text) => {
    out += text;
  });
  child.stderr.on('data', (text) => {
    err += text;
  });
  return new Promise((done) => child.on('close', (status) => done({ status, out, err })));
}

describe('every script', () => {
  it('has a usage, which readArguments prints with --help', () => {
    const silent = mains.filter(
      ({ text }) =>
        !/const USAGE = `usage: (npm (run \S+|start|test)|npx tsx scripts\/)/.test(text) ||
        !/(readArguments|endWithUsage)\(\s*USAGE/.test(text),
    );
    expect(silent.map(({ path }) => path)).toEqual([]);
    expect(mains.length).toBeGreaterThan(18);
  });

  it.each([
    ['scripts/serve.ts', ['--help'], 'usage: npm run serve'],
    ['scripts/test.ts', ['-h'], 'usage: npm test'],
    ['scripts/bench/run.ts', ['ui', '--help'], 'usage: npm run bench -- ui'],
    ['scripts/bench/run.ts', ['gpu-node', '--help'], 'usage: npm run bench -- gpu-node'],
  ])('%s %s prints it and does nothing else', async (path, args, usage) => {
    const { status, out, err } = await run(path, args);
    expect([status, err]).toEqual([0, '']);
    expect(out.startsWith(usage)).toBe(true);
  });

  it.each([
    ['scripts/serve.ts', 'abc'],
    ['scripts/start.ts', '70000'],
    ['scripts/demo-pacs.ts', '-1'],
  ])(
    '%s ends with its usage where %s is to be its port, before it builds or starts anything',
    async (path, port) => {
      const { status, out, err } = await run(path, [`--port=${port}`]);
      expect([status, out]).toEqual([64, '']);
      expect(err).toContain(`"${port}" is no port: 0 to 65535.\n\nusage: npm`);
    },
  );

  it('serve says in a line that its port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { status, err } = await run('scripts/serve.ts', ['--port', String(port)]);
    taken.close();
    expect([status, err.trim()]).toEqual([
      1,
      `listen EADDRINUSE: address already in use 127.0.0.1:${port}`,
    ]);
  });

  it.each(['--nonsense', 'stray'])(
    'ends with status 64 where it does not understand %s',
    async (word) => {
      const { status, out, err } = await run('scripts/serve.ts', [word]);
      expect([status, out]).toEqual([64, '']);
      expect(err).toContain(word);
      expect(err).toContain('usage: npm run serve');
    },
  );
});
