import type { NextFunction, Request, Response } from 'express';
import { html, page } from './pages/page.ts';
import { LabRefused } from './system.ts';

/** Is this this machine, by the name that the caller used? */
export const isLocal = (host: string | undefined): boolean =>
  /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '');

/** A page of another site must reach nothing here, not even through a name that points to this machine. */
export function localOnly(request: Request, response: Response, next: NextFunction): void {
  if (isLocal(request.headers.host)) next();
  else response.status(403).type('text/plain').send('This lab answers on 127.0.0.1 only.');
}

/** Nor may a page of another site in the same browser write anything: a form needs no permission to be sent. */
export function ownOriginOnly(request: Request, response: Response, next: NextFunction): void {
  const { origin, host } = request.headers;
  const isReading = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS';
  if (isReading || origin === undefined || origin === `http://${host}`) next();
  else
    refuse(request, response, 403, 'ほかのサイトからの操作は受け付けません。 / Requests from other sites are refused.');
}

/** A route that the lab does not have. */
export function unknownRoute(request: Request, response: Response): void {
  const asked = `${request.method} ${request.originalUrl}`;
  refuse(
    request,
    response,
    404,
    `ラボに ${asked} はありません（一覧は mocks/README.md）。 / There is no ${asked} in this lab; mocks/README.md lists what there is.`,
  );
}

/** The last word on everything that was thrown: the caller learns what it did wrong, never how the lab is built. */
export function sayError(error: unknown, request: Request, response: Response, _next: NextFunction): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const status = error instanceof LabRefused ? 400 : (error as { status?: unknown } | undefined)?.status;
  if (typeof status === 'number' && status >= 400 && status < 500 && error instanceof Error) {
    refuse(request, response, status, error.message);
    return;
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  refuse(
    request,
    response,
    500,
    'ラボの不具合です（端末に記録があります）。 / The lab broke; its terminal says where.',
  );
}

/** As a page for a browser, as JSON for a program. */
function refuse(request: Request, response: Response, status: number, message: string): void {
  response.status(status).vary('accept');
  if (wantsPage(request)) response.type('html').send(page(`${status}`, `<p>${html(message)}</p>`));
  else response.json({ error: message });
}

export const wantsPage = (request: Request): boolean => (request.headers.accept ?? '').includes('text/html');
