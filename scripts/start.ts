import { spawn } from 'node:child_process';
import { build } from './build.ts';
import { readArguments } from './command.ts';
import { type Server, serve } from './serve.ts';

const USAGE = `usage: npm start -- [--port 4173] [--no-open] [--no-build]

Builds the app, serves it with the real headers, and opens it with the bundled model and samples. --no-build serves dist/ as
it is.`;

const { values } = readArguments(USAGE, {
  port: { type: 'string', default: process.env.PORT ?? '4173' },
  'no-open': { type: 'boolean', default: false },
  'no-build': { type: 'boolean', default: false },
});

/** Opens the address in the user's browser; where there is none (a server, CI), the printed address is enough. */
function open(url: string): void {
  if (values['no-open'] || process.env.CI !== undefined) return;
  const [command, args] =
    process.platform === 'darwin'
      ? ['open', [url]]
      : process.platform === 'win32'
        ? ['cmd', ['/c', 'start', '', url]]
        : ['xdg-open', [url]];
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

/** The server on the wanted port, or on a free one. */
function serveBuilt(port: number): Promise<Server> {
  return serve({ root: 'dist', port }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    console.log(`Port ${port} is taken; using a free one.`);
    return serve({ root: 'dist' });
  });
}

try {
  if (!values['no-build']) build();
  const { url } = await serveBuilt(Number(values.port));
  console.log(
    `\nICH Triage is at ${url}\nClick "Load all" for the synthetic samples, or drop a head CT on the page. Ctrl+C stops it.`,
  );
  open(url);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
