import { createServer, type Server } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import type { Clock } from './clock.ts';
import { controlRoutes } from './control.ts';
import { dispatch, toCall } from './dispatch.ts';
import { localOnly, ownOriginOnly, sayError, unknownRoute } from './guard.ts';
import { createLabState, type LabState, type SystemTools } from './lab.ts';
import { startMailSink } from './mail/sink.ts';
import type { MockSystem, Seed } from './system.ts';
import { type Addresses, systems } from './systems.ts';

export interface LabOptions {
  /** 0 or left out = a free one. */
  readonly port?: number;
  readonly smtpPort?: number;
  /** Default `small`. */
  readonly seed?: Seed;
  /** Seed of the randomness. Default 1. */
  readonly random?: number;
  /** Real time in epoch ms, the clock's beginning. Default: this machine's. */
  readonly now?: () => number;
  /** The clock begins no earlier than this, epoch ms. */
  readonly from?: number;
  /** Further systems besides the lab's own (tests). */
  readonly more?: readonly ((tools: SystemTools) => MockSystem)[];
  /** Buyers order, pay and cancel by themselves. Default: nothing happens unless it is asked for. */
  readonly life?: boolean;
}

/** A lab that listens. Everything is on 127.0.0.1. */
export interface Lab {
  readonly control: string;
  readonly panel: string;
  readonly mail: { readonly smtp: string; readonly inbox: string };
  readonly systems: Addresses;
  /** For programs in the same process: turn it instead of waiting. */
  readonly clock: Clock;
  close(): Promise<void>;
}

/**
 * Starts all mocks behind one HTTP server, and a mail sink.
 *
 * @throws Error with code EADDRINUSE when a wanted port is taken
 */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const lab = createLabState({
    seed: options.seed ?? 'small',
    random: options.random ?? 1,
    realNow: options.now ?? (() => Temporal.Now.instant().epochMilliseconds),
    from: options.from ?? 0,
    life: options.life ?? false,
    systems: [...Object.values(systems), ...(options.more ?? [])],
  });
  const mail = await startMailSink(lab.mailbox, options.smtpPort ?? 0);
  const server = createServer(application(lab, `127.0.0.1:${mail.port}`));
  // Clients keep connections open while the clock is turned by hours: only they end them.
  server.keepAliveTimeout = 60_000;
  let port: number;
  try {
    port = await listen(server, options.port ?? 0);
  } catch (error) {
    await mail.close();
    throw error;
  }
  const base = `http://127.0.0.1:${port}`;
  return {
    control: `${base}/_lab`,
    panel: `${base}/_lab`,
    mail: { smtp: `127.0.0.1:${mail.port}`, inbox: `${base}/_lab/mail` },
    systems: addresses(lab, base) as unknown as Addresses,
    clock: lab.clock,
    async close() {
      server.closeAllConnections();
      await Promise.all([new Promise((resolve) => server.close(resolve)), mail.close()]);
    },
  };
}

/** What clients need to know of each system. */
export const addresses = (lab: LabState, base: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    [...lab.systems.values()].map((system) => [system.name, system.address(`${base}/${system.name}`)]),
  );

function application(lab: LabState, smtp: string): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(localOnly, ownOriginOnly);
  app.use('/_lab', controlRoutes(lab, smtp));
  for (const system of lab.systems.values()) app.use(`/${system.name}`, systemRoutes(lab, system));
  app.get('/', (_request, response) => response.redirect('/_lab'));
  app.use(unknownRoute, sayError);
  return app;
}

function systemRoutes(lab: LabState, system: MockSystem): express.Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  router.use(express.raw({ type: () => true, limit: '64mb' }));
  for (const operation of system.operations) {
    for (const method of [operation.method].flat()) {
      router[method](operation.path, (request: Request, response: Response, next: NextFunction) => {
        if (operation.fits && !operation.fits(toCall(request, 0))) next();
        else return dispatch(lab, system, operation, request, response);
      });
    }
  }
  router.use((request: Request, response: Response) => dispatch(lab, system, undefined, request, response));
  // A body or an address that cannot be read, e.g. a wrong percent code: refused like an unknown route.
  router.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    const { status } = error as { status?: number };
    if (response.headersSent || status === undefined || status >= 500) next(error);
    else dispatch(lab, system, undefined, request, response).catch(next);
  });
  return router;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
