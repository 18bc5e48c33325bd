import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../types.ts';

/** Where the running bridge says at which address it takes notifications; other processes of the workspace read it. */
const fileOf = (ctx: Pick<Context, 'config'>): string => join(ctx.config.data, 'b2-notify.json');

export const notifyPath = '/b2/notify/';

/** Notify address of one hand-over: on this machine, with a secret that nobody can guess. */
export function notifyAddress(ctx: Pick<Context, 'config'>, secret: string): string {
  return `${notifyBase(ctx) ?? `http://127.0.0.1:${ctx.config.b2?.notifyPort || 8317}`}${notifyPath}${secret}`;
}

/** Base URL of the endpoint that runs, `undefined` when none does. */
export function notifyBase(ctx: Pick<Context, 'config'>): string | undefined {
  try {
    const { base, pid } = JSON.parse(readFileSync(fileOf(ctx), 'utf8')) as { base: string; pid: number };
    process.kill(pid, 0);
    return /^http:\/\/127\.0\.0\.1:\d+$/.test(base) ? base : undefined;
  } catch {
    return undefined;
  }
}

/** Says it; the returned function takes it back. */
export function announceBase(ctx: Pick<Context, 'config'>, base: string): () => void {
  writeFileSync(fileOf(ctx), JSON.stringify({ base, pid: process.pid }), { mode: 0o600 });
  return () => rmSync(fileOf(ctx), { force: true });
}
