import type { IncomingMessage, ServerResponse } from 'node:http';
import { renderToString } from 'preact-render-to-string';
import type { Live } from './types.ts';

/** So often it is looked whether something changed, and whether the session still holds, ms. */
const usual = { look: 1000, session: 5000 };
/** Nobody follows anything longer; the page asks again by itself. */
const longest = 30 * 60_000;

/** Browsers open at most six connections to a host: more would keep the pages themselves waiting. */
const mostPerSession = 4;
const mostAtOnce = 60;

interface Following {
  readonly session: string;
  readonly part: Live;
  readonly isOver: () => Promise<boolean>;
  readonly onBug: (error: unknown) => void;
}

/**
 * Parts of pages as server-sent events: an event `part` with its HTML whenever it changed, `end` when it will not change any more. One
 * look each second, whoever looks; nothing is looked for while nobody does. Over the limit 503: the page goes on by loading itself again.
 */
export function openLive(ending: AbortSignal, every: typeof usual = usual) {
  const open = new Map<string, number>();
  const count = (session: string, by: number) => {
    const now = (open.get(session) ?? 0) + by;
    if (now > 0) open.set(session, now);
    else open.delete(session);
  };
  const all = () => [...open.values()].reduce((sum, one) => sum + one, 0);

  return {
    follow(request: IncomingMessage, response: ServerResponse, following: Following): void {
      const { session } = following;
      if (ending.aborted || (open.get(session) ?? 0) >= mostPerSession || all() >= mostAtOnce) {
        response.writeHead(503, { 'retry-after': '10' }).end();
        return;
      }
      count(session, 1);
      response.setHeader('content-type', 'text/event-stream; charset=utf-8');
      // A proxy that gathers answers would hold every event back.
      response.setHeader('x-accel-buffering', 'no');
      response.flushHeaders();
      const gone = new AbortController();
      request.on('close', () => gone.abort());
      response.on('close', () => gone.abort());
      const signal = AbortSignal.any([gone.signal, ending, AbortSignal.timeout(longest)]);
      void run(response, following, signal, every)
        .catch(following.onBug)
        .finally(() => {
          count(session, -1);
          response.end();
        });
    },
    /** How many follow something now. */
    size: all,
  };
}

export type LiveParts = ReturnType<typeof openLive>;

async function run(
  response: ServerResponse,
  { part, isOver }: Following,
  signal: AbortSignal,
  every: typeof usual,
): Promise<void> {
  let before = '';
  let asked = performance.now();
  while (!signal.aborted) {
    if (performance.now() - asked > every.session) {
      asked = performance.now();
      if (await isOver()) return;
      // Keeps proxies from calling it dead, and notices a browser that went away.
      response.write(':\n\n');
    }
    const now = await part.now();
    const html = now ? renderToString(now.part) : '';
    if (now && html !== before) response.write(event('part', html));
    before = html;
    if (!now || now.isLast) {
      response.write(event('end', ''));
      return;
    }
    await pause(every.look, signal);
  }
}

const event = (name: string, data: string): string =>
  `event: ${name}\n${data
    .split(/\r\n|\r|\n/)
    .map((line) => `data: ${line}\n`)
    .join('')}\n`;

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
