import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort, isInstalled, skippedFor } from '../machine.ts';

/** The server that is installed here: Redis or Valkey; null where neither is. */
export const REDIS = ['redis-server', 'valkey-server'].find(isInstalled) ?? null;

/** Why none can be started on this machine; null where one can. */
export const WHY_NO_REDIS = REDIS === null ? 'no redis-server, no valkey-server installed' : null;

/** What a skipped test says. */
export const NO_REDIS = skippedFor(WHY_NO_REDIS);

/** A Redis of one's own on the loopback interface. */
export interface RedisServer {
  readonly url: string;
  /** Its process now. */
  readonly pid: () => number | undefined;
  /** Ends it at once; what it held is gone. */
  kill(): Promise<void>;
  /** Starts it on the same port, empty. */
  start(): Promise<void>;
  /** A command with words, such as CONFIG SET maxmemory 1. */
  command(...words: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

/** Starts one on a free port. */
export async function startRedis(): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'ich-redis-'));
  const port = await freePort();
  let child: ChildProcess | null = null;

  const command = (...words: readonly string[]): Promise<string> =>
    new Promise((done, failed) => {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', failed).once('data', (bytes) => {
        socket.destroy();
        done(bytes.toString());
      });
      const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
      socket.write(`*${words.length}\r\n${parts.join('')}`);
    });

  const start = async (): Promise<void> => {
    const options = ['--port', port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    child = spawn(REDIS ?? 'redis-server', [...options.map(String), '--dir', folder], {
      stdio: 'ignore',
    });
    for (let tries = 0; tries < 200; tries += 1) {
      if ((await command('PING').catch(() => '')).startsWith('+PONG')) return;
      await wait(50);
    }
    throw new Error('Redis does not start');
  };

  const kill = async (): Promise<void> => {
    const gone = new Promise((done) => child?.once('exit', done) ?? done(null));
    child?.kill('SIGKILL');
    await gone;
    child = null;
  };

  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    pid: () => child?.pid,
    kill,
    start,
    command,
    close: async () => {
      if (child !== null) await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
