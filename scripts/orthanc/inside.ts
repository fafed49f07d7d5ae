import { spawn, spawnSync } from 'node:child_process';
import { connect, createServer } from 'node:net';

/**
 * The part of startOrthanc that runs in Orthanc's own network, where there is nothing but a loopback: starts Orthanc, and lets in what
 * comes through sockets in the file system, which are the same files inside and outside; each is named with the port that it leads to. Ends, and Orthanc with it, when stdin does: that
 * is so even where the process outside was killed.
 */
const [configuration = '', ...ways] = process.argv.slice(2);

const { status } = spawnSync('ip', ['link', 'set', 'lo', 'up']);
if (status !== 0) throw new Error('the loopback interface does not start');

const orthanc = spawn('Orthanc', [configuration], { stdio: ['ignore', 'inherit', 'inherit'] });
let isEnding = false;
const end = (): void => {
  if (isEnding) return;
  isEnding = true;
  orthanc.kill('SIGTERM');
};
orthanc.on('error', () => process.exit(1));
orthanc.on('exit', (code) => process.exit(isEnding ? 0 : (code ?? 1)));
process.stdin.on('end', end).on('error', end).resume();
process.on('SIGTERM', end);
// Ctrl+C reaches everything on the terminal: whoever started this closes stdin when it is done.
process.on('SIGINT', () => undefined);

for (let at = 0; at + 1 < ways.length; at += 2) {
  const port = Number(ways[at + 1]);
  createServer({ allowHalfOpen: true }, (outer) => {
    const inner = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    outer.pipe(inner).pipe(outer);
    outer.on('error', () => inner.destroy());
    inner.on('error', () => outer.destroy());
  }).listen(ways[at]);
}
