import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { type Arrived, arrived, readBody } from './arrive.ts';
import type { Clock } from './clock.ts';
import { dispatch, toCall } from './dispatch.ts';
import { isRefused, sayError } from './guard.ts';
import { createLabState, type LabState, type SystemTools } from './lab.ts';
import { startMailSink } from './mail/sink.ts';
import { type Routes, routesOf } from './routes.ts';
import type { Call, MockSystem, Operation, Seed } from './system.ts';
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

/** Systems are answered here; everything else is the control interface, which is loaded when it is asked for first. */
function application(lab: LabState, smtp: string): RequestListener {
  const doors = new Map([...lab.systems.values()].map((system) => [system.name, { system, routes: routesOf(system) }]));
  let control: Promise<RequestListener> | undefined;
  const inControl = async (...asked: Parameters<RequestListener>) => {
    control ??= import('./control-app.ts').then(({ controlApp }) => controlApp(lab, smtp));
    (await control)(...asked);
  };
  return (request, response) => {
    if (isRefused(request, response)) return;
    const name = /^\/([^/?]*)/.exec(request.url ?? '')?.[1] ?? '';
    const door = doors.get(name);
    const answered = door ? answerOf(lab, door, request, response) : inControl(request, response);
    answered.catch((error: unknown) => sayError(error, request, response));
  };
}

async function answerOf(
  lab: LabState,
  { system, routes }: { readonly system: MockSystem; readonly routes: Routes },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  const came = arrived(request, system.name, body ?? Buffer.alloc(0));
  const [path = ''] = came.url.split('?', 1);
  const found = body && routes(came.method, path).find(({ operation, params }) => fits(operation, came, params));
  await dispatch(lab, system, found, came, response);
}

const fits = (operation: Operation, came: Arrived, params: Call['params']): boolean =>
  !operation.fits || operation.fits(toCall(came, params, 0));

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
