import { hash } from 'node:crypto';
import { userInfo } from 'node:os';
import type { Express, NextFunction, Request, Response } from 'express';
import express from 'express';
import { roleTitles } from '../core/sentences/console/access.ts';
import { type SentenceCode, say } from '../core/sentences/index.ts';
import { limitWords } from '../core/size.ts';
import { formToken, openSession, type SignedIn, sessionOf } from '../flow/desk/sign-in.ts';
import { tourOf } from '../flow/desk/tour.ts';
import type { Context } from '../flow/types.ts';
import type { ConsoleRole } from '../store/types.ts';
import { serveAssets } from './assets.ts';
import type { Audit } from './audit.ts';
import { type LiveParts, openLive } from './live.ts';
import { sections } from './pages/index.ts';
import { refusedPage } from './pages/refused.tsx';
import { signInRoutes } from './pages/sign-in/routes.tsx';
import { isPractice, renderPage } from './render.tsx';
import { type KeptResults, keepResults } from './results.ts';
import { cookieHeader, readCookie } from './security/cookies.ts';
import { securityHeaders } from './security/headers.ts';
import { type Doors, isOwnHost, isOwnOrigin } from './security/origin.ts';
import type { Answer, Ask, Live, Route } from './types.ts';
import { unsentOf } from './unsent.ts';
import { readUpload, uploadBytes } from './uploads.ts';
import { keepWorks, type Works } from './works.ts';

export interface ConsoleOptions {
  readonly doors: Doors;
  /** Tells the cookies of two bridges on one machine apart. */
  readonly cookie: string;
  /** People elsewhere can get to it: nobody gets in while there is no user. */
  readonly needsUsers: boolean;
  readonly audit: Audit;
  /** Hears of work that goes on after its page was answered. */
  readonly later: (work: Promise<unknown>) => void;
  /** The console ends: whoever follows something is let go. */
  readonly ending: AbortSignal;
  /** So long a person waits for what was asked for (ms), before the work gets a page of its own; 3 s. */
  readonly patience?: number;
  /** Real time. */
  readonly realNow: () => Temporal.Instant;
  /** What broke, for the log: the page only shows a number. */
  readonly onBug: (error: unknown) => void;
}

/** A form of a thousand ticked orders is well below this. */
const formBytes = 1024 ** 2;

const usualPatience = 3000;

const ranks: Readonly<Record<ConsoleRole, number>> = { view: 0, work: 1, manage: 2 };

/** The console as an Express program; it listens nowhere by itself. */
export function createConsole(ctx: Context, options: ConsoleOptions): Express {
  const { doors, realNow } = options;
  const results = keepResults(() => realNow().epochMilliseconds);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  app.use(securityHeaders({ https: isSecure(doors) }));
  app.use((request, response, next) => {
    if (isOwnHost(request.headers.host, request.socket.localAddress, doors)) next();
    else refuse(ctx, response, 421, 'console-foreign-host');
  });
  app.get('/assets/:version/:name', serveAssets);
  app.use((_request, response, next) => {
    // Pages hold people's names: no browser or proxy keeps them.
    response.setHeader('cache-control', 'no-store');
    next();
  });
  // Before the body is read: what comes from elsewhere is not even looked at.
  app.post('/{*path}', (request, response, next) => {
    if (isOwnOrigin(request.headers, doors)) next();
    else refuse(ctx, response, 403, 'console-forged');
  });
  app.post('/{*path}', express.text({ type: 'application/x-www-form-urlencoded', limit: formBytes }));
  const works = keepWorks({ realNow, later: options.later, patience: options.patience ?? usualPatience });
  const world: World = { ctx, options, results, works, live: openLive(options.ending) };
  for (const route of signInRoutes(options.cookie, isSecure(doors))) mount(app, world, route, { open: true });
  for (const section of sections) for (const route of section.routes) mount(app, world, route, { open: false });
  app.use((_request, response) => refuse(ctx, response, 404, 'console-no-page'));
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const { status } = error as { status?: number };
    if (status === 413) refuse(ctx, response, 413, 'console-too-large');
    else if (status !== undefined && status >= 400 && status < 500) refuse(ctx, response, 404, 'console-no-page');
    else broke(ctx, options, response, error);
  });
  return app;
}

