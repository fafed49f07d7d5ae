import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';

/** Whether a program of this name is there to be started. */
export const isInstalled = (name: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' }).status === 0;

/** Why what these programs do cannot be done here: "tar, npm not installed"; null where all are there. */
export function whyNotInstalled(...names: readonly string[]): string | null {
  const missing = names.filter((name) => !isInstalled(name));
  return missing.length === 0 ? null : `${missing.join(', ')} not installed`;
}

/** What a test that is skipped says of it behind its name; '' where nothing stands against it. */
export const skippedFor = (why: string | null): string =>
  why === null ? '' : ` (skipped: ${why})`;

/** A port of the loopback interface that nobody listens at now, for a program that cannot choose one itself. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
