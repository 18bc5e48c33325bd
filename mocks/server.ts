import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { addresses } from './addresses.ts';
import { arrived, readBody } from './arrive.ts';
import type { Clock } from './clock.ts';
import { dispatch } from './dispatch.ts';
import { findRoute } from './find-route.ts';
import { firstCalls } from './first-calls.ts';
import { isRefused, sayError } from './guard.ts';
import { type Keeper, keepIn, keepNothing } from './keep/keeper.ts';
import { createLabState, type LabState, type Shop, type SystemTools } from './lab.ts';
import { mailInto } from './mail/mail-into.ts';
import { startMailSink } from './mail/sink.ts';
import { startOutbox } from './outbox.ts';
import type { MockSystem, Seed } from './system.ts';
import { type Addresses, systems } from './systems.ts';
import { ratesOfText } from './world/rates.ts';

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
  /** How they do it, if not as usual: `orders=20,cancelled=3%,unpaid=5%` (orders an hour). */
  readonly rates?: string;
  /** Further shops besides the first of each system: they stand in `systems` as `SYSTEM-SHOP`. */
  readonly shops?: readonly Shop[];
  /** What nobody is sure of (trust C) is refused. Default: it is answered. */
  readonly strict?: boolean;
  /** Folder that keeps everything over restarts; `seed`, `random` and `life` count only where it is new. Default: nothing is kept. */
  readonly state?: string;
}

/** A lab that listens. Everything is on 127.0.0.1. */
export interface Lab {
  readonly control: string;
  readonly panel: string;
  readonly mail: { readonly smtp: string; readonly inbox: string };
  readonly systems: Addresses;
  /** By system: a line for a shell that works as it stands. */
  readonly curl: Readonly<Record<string, string>>;
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
    strict: options.strict ?? false,
    systems: [...Object.values(systems), ...(options.more ?? [])],
  });
  if (options.rates !== undefined) lab.life.rates['*'] = ratesOfText(options.rates);
  for (const shop of options.shops ?? []) lab.openShop(shop, lab.last.seed);
  const keeper = options.state === undefined ? keepNothing(lab) : await keepIn(options.state, lab);
  try {
    return await serve(lab, keeper, options);
  } catch (error) {
    keeper.close();
    throw error;
  }
}

async function serve(lab: LabState, keeper: Keeper, options: LabOptions): Promise<Lab> {
  const sink = mailInto(lab);
  const mail = await onPort(options.smtpPort, keeper.ports.smtp, (wanted) => startMailSink(sink, wanted));
  const server = createServer(application(lab, keeper, `127.0.0.1:${mail.port}`));
  // Clients keep connections open while the clock is turned by hours: only they end them.
  server.keepAliveTimeout = 60_000;
  let port: number;
  try {
    port = await onPort(options.port, keeper.ports.http, (wanted) => listen(server, wanted));
  } catch (error) {
    await mail.close();
    throw error;
  }
  const outbox = startOutbox(lab);
  keeper.keepPorts({ http: port, smtp: mail.port });
  const base = `http://127.0.0.1:${port}`;
  if (lab.has('scenarios')) await (await import('./scenarios/drive.ts')).resumeScenarios(lab, base);
  return {
    control: `${base}/_lab`,
    panel: `${base}/_lab`,
    mail: { smtp: `127.0.0.1:${mail.port}`, inbox: `${base}/_lab/mail` },
    get systems() {
      return addresses(lab, base) as unknown as Addresses;
    },
    curl: firstCalls(lab, base),
    clock: lab.clock,
    async close() {
      lab.end();
      outbox.end();
      server.closeAllConnections();
      await Promise.all([new Promise((resolve) => server.close(resolve)), mail.close()]);
      keeper.close();
    },
  };
}

/** The wanted port, else the one of the last time if it is free, else any. */
async function onPort<T>(wanted: number | undefined, last: number | undefined, open: (port: number) => Promise<T>) {
  if (wanted || last === undefined) return open(wanted ?? 0);
  return open(last).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') return open(0);
    throw error;
  });
}

/** Systems are answered here; everything else is the control interface, which is loaded when it is asked for first. */
function application(lab: LabState, keeper: Keeper, smtp: string): RequestListener {
  let control: Promise<RequestListener> | undefined;
  const inControl = async (...asked: Parameters<RequestListener>) => {
    control ??= import('./control-app.ts').then(({ controlApp }) => controlApp(lab, keeper, smtp));
    (await control)(...asked);
  };
  return (request, response) => {
    if (isRefused(request, response)) return;
    const name = /^\/([^/?]*)/.exec(request.url ?? '')?.[1] ?? '';
    const system = lab.systems.get(name);
    const answered = system ? answerOf(lab, system, request, response) : inControl(request, response);
    answered.catch((error: unknown) => sayError(error, request, response));
  };
}

async function answerOf(
  lab: LabState,
  system: MockSystem,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  const came = arrived(request, system.name, body ?? Buffer.alloc(0));
  await dispatch(lab, system, body && findRoute(system, came), came, response);
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
