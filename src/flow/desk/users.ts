import { type Said, type SentenceArgs, type SentenceCode, say } from '../../core/sentences/index.ts';
import type { ConsoleRole, ConsoleUser } from '../../store/types.ts';
import type { Context } from '../types.ts';
import { hashPassword, shortestPassword } from './passwords.ts';

/** `users list --json`: never the password's hash. */
export interface UserView {
  readonly name: string;
  readonly role: ConsoleRole;
  readonly createdAt: string;
  /** ISO instant until which no password counts; '' = not locked. */
  readonly lockedUntil: string;
}

export interface UserChange {
  readonly users: readonly UserView[];
  readonly refused: (Said & { readonly code: SentenceCode }) | null;
}

const refusal = (code: SentenceCode, args: SentenceArgs) => ({ users: [], refused: { code, ...say(code, args) } });

const view = ({ name, role, createdAt, lockedUntil }: ConsoleUser): UserView => ({
  name,
  role,
  createdAt,
  lockedUntil,
});

export async function listUsers(ctx: Pick<Context, 'store'>): Promise<UserView[]> {
  return (await ctx.store.consoleUsers()).map(view);
}

export const isUserName = (name: string): boolean => /^(?!\s)[^\p{Cc}]{1,40}(?<!\s)$/u.test(name);

/**
 * A person who may use the console. `update`: changes role and password of one who is there; the sessions of that person end. Without
 * a password an update leaves it as it is.
 *
 * @param now real time, not the lab's
 */
export async function saveUser(
  ctx: Pick<Context, 'store'>,
  wish: {
    readonly name: string;
    readonly role: ConsoleRole;
    readonly password?: string | undefined;
    readonly update?: boolean;
  },
  { actor, now }: { readonly actor: string; readonly now: Temporal.Instant },
): Promise<UserChange> {
  const { name, role, update = false } = wish;
  if (!isUserName(name)) return refusal('user-bad-name', { name });
  const isKept = wish.password === undefined && update;
  if (!isKept && [...(wish.password ?? '')].length < shortestPassword)
    return refusal('user-short-password', { least: shortestPassword });
  const hashed = isKept ? '' : await hashPassword(wish.password ?? '');
  return ctx.store.write(async (tx) => {
    const users = await tx.consoleUsers();
    const known = users.find((one) => one.name === name);
    if (known && !update) return refusal('user-exists', { name });
    if (!known && isKept) return refusal('user-unknown', { name });
    const password = isKept ? (known?.password ?? '') : hashed;
    if (known && role !== 'manage' && isLastManager(users, known)) return refusal('user-last-manager', { name });
    const at = now.toString();
    const user: ConsoleUser = { name, role, password, createdAt: known?.createdAt ?? at, failures: 0, lockedUntil: '' };
    await tx.putConsoleUser(user);
    // Also those of nobody: from the first user on everybody signs in.
    for (const one of [name, '']) await tx.dropConsoleSessionsOf(one);
    await tx.addJournal([entry(at, actor, known ? 'user-changed' : 'user-added', name, role)]);
    return { users: [view(user)], refused: null };
  });
}

/** The last one who may manage stays, unless nobody else is left at all: then the console on this machine is open again. */
export async function removeUser(
  ctx: Pick<Context, 'store'>,
  name: string,
  { actor, now }: { readonly actor: string; readonly now: Temporal.Instant },
): Promise<UserChange> {
  return ctx.store.write(async (tx) => {
    const users = await tx.consoleUsers();
    const known = users.find((one) => one.name === name);
    if (!known) return refusal('user-unknown', { name });
    if (users.length > 1 && isLastManager(users, known)) return refusal('user-last-manager', { name });
    await tx.dropConsoleUser(name);
    await tx.addJournal([entry(now.toString(), actor, 'user-removed', name, known.role)]);
    return { users: [view(known)], refused: null };
  });
}

/** Whoever is signed in by this name must sign in again. */
export async function endSessions(
  ctx: Pick<Context, 'store'>,
  name: string,
  { actor, now }: { readonly actor: string; readonly now: Temporal.Instant },
): Promise<UserChange> {
  return ctx.store.write(async (tx) => {
    const known = (await tx.consoleUsers()).find((one) => one.name === name);
    if (!known) return refusal('user-unknown', { name });
    await tx.dropConsoleSessionsOf(name);
    await tx.addJournal([entry(now.toString(), actor, 'user-sessions-ended', name, known.role)]);
    return { users: [view(known)], refused: null };
  });
}

function isLastManager(users: readonly ConsoleUser[], user: ConsoleUser): boolean {
  return user.role === 'manage' && !users.some((one) => one.role === 'manage' && one.name !== user.name);
}

const entry = (at: string, actor: string, what: string, name: string, role: string) => ({
  at,
  actor,
  what,
  shop: '',
  orderNumber: '',
  shipment: '',
  details: { user: name, role },
});
