import { spawn } from 'node:child_process';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const COMMAND = fileURLToPath(new URL('./command.ts', import.meta.url));
const TSX = fileURLToPath(new URL('../../node_modules/tsx/dist/loader.mjs', import.meta.url));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ich-command-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command whose work is `body`. `onSaid` hears stderr as it comes, and may end the process or a stream. */
async function runs(
  body: string,
  args: readonly string[] = [],
  onSaid: (child: ReturnType<typeof spawn>, text: string) => void = () => undefined,
  env: (path: string) => Readonly<Record<string, string>> = () => ({}),
): Promise<Ended> {
  const path = join(folder, `${crypto.randomUUID()}.ts`);
  const source = [
    `import { EXIT, runCommand } from ${JSON.stringify(COMMAND)};`,
    `import { AppError } from ${JSON.stringify(COMMAND.replace('cli/command.ts', 'base/index.ts'))};`,
    `void AppError;`,
    `await runCommand({ usage: 'usage: it', run: async (shell) => { ${body} } });`,
  ];
  await writeFile(path.replace(/\.ts$/, '.mts'), source.join('\n'));
  const script = path.replace(/\.ts$/, '.mts');
  const child = spawn(process.execPath, ['--import', TSX, script, ...args], {
    env: { ...process.env, ...env(relative(process.cwd(), script)) },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => {
    stdout += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString();
    onSaid(child, stderr);
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stdout, stderr };
}

describe('runCommand', () => {
  it('ends with what the command gives, and leaves stdout to the result', async () => {
    const { code, stdout, stderr } = await runs(
      `console.log('from a library'); shell.print('the result'); return EXIT.nothingAnalyzed;`,
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: 'the result\n' });
    expect(stderr).toContain('from a library');
  });

  it('prints the usage for --help and does nothing else', async () => {
    const body = `shell.say('work'); return EXIT.failure;`;
    expect(await runs(body, ['--help'])).toEqual({ code: 0, stdout: 'usage: it\n', stderr: '' });
    // After "--" nothing is an option.
    expect((await runs(body, ['--', '--help'])).code).toBe(1);
  });

  it('takes paths from where npm was called, and from its own folder where another script of npm started it', async () => {
    const body = `shell.print(process.cwd()); return EXIT.done;`;
    const called = await realpath(folder);
    const asScript = await runs(body, [], undefined, (path) => ({
      INIT_CWD: called,
      npm_lifecycle_script: `node --import tsx ${path}`,
    }));
    expect(asScript).toMatchObject({ code: 0, stdout: `${called}\n` });
    const within = await runs(body, [], undefined, () => ({
      INIT_CWD: called,
      npm_lifecycle_script: 'tsx scripts/test.ts',
    }));
    expect(within.stdout).toBe(`${process.cwd()}\n`);
  });

  it('tells wrong use from a failure', async () => {
    const wrong = await runs(`throw new AppError('usage', 'There is no option --x.');`);
    expect(wrong).toMatchObject({ code: 64, stdout: '' });
    expect(wrong.stderr).toBe('There is no option --x.\n\nusage: it\n');
    const failed = await runs(`throw new AppError('gone', 'The disk \\u202eis gone\\u001b[2J.');`);
    expect(failed).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'The disk \uFFFDis gone\uFFFD[2J.\n',
    });
  });

  it.each([
    ['Ctrl+C', 'SIGINT', 130],
    ['SIGTERM', 'SIGTERM', 143],
  ] as const)('lets the command print what is done at the first %s', async (_, name, status) => {
    const { code, stdout } = await runs(
      `shell.say('ready');
       await new Promise((resolve) => { const alive = setInterval(() => 0, 1000);
         shell.signal.addEventListener('abort', () => { clearInterval(alive); resolve(0); }); });
       shell.print('half'); return EXIT.interrupted;`,
      [],
      (child, text) => {
        if (text.includes('ready')) child.kill(name);
      },
    );
    expect({ code, stdout }).toEqual({ code: status, stdout: 'half\n' });
  });

  it('warns of no leak where many requests listen to its signal', async () => {
    const { code, stderr } = await runs(
      `for (let at = 0; at < 40; at += 1) shell.signal.addEventListener('abort', () => at);
       await new Promise((resolve) => setTimeout(resolve, 50)); return EXIT.done;`,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('ends quietly where nobody reads any more', async () => {
    const ended = await runs(
      `shell.say('ready'); await new Promise((resolve) => setTimeout(resolve, 300));
       for (let line = 0; line < 2000; line += 1) shell.print('x'.repeat(1000));
       return EXIT.done;`,
      [],
      (child, text) => {
        if (text.includes('ready')) child.stdout?.destroy();
      },
    );
    expect(ended).toMatchObject({ code: 0, stderr: 'ready\n' });
  });
});