const isSecure = ({ https, origins }: Doors): boolean => https || origins.some((one) => one.startsWith('https:'));

interface World {
  readonly ctx: Context;
  readonly options: ConsoleOptions;
  readonly results: KeptResults;
  readonly works: Works;
  readonly live: LiveParts;
}

function mount(app: Express, world: World, route: Route, { open }: { readonly open: boolean }): void {
  app[route.method](route.path, async (request, response) => {
    const { ctx, options } = world;
    try {
      const token = readCookie(request.headers.cookie, options.cookie);
      const session = await signedIn(world, request, response, token, open);
      if (!session) return;
      if (ranks[session.role] < ranks[route.role]) {
        refuse(ctx, response, 403, 'console-not-allowed', { role: roleTitles[route.role] });
        return;
      }
      const limit = uploadBytes(ctx);
      const files = route.upload && (await readUpload(request, response, limit).catch(tooLarge(ctx, response, limit)));
      if (response.headersSent) return;
      const ask = askOf(world, request, session, files);
      if (!ask) {
        refuse(ctx, response, 403, 'console-forged');
        return;
      }
      const answer = await route.handle(ask);
      if ('live' in answer) follow(world, request, response, ask, answer.live);
      else await send(world, response, ask, answer);
    } catch (error) {
      // No such form: nobody but a program sends one.
      if ((error as { status?: number }).status === 400) refuse(ctx, response, 400, 'console-forged');
      else broke(ctx, options, response, error);
    }
  });
}

/** Says how much may be sent, instead of what pages without files say. */
const tooLarge =
  (ctx: Context, response: Response, limit: number) =>
  (error: unknown): undefined => {
    if ((error as { status?: number }).status !== 413) throw error;
    refuse(ctx, response, 413, 'upload-too-big', { limit: limitWords(limit) });
  };

/** A page that asks for itself: by script with a header, without one by its address. */
const isRefresh = (request: Request): boolean =>
  request.headers['x-refresh'] !== undefined ||
  request.headers.accept === 'text/event-stream' ||
  new URL(request.originalUrl, 'http://console.invalid').searchParams.has('refresh');

type Session = SignedIn & { readonly token: string };

/**
 * Who asks. On a machine where nobody has to sign in a session begins by itself; else whoever is not signed in is sent to sign in
 * (`undefined`: answered already). `open`: pages for those who are not signed in.
 */
async function signedIn(
  { ctx, options }: World,
  request: Request,
  response: Response,
  token: string | undefined,
  open: boolean,
): Promise<Session | undefined> {
  const now = options.realNow();
  // Users may have been removed since it was started.
  if (options.needsUsers && !open && (await ctx.store.consoleUsers()).length === 0) {
    refuse(ctx, response, 403, 'console-no-users');
    return undefined;
  }
  const found = token === undefined ? undefined : await sessionOf(ctx, token, now);
  if (found && token !== undefined) {
    // Only what a person asks for keeps a session alive, not pages that refresh themselves.
    if (found.touch && !isRefresh(request)) found.touch().catch(options.onBug);
    return { user: found.user, role: found.role, token };
  }
  if (open) return { user: '', role: 'view', token: '' };
  const hasUsers = (await ctx.store.consoleUsers()).length > 0;
  if (!hasUsers && request.method !== 'POST') {
    const fresh = await openSession(ctx, now);
    response.append('set-cookie', cookieHeader(options.cookie, fresh, { secure: isSecure(options.doors) }));
    return { user: '', role: 'manage', token: fresh };
  }
  if (request.method === 'POST')
    response
      .status(401)
      .type('html')
      .send(refusedPage(ctx, say('console-session-over'), unsentOf(request)));
  else response.redirect(303, `/sign-in?to=${encodeURIComponent(request.originalUrl)}`);
  return undefined;
}

