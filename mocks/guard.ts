import type { IncomingMessage, ServerResponse } from 'node:http';
import { dressed, page, words } from './pages/page.ts';
import { LabRefused } from './system.ts';

/** Is this this machine, by the name that the caller used? */
export const isLocal = (host: string | undefined): boolean =>
  /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '');

/**
 * A page of another site must reach nothing here, not even through a name that points to this machine; nor may a page of another site in the
 * same browser write anything: a form needs no permission to be sent. `true`: it was refused.
 */
export function isRefused(request: IncomingMessage, response: ServerResponse): boolean {
  const { origin, host } = request.headers;
  if (!isLocal(host)) {
    response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' });
    response.end('This lab answers on 127.0.0.1 only.');
    return true;
  }
  const isReading = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS';
  if (isReading || origin === undefined || origin === `http://${host}`) return false;
  refuse(request, response, 403, 'ほかのサイトからの操作は受け付けません。 / Requests from other sites are refused.');
  return true;
}

/** A route that the lab does not have. */
export function unknownRoute(request: IncomingMessage, response: ServerResponse): void {
  const asked = `${request.method} ${askedUrl(request)}`;
  refuse(
    request,
    response,
    404,
    `ラボに ${asked} はありません（一覧は mocks/README.md）。 / There is no ${asked} in this lab; mocks/README.md lists what there is.`,
  );
}

/** The last word on everything that was thrown: the caller learns what it did wrong, never how the lab is built. */
export function sayError(error: unknown, request: IncomingMessage, response: ServerResponse): void {
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

/** As it was asked for: routers shorten `url`. */
const askedUrl = (request: IncomingMessage): string =>
  (request as { readonly originalUrl?: string }).originalUrl ?? request.url ?? '';

/** As a page for a browser, as JSON for a program. */
function refuse(request: IncomingMessage, response: ServerResponse, status: number, message: string): void {
  const isPage = wantsPage(request);
  response.writeHead(status, {
    'content-type': isPage ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
    vary: 'accept',
  });
  response.end(
    isPage
      ? dressed(page(`${status}`, `<p>${words(message)}</p>`), request.headers.cookie, '')
      : JSON.stringify({ error: message }),
  );
}

export const wantsPage = (request: IncomingMessage): boolean => (request.headers.accept ?? '').includes('text/html');
