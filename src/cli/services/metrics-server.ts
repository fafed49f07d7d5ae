import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError, messageOf } from '#base';

/** Serves the numbers at /metrics of a port of the loopback interface; 0 is any free one. Rejects with AppError 'usage' where it is taken. */
export async function serveMetrics(
  port: number,
  metrics: () => string,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' });
    response.end(metrics());
  });
  await new Promise<void>((done, failed) => {
    server.once('error', (cause) =>
      failed(new AppError('usage', `--metrics ${port}: ${messageOf(cause)}`, { cause })),
    );
    server.listen(port, '127.0.0.1', done);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
