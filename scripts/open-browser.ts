import { spawn } from 'node:child_process';

/** Opens the address in the user's browser; where there is none (a server, CI), the printed address is enough. */
export function openBrowser(url: string): void {
  if (process.env.CI !== undefined) return;
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