/** undefined: a form that does not carry the token of its session. */
function askOf(
  { ctx, options, results, works }: World,
  request: Request,
  session: Session,
  files?: Awaited<ReturnType<typeof readUpload>>,
): Ask | undefined {
  const url = new URL(request.originalUrl, 'http://console.invalid');
  const form = files?.form ?? new URLSearchParams(typeof request.body === 'string' ? request.body : '');
  const token = session.token === '' ? '' : formToken(session.token);
  // Who is not signed in yet has no token: signing in is guarded by its origin.
  if (request.method === 'POST' && token !== '' && !isSame(form.get('token') ?? '', token)) return undefined;
  form.delete('token');
  const actor = session.user === '' ? userInfo().username : session.user;
  return {
    ctx,
    actor,
    user: session.user,
    role: session.role,
    url,
    query: url.searchParams,
    form,
    uploads: files?.uploads ?? [],
    params: Object.fromEntries(Object.entries(request.params).map(([name, value]) => [name, String(value)])),
    session: session.token,
    token,
    results: results.take(session.token, url.searchParams.get('r')),
    seen: (what) => options.audit.seen(actor, what),
    works,
    later: options.later,
    realNow: options.realNow(),
  };
}

/** Compares hashes, so that the time says nothing. */
const isSame = (a: string, b: string): boolean => hash('sha256', a) === hash('sha256', b);

/** Events go on as long as the session does; they are no use of it. */
function follow({ ctx, options, live }: World, request: Request, response: Response, ask: Ask, part: Live): void {
  const isOver = async () => (await sessionOf(ctx, ask.session, options.realNow())) === undefined;
  live.follow(request, response, { session: ask.session, part, isOver, onBug: options.onBug });
}

async function send(
  world: World,
  response: Response,
  ask: Ask,
  answer: Exclude<Answer, { live: Live }>,
): Promise<void> {
  if ('cookie' in answer && answer.cookie !== undefined) response.append('set-cookie', answer.cookie);
  if ('to' in answer) {
    const path = answer.to.startsWith('/') && !/^\/[/\\]/.test(answer.to) ? answer.to : '/';
    if (!answer.results || answer.results.length === 0) {
      response.redirect(303, path);
      return;
    }
    const [before = '', hash] = path.split('#');
    const name = world.results.put(ask.session, answer.results);
    const to = `${before}${before.includes('?') ? '&' : '?'}r=${name}${hash === undefined ? '' : `#${hash}`}`;
    response.redirect(303, to);
    return;
  }
  if ('file' in answer) {
    const { name, mediaType, bytes } = answer.file;
    response.attachment(name);
    response.setHeader('content-type', mediaType);
    response.setHeader('content-security-policy', "default-src 'none'; sandbox");
    response.send(Buffer.from(bytes));
    return;
  }
  // A workspace that is live is not even asked.
  const tour = ask.token !== '' && isPractice(world.ctx) ? await tourOf(world.ctx, ask.user) : undefined;
  const { title, help, body, status = 200, results = [] } = answer;
  response
    .status(status)
    .type('html')
    .send(renderPage({ ctx: world.ctx, ask, title, help, tour, body, results }));
}

function refuse(
  ctx: Context,
  response: Response,
  status: number,
  code: SentenceCode,
  args: Readonly<Record<string, string | number>> = {},
): void {
  response
    .status(status)
    .type('html')
    .send(refusedPage(ctx, say(code, args)));
}

/** What went wrong is for the log; the page says when, so that it can be found there. */
function broke(ctx: Context, { onBug, realNow }: ConsoleOptions, response: Response, error: unknown): void {
  if (response.headersSent) {
    onBug(error);
    response.end();
    return;
  }
  const { code, message, remedy } = error as { code?: unknown; message?: string; remedy?: string };
  // A store that refuses (busy, moved on, restored) has its own sentence.
  if (typeof remedy === 'string' && typeof message === 'string') {
    refuse(ctx, response, 503, 'console-store-refused', { reason: message, remedy });
    return;
  }
  onBug(error);
  const reason = `${realNow().toString({ smallestUnit: 'second' })} ${typeof code === 'string' ? code : 'bug'}`;
  refuse(ctx, response, 500, 'console-failed', { reason });
}
