import { noteSeen, type SeenThing } from '../flow/desk/note-seen.ts';
import type { Context } from '../flow/types.ts';
import type { Seen } from './types.ts';

/** The same person and the same thing within so many ms are one line of the history. */
const once = 60 * 60_000;
const most = 5000;

/**
 * Writes who saw what into the history, several lines at a time: a page must not wait for its turn at the database. What is not
 * written yet is written by `flush`.
 */
export function openAudit(ctx: Context, clock: () => number) {
  const last = new Map<string, number>();
  let waiting: SeenThing[] = [];
  let writing: Promise<void> | null = null;

  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const entries = waiting;
      waiting = [];
      try {
        await noteSeen(ctx, entries);
      } catch {
        // A store that refuses writes, or a full disk: said at every other place. Kept, as long as it is not too much.
        waiting = [...entries, ...waiting].slice(-most);
        return;
      }
    }
  };
  const start = (): Promise<void> => {
    writing ??= write().finally(() => {
      writing = null;
    });
    return writing;
  };

  return {
    seen(actor: string, { what, shop, orderNumber, details = {} }: Seen): void {
      const key = JSON.stringify([actor, what, shop, orderNumber, details]);
      const now = clock();
      if ((last.get(key) ?? -once) > now - once) return;
      if (last.size >= most) last.clear();
      last.set(key, now);
      waiting.push({ at: ctx.now().toString(), actor, what, shop, orderNumber, details });
      void start();
    },
    async flush(): Promise<void> {
      await start();
    },
  };
}

export type Audit = ReturnType<typeof openAudit>;
