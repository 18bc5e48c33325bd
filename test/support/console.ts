import { saveUser } from '../../src/flow/desk/users.ts';
import type { Context } from '../../src/flow/types.ts';
import type { ConsoleRole } from '../../src/store/types.ts';
import { type RunningConsole, startConsole } from '../../src/web/server.ts';

/** A console on a free port of this machine; what broke in it fails the test that closes it. */
export interface TestConsole extends RunningConsole {
  /** Asks as a browser would, with the cookies of this visitor; redirects are not followed. */
  visitor(): Visitor;
}

export interface Visitor {
  get(path: string, headers?: Record<string, string>): Promise<Page>;
  /** Posts a form with the token of the last page that had one. */
  post(
    path: string,
    fields: Record<string, string | readonly string[]>,
    headers?: Record<string, string>,
  ): Promise<Page>;
  /** Signs in; gives the page that answers. */
  signIn(name: string, password: string): Promise<Page>;
  readonly token: () => string;
  readonly cookie: () => string;
}

export interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export const goodPassword = '送り状 を 正しく 刷る';

export const addUser = async (ctx: Context, name: string, role: ConsoleRole): Promise<void> => {
  const by = { actor: 'test', now: Temporal.Now.instant() };
  const { refused } = await saveUser(ctx, { name, role, password: goodPassword }, by);
  if (refused) throw new Error(refused.sentence);
};

export async function openTestConsole(
  ctx: Context,
  {
    realNow = Temporal.Now.instant,
    patience,
  }: { readonly realNow?: () => Temporal.Instant; readonly patience?: number } = {},
): Promise<TestConsole> {
  const bugs: unknown[] = [];
  const config = { ...ctx.config, console: { port: 0, host: '127.0.0.1', address: '', certificate: '', key: '' } };
  // The same context: what it takes up while it runs is seen by its console.
  const own = {
    ...ctx,
    get config() {
      return { ...ctx.config, console: config.console };
    },
    get layouts() {
      return ctx.layouts;
    },
    get masters() {
      return ctx.masters;
    },
    get rules() {
      return ctx.rules;
    },
  } as Context;
  const running = await startConsole(own, {
    realNow,
    onBug: (error) => bugs.push(error),
    ...(patience !== undefined && { patience }),
  });
  const origin = running.address.replace(/\/$/, '');
  return {
    ...running,
    visitor: () => newVisitor(origin),
    async close() {
      await running.close();
      if (bugs.length > 0) throw bugs[0];
    },
  };
}

function newVisitor(origin: string): Visitor {
  let cookie = '';
  let token = '';
  const read = async (answer: Response): Promise<Page> => {
    for (const one of answer.headers.getSetCookie()) cookie = one.split(';')[0] ?? '';
    const text = await answer.text();
    token = /name="token" value="([^"]+)"/.exec(text)?.[1] ?? token;
    return { status: answer.status, headers: answer.headers, text };
  };
  const visitor: Visitor = {
    token: () => token,
    cookie: () => cookie,
    get: async (path, headers = {}) =>
      read(await fetch(origin + path, { redirect: 'manual', headers: { cookie, ...headers } })),
    async post(path, fields, headers = {}) {
      const form = new URLSearchParams(token === '' ? {} : { token });
      for (const [name, value] of Object.entries(fields)) {
        form.delete(name);
        for (const one of typeof value === 'string' ? [value] : value) form.append(name, one);
      }
      return read(
        await fetch(origin + path, {
          method: 'POST',
          redirect: 'manual',
          body: form,
          headers: { cookie, origin, ...headers },
        }),
      );
    },
    signIn: (name, password) => visitor.post('/sign-in', { name, password }),
  };
  return visitor;
}
