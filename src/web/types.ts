import type { ComponentChildren, VNode } from 'preact';
import type { PageHelp } from '../core/sentences/console/page-help.ts';
import type { Context } from '../flow/types.ts';
import type { ConsoleRole } from '../store/types.ts';
import type { Result } from './result.ts';
import type { Upload } from './uploads.ts';
import type { Works } from './works.ts';

/** What a page gets to answer one request. */
export interface Ask {
  readonly ctx: Context;
  /** Name of the person for the history: the user, or who started the bridge while nobody has to sign in. */
  readonly actor: string;
  /** '' = nobody has to sign in on this machine. */
  readonly user: string;
  readonly role: ConsoleRole;
  /** Path and query as they were asked for. */
  readonly url: URL;
  readonly query: URLSearchParams;
  /** Fields of a posted form, without the token. */
  readonly form: URLSearchParams;
  /** Files of a posted form, of a route that takes some. */
  readonly uploads: readonly Upload[];
  /** Parts of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** Token of this session; '' = not signed in. Never printed. */
  readonly session: string;
  /** What every form must carry (`Form` puts it there). */
  readonly token: string;
  /** Results of what was done before this page, to be shown once. */
  readonly results: readonly Result[];
  /** Writes into the history that this person looked at something with people in it. */
  seen(what: Seen): void;
  /** Long work that this person started. */
  readonly works: Works;
  /** Work that goes on after this answer: the console ends when it has ended. */
  later(work: Promise<unknown>): void;
  /** Real time: for what belongs to sessions and to this machine. Business time is `ctx.now()`. */
  readonly realNow: Temporal.Instant;
}

export interface Seen {
  readonly what: 'orders-listed' | 'order-seen' | 'document-seen';
  readonly shop: string;
  readonly orderNumber: string;
  readonly details?: Readonly<Record<string, string | number>>;
}

export type { Result } from './result.ts';

/** A part of a page that is told anew while somebody looks at it. */
export interface Live {
  /** As it is now; `isLast`: it does not change any more. undefined = it is gone. */
  now(): Promise<{ readonly part: VNode; readonly isLast: boolean } | undefined>;
}

export type Answer =
  /** A whole page; `status` 200 unless said. */
  | {
      readonly title: string;
      /** ヘルプ: what this page is for. */
      readonly help: PageHelp;
      readonly body: VNode | ComponentChildren;
      readonly status?: number;
      /** Of an action that led to this page without a detour. */
      readonly results?: readonly Result[];
    }
  /** To another page, which shows the results. Only paths of the console. */
  | { readonly to: string; readonly results?: readonly Result[]; readonly cookie?: string }
  /** Server-sent events (`live.ts`). */
  | { readonly live: Live }
  /** Bytes: never shown as a page (`attachment`), unless it is plain text or a PDF of our own. */
  | {
      readonly file: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array };
    };

/** One address of the console. Who may not use it gets a clear refusal before `handle` runs. */
export interface Route {
  readonly method: 'get' | 'post';
  /** Express path. `*` and patterns are not used: `/orders/:shop/:number`. */
  readonly path: string;
  readonly role: ConsoleRole;
  /** A form with files may be posted here. It is read when it is known who sends it. */
  readonly upload?: true;
  handle(ask: Ask): Promise<Answer> | Answer;
}

/** Pages that belong together: one folder in `pages/`, one line in `pages/index.ts`. */
export interface Section {
  /** Entry of the menu; without it the section is reached from other pages only. */
  readonly menu?: { readonly title: string; readonly path: string };
  readonly routes: readonly Route[];
}
