import { createServer } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { sha256 } from '../../core/ids.ts';
import { b2Words } from '../../core/sentences/b2-link.ts';
import { say } from '../../core/sentences/index.ts';
import { traceOf } from '../files/index.ts';
import type { Context } from '../types.ts';
import { advance } from './advance.ts';
import { carrierOf } from './carrier.ts';
import { announceBase, notifyPath } from './notify-address.ts';
import { addResult } from './results.ts';

export interface NotifyEndpoint {
  /** `http://127.0.0.1:port` */
  readonly base: string;
  /** Ends when everything that was announced so far has been worked off. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Takes B2's notice that labels were printed: `GET /b2/notify/<secret>?_RXID=…`, called by the browser on the edit screen or by
 * B2 itself. The token is stored before the answer is given; fetching the numbers comes after it. The same notice again is
 * answered kindly and does nothing; a wrong secret gets 404. Listens on this machine only.
 *
 * @throws Error with code EADDRINUSE when the port is taken
 */
export async function startNotifyEndpoint(ctx: Context): Promise<NotifyEndpoint> {
  const work = new Set<Promise<unknown>>();
  const { default: express } = await import('express');
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((request, response, next) => {
    response.setHeader('cache-control', 'no-store');
    response.setHeader('referrer-policy', 'no-referrer');
    response.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'");
    // The screen may call it by script from its own site; it learns nothing but that the notice was taken.
    response.setHeader('access-control-allow-origin', '*');
    if (isLocal(request.headers.host)) next();
    else response.status(403).end();
  });
  app.get(`${notifyPath}:secret`, async (request: Request, response: Response) => {
    const secret = String(request.params.secret);
    const query = new URL(request.originalUrl, 'http://127.0.0.1').searchParams;
    const [handOver] = await ctx.store.handOvers({ notifyHash: sha256(secret) });
    const token = carrierOf(ctx).notified(query);
    if (!handOver || token === undefined || token.length > 500) {
      response.status(404).type('html').send(page(b2Words.page.unknown));
      return;
    }
    const isNew = handOver.state !== 'failed' && (await addResult(ctx, handOver.id, token));
    ctx.at('b2:notified');
    response.type('html').send(page(isNew ? b2Words.page.thanks : b2Words.page.again));
    if (isNew) follow(handOver.id);
  });
  app.use((_request, response) => response.status(404).type('html').send(page(b2Words.page.unknown)));
  // An address that cannot be read is an unknown one; whatever else went wrong is nothing for the caller's eyes.
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const { status } = error as { status?: number };
    if (status !== undefined && status < 500) {
      response.status(404).type('html').send(page(b2Words.page.unknown));
      return;
    }
    const { sentence, remedy } = say('b2-notify-failed', { reason: traceOf(error) });
    ctx.tell(`${sentence} ${remedy}`);
    response.status(500).type('html').send(page(b2Words.page.failed));
  });

  function follow(id: string): void {
    const turn: Promise<unknown> = advance(ctx, id)
      .then((advanced) => {
        const count = advanced?.registered.length ?? 0;
        const { sentence, remedy } = advanced?.problem
          ? say(advanced.problem.code, advanced.problem.args)
          : say('b2-registered', { count });
        ctx.tell(`${sentence} ${remedy}`);
      })
      // The job looks again; the token is stored.
      .catch(() => {})
      .finally(() => work.delete(turn));
    work.add(turn);
  }

  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(ctx.config.b2?.notifyPort ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const takeBack = announceBase(ctx, base);
  const settled = async () => {
    while (work.size > 0) await Promise.all(work);
  };
  return {
    base,
    settled,
    async close() {
      takeBack();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await settled();
    },
  };
}

const isLocal = (host: string | undefined): boolean => /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? '');

const page = (text: string): string =>
  `<!doctype html><html lang="ja"><meta charset="utf-8"><title>${b2Words.page.title}</title>` +
  `<body style="font-family:sans-serif;margin:3em"><p>${text}</p></body></html>`;
