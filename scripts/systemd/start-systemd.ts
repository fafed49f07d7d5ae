import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { whyNotInstalled } from '../machine.ts';

/** A systemd of one's own: the first process of a box whose disk is this machine's, with all that is written kept in memory. */
export interface SystemdBox {
  /** What bash makes of commands within, as root: its exit status, and what it prints. */
  run(commands: string): Promise<{ readonly status: number; readonly out: string }>;
  /** Lets a port of the loopback interface within lead to one of this machine's. */
  lead(port: number, to: number): Promise<void>;
  close(): Promise<void>;
}

const SYSTEMD = '/lib/systemd/systemd';
const BOX = fileURLToPath(new URL('box.sh', import.meta.url));
const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const NAMESPACES = ['--mount', '--pid', '--cgroup', '--net', '--uts', '--ipc', '--fork'];
const START_MS = 60_000;

/** Why none can be started on this machine; null where it can, as far as is known before. */
export function whyNoSystemd(): string | null {
  if (process.getuid?.() !== 0) return 'only root can start one';
  const missing = whyNotInstalled('unshare', 'nsenter', 'pivot_root', 'ip', 'systemctl');
  if (missing !== null) return missing;
  if (!existsSync(SYSTEMD)) return `no ${SYSTEMD}`;
  // The units name it so.
  if (!existsSync('/usr/bin/node')) return 'no /usr/bin/node';
  // What a box is made of, tried in namespaces that end with the try.
  const parts = 'mount -t tmpfs a /mnt && mkdir /mnt/u /mnt/w /mnt/r && mount -t cgroup2 b /mnt/r';
  const overlay = 'mount -t overlay c -o lowerdir=/,upperdir=/mnt/u,workdir=/mnt/w /mnt/r';
  const words = [...NAMESPACES, 'sh', '-ec', `${parts}; umount /mnt/r; ${overlay}`];
  return spawnSync('unshare', words, { stdio: 'ignore' }).status === 0
    ? null
    : 'namespaces, control groups or an overlay of the disk are refused';
}

/** Between a port within and one out here there is a socket in the file system, which is the same on both sides. */
const INSIDE = `
  const { connect, createServer } = require('node:net');
  const [port, path] = process.argv.slice(1);
  createServer((one) => {
    const other = connect({ path });
    one.pipe(other).pipe(one);
    one.on('error', () => other.destroy());
    other.on('error', () => one.destroy());
  }).listen(Number(port), '127.0.0.1', () => console.log('open'));
  process.stdin.on('end', () => process.exit()).resume();
`;

/** Starts one, with this repository as /srv/ich-triage. Rejects with its own last words where it does not start. */
export async function startSystemd(): Promise<SystemdBox> {
  const folder = await mkdtemp(join(tmpdir(), 'ich-systemd-'));
  const [mounted, shared] = [join(folder, 'mounted'), join(folder, 'shared')];
  await Promise.all([mkdir(mounted), mkdir(shared)]);
  const words = [...NAMESPACES, '--kill-child', 'sh', BOX, mounted, REPOSITORY, shared];
  const child = spawn('unshare', words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  const gates: Server[] = [];
  const doors: ChildProcess[] = [];

  const enter = (...command: readonly string[]): ChildProcess =>
    spawn('nsenter', ['-t', String(firstOf(child)), '-a', ...command]);
  const run: SystemdBox['run'] = (commands) =>
    new Promise((done) => {
      const bash = enter('bash', '-c', commands);
      let out = '';
      for (const stream of [bash.stdout, bash.stderr]) stream?.on('data', (text) => (out += text));
      bash.on('close', (status) => done({ status: status ?? 1, out }));
    });
  const lead: SystemdBox['lead'] = async (port, to) => {
    const gate = createServer((one) => {
      const other = connect({ port: to, host: '127.0.0.1' });
      one.pipe(other).pipe(one);
      one.on('error', () => other.destroy());
      other.on('error', () => one.destroy());
    });
    await new Promise<void>((done) => gate.listen(join(shared, String(port)), done));
    gates.push(gate);
    const door = enter('/usr/bin/node', '-e', INSIDE, String(port), `/box/${port}`);
    doors.push(door);
    await new Promise((done, failed) => {
      door.stdout?.once('data', done);
      door.once('exit', () => failed(new Error(`no way to port ${port} out of the box`)));
    });
  };
  const close: SystemdBox['close'] = async () => {
    for (const door of doors) door.stdin?.end();
    const gone = new Promise((done) => child.once('exit', done));
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await gone;
    }
    for (const gate of gates) await new Promise((done) => gate.close(done));
    await rm(folder, { recursive: true, force: true });
  };

  for (const end = Date.now() + START_MS; Date.now() < end && child.exitCode === null; ) {
    if (firstOf(child) !== null && (await run('systemctl is-active basic.target')).status === 0) {
      return { run, lead, close };
    }
    await wait(200);
  }
  await close();
  throw new Error(`systemd does not start: ${said.trim()}`);
}

/** The first process of the box, as it is numbered out here. */
function firstOf({ pid }: ChildProcess): number | null {
  const path = `/proc/${pid}/task/${pid}/children`;
  const [first] = existsSync(path) ? readFileSync(path, 'utf8').trim().split(' ') : [];
  return first === undefined || first === '' ? null : Number(first);
}
