import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from '../types.ts';
import { healthOf } from './health.ts';
import type { Metrics } from './metrics.ts';

export interface HealthEndpoint {
  /** `http://127.0.0.1:port` */
  readonly base: string;
  close(): Promise<void>;
}

/**
 * `/health` (JSON; 503 when the store does not answer) and `/metrics` (Prometheus) on this machine only, for whoever watches several bridges.
 * Nothing else, nothing can be changed through it, no personal data.
 *
 * @throws Error with code EADDRINUSE when the port is taken
 */
export async function startHealthEndpoint(ctx: Context, port: number, metrics: Metrics): Promise<HealthEndpoint> {
  const answer = async (path: string): Promise<Answer> => {
    if (path === '/health') {
      const health = await healthOf(ctx);
      return { status: health.store ? 200 : 503, type: 'application/json', body: `${JSON.stringify(health)}\n` };
    }
    if (path === '/metrics') return { status: 200, ...(await metrics.text()) };
    return nothing;
  };
  const server = createServer((request, response) => {
    const isAsked = request.method === 'GET' && isLocal(request.headers.host);
    const path = (request.url ?? '').split('?')[0] ?? '';
    const given = isAsked ? answer(path) : Promise.resolve(nothing);
    // A store that fails while it is counted is nothing for the caller's eyes.
    given.catch((): Answer => ({ status: 503, type: 'text/plain', body: '' })).then((one) => send(response, one));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const nothing: Answer = { status: 404, type: 'text/plain', body: '' };

/** A page elsewhere that gives its own name this address must not read it. */
const isLocal = (host: string | undefined): boolean => /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '');

function send(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}
