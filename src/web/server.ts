import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type ConsoleSettings, usualConsole, usualConsolePort } from '../core/console.ts';
import { type SentenceArgs, type SentenceCode, say } from '../core/sentences/index.ts';
import { listUsers } from '../flow/desk/users.ts';
import type { Context } from '../flow/types.ts';
import { openAudit } from './audit.ts';
import { type ConsoleOptions, createConsole } from './console.ts';
import { doorsOf, isLoopback, isReachedFromElsewhere } from './settings.ts';

export interface RunningConsole {
  /** What people open. */
  readonly address: string;
  readonly port: number;
  /** What the operator should know of how it stands open. */
  readonly warning: { readonly sentence: string; readonly remedy: string } | null;
  close(): Promise<void>;
}

/** The console does not start, or not as it is set. `message` and `remedy` are for the operator. */
export class ConsoleRefused extends Error {
  override name = 'ConsoleRefused';
  readonly code: SentenceCode;
  readonly args: SentenceArgs;
  readonly remedy: string;
  constructor(code: SentenceCode, args: SentenceArgs) {
    const { sentence, remedy } = say(code, args);
    super(sentence);
    this.code = code;
    this.args = args;
    this.remedy = remedy;
  }
}

/**
 * Serves the console. On this machine only unless `host` says otherwise, or a proxy stands before it (`address`), and then only with users.
 *
 * @param options.realNow for sessions: real time, whatever the lab's clock says
 * @throws ConsoleRefused `console-needs-users`, `console-port-taken`, `console-certificate`
 */
export async function startConsole(
  ctx: Context,
  options: Pick<ConsoleOptions, 'realNow' | 'onBug' | 'patience'>,
): Promise<RunningConsole> {
  const settings = ctx.config.console ?? usualConsole;
  const isOpen = !isLoopback(settings.host);
  const needsUsers = isReachedFromElsewhere(settings);
  if (needsUsers && (await listUsers(ctx)).length === 0) {
    throw new ConsoleRefused('console-needs-users', { host: isOpen ? settings.host : settings.address });
  }
  const doors = doorsOf(settings);
  const audit = openAudit(ctx, () => options.realNow().epochMilliseconds);
  const working = new Set<Promise<unknown>>();
  const later = (work: Promise<unknown>): void => {
    const ended = work.catch(options.onBug).finally(() => working.delete(ended));
    working.add(ended);
  };
  const ending = new AbortController();
  const server = doors.https ? tlsServer(settings) : createServer();
  const port = await listen(server, settings);
  server.on(
    'request',
    createConsole(ctx, {
      doors,
      cookie: `b2_session_${port}`,
      needsUsers,
      audit,
      later,
      ending: ending.signal,
      ...options,
    }),
  );
  const shown = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  const own = `${doors.https ? 'https' : 'http'}://${shown}:${port}/`;
  const address = settings.address === '' ? own : `${doors.origins[0]}/`;
  return {
    address,
    port,
    warning: isOpen && !doors.https && settings.address === '' ? say('console-open-http', { address: own }) : null,
    async close() {
      ending.abort();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      // A page that is being made is finished; nobody waits longer for a browser that hangs.
      const timer = setTimeout(() => server.closeAllConnections(), 2000);
      await closed;
      clearTimeout(timer);
      await Promise.all(working);
      await audit.flush();
    },
  };
}

function tlsServer({ certificate, key }: ConsoleSettings): Server {
  const read = (file: string): Buffer => {
    try {
      return readFileSync(file);
    } catch (error) {
      throw new ConsoleRefused('console-certificate', { file, reason: (error as NodeJS.ErrnoException).code ?? '' });
    }
  };
  try {
    return createTlsServer({ cert: read(certificate), key: read(key) });
  } catch (error) {
    if (error instanceof ConsoleRefused) throw error;
    throw new ConsoleRefused('console-certificate', { file: certificate, reason: (error as Error).message });
  }
}

/** Gives the port. Where none is set and the usual one is taken (a second workspace), any free one. */
async function listen(server: Server, { port, host }: ConsoleSettings): Promise<number> {
  const tries = port === undefined ? [usualConsolePort, 0] : [port];
  for (const [index, wanted] of tries.entries()) {
    const error = await attempt(server, wanted, host);
    if (error === undefined) break;
    if (index === tries.length - 1)
      throw new ConsoleRefused('console-port-taken', { port: wanted, reason: error.code ?? error.message });
  }
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

function attempt(server: Server, port: number, host: string): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => resolve(error);
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      resolve(undefined);
    });
  });
}
