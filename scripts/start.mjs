/** `npm start`: builds if needed, serves with the real headers, opens the app with the bundled model and samples. */
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.mjs';
import { serve } from './serve.mjs';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: process.env.PORT ?? '4173' },
    'no-open': { type: 'boolean', default: false },
  },
});

/** Opens the address in the user's browser; where there is none (a server, CI), the printed address is enough. */
function open(url) {
  if (values['no-open'] || process.env.CI !== undefined) return;
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '', url]
        : ['xdg-open', url];
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

try {
  ensureBuilt();
  const wanted = Number(values.port);
  const { url } = await serve({ root: 'dist', port: wanted }).catch((error) => {
    if (error.code !== 'EADDRINUSE') throw error;
    console.log(`Port ${wanted} is taken; using a free one.`);
    return serve({ root: 'dist' });
  });
  console.log(
    `\nICH Triage is at ${url}\nClick "Load all" for the synthetic samples, or drop a head CT on the page. Ctrl+C stops it.`,
  );
  open(url);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
