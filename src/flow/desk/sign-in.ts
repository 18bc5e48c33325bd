import { createHmac, randomBytes } from 'node:crypto';
import { sha256 } from '../../core/ids.ts';
import { type Said, say } from '../../core/sentences/index.ts';
import type { ConsoleRole } from '../../store/types.ts';
import type { Context } from '../types.ts';
import { isPassword, TooManyChecks } from './passwords.ts';

/** A session ends when nothing was asked for so long, and after so long in any case (a shipping desk's day). */
export const sessionEnds = { idle: { hours: 2 }, absolute: { hours: 12 } } as const;

/** So many wrong passwords, and none counts for so long. */
export const lockOut = { failures: 5, minutes: 15 } as const;

type Store = Pick<Context, 'store'>;

/** Who uses the console in this session. */
export interface SignedIn {
  /** '' = nobody has to sign in on this machine. */
  readonly user: string;
  readonly role: ConsoleRole;
}

/**
 * Checks a password and begins a session. A name that is not there takes as long and is told the same.
 *
 * @param now real time: a lab's turned clock must not end or prolong sessions
 * @returns `token`: for the browser alone; the store knows its hash
 */
export async function signIn(
  { store }: Store,
  name: string,
  password: string,
  now: Temporal.Instant,
): Promise<{ readonly token: string } | { readonly refused: Said }> {
  const user = await store.consoleUser(name);
  if (user && user.lockedUntil > now.toString()) return { refused: locked(name, user.lockedUntil, now) };
  let isRight: boolean;
  try {
    isRight = await isPassword(password, user?.password);
  } catch (error) {
    if (error instanceof TooManyChecks) return { refused: say('console-busy') };
    throw error;
  }
  return store.write(async (tx) => {
    const at = now.toString();
    const found = await tx.consoleUser(name);
    const note = (what: string) =>
      // Somebody may have typed a password in the place of the name: only known names are written down.
      tx.addJournal([{ at, actor: found?.name ?? '', what, shop: '', orderNumber: '', shipment: '', details: {} }]);
    if (!found || !isRight || found.lockedUntil > at) {
      await note('sign-in-refused');
      if (!found) return { refused: say('console-sign-in-wrong') };
      // Others may have tried at the same time.
      if (found.lockedUntil > at) return { refused: locked(name, found.lockedUntil, now) };
      const failures = found.failures + 1;
      const isOver = failures >= lockOut.failures;
      const lockedUntil = isOver ? now.add({ minutes: lockOut.minutes }).toString() : '';
      await tx.putConsoleUser({ ...found, failures: isOver ? 0 : failures, lockedUntil });
      return { refused: isOver ? locked(name, lockedUntil, now) : say('console-sign-in-wrong') };
    }
    if (found.failures > 0 || found.lockedUntil !== '')
      await tx.putConsoleUser({ ...found, failures: 0, lockedUntil: '' });
    await dropOld(tx, now);
    await note('signed-in');
    return { token: await begin(tx, name, at) };
  });
}

/** A session of nobody, as long as there are no users. */
export function openSession({ store }: Store, now: Temporal.Instant): Promise<string> {
  return store.write(async (tx) => {
    await dropOld(tx, now);
    return begin(tx, '', now.toString());
  });
}

type Transaction = Parameters<Parameters<Context['store']['write']>[0]>[0];

const dropOld = (tx: Transaction, now: Temporal.Instant): Promise<void> =>
  tx.dropOldConsoleSessions({
    seenBefore: now.subtract(sessionEnds.idle).toString(),
    createdBefore: now.subtract(sessionEnds.absolute).toString(),
  });

async function begin(tx: Transaction, user: string, at: string) {
  const token = randomBytes(32).toString('base64url');
  await tx.putConsoleSession({ id: sha256(token), user, createdAt: at, seenAt: at });
  return token;
}

/** Who a browser's token stands for; undefined = nobody any more. `touch` (not awaited by readers) notes that it is used. */
export async function sessionOf(
  { store }: Store,
  token: string,
  now: Temporal.Instant,
): Promise<(SignedIn & { readonly touch: (() => Promise<void>) | null }) | undefined> {
  const session = await store.consoleSession(sha256(token));
  if (!session) return undefined;
  const seen = Temporal.Instant.from(session.seenAt);
  const isOver =
    Temporal.Instant.compare(seen.add(sessionEnds.idle), now) <= 0 ||
    Temporal.Instant.compare(Temporal.Instant.from(session.createdAt).add(sessionEnds.absolute), now) <= 0;
  if (isOver) return undefined;
  const role = await roleOf(store, session.user);
  if (role === undefined) return undefined;
  const isFresh = Temporal.Instant.compare(seen.add({ minutes: 1 }), now) > 0;
  const touch = () =>
    store.write(async (tx) => {
      // Signed out meanwhile: it must not come back.
      if (await tx.consoleSession(session.id)) await tx.putConsoleSession({ ...session, seenAt: now.toString() });
    });
  return { user: session.user, role, touch: isFresh ? null : touch };
}

async function roleOf(store: Context['store'], user: string): Promise<ConsoleRole | undefined> {
  if (user !== '') return (await store.consoleUser(user))?.role;
  return (await store.consoleUsers()).length === 0 ? 'manage' : undefined;
}

export async function signOut({ store }: Store, token: string, now: Temporal.Instant): Promise<void> {
  await store.write(async (tx) => {
    const session = await tx.consoleSession(sha256(token));
    if (!session) return;
    await tx.dropConsoleSession(session.id);
    const entry = { what: 'signed-out', shop: '', orderNumber: '', shipment: '', details: {} };
    if (session.user !== '') await tx.addJournal([{ at: now.toString(), actor: session.user, ...entry }]);
  });
}

/** What a form of this session carries, so that no other site can make it up. */
export const formToken = (token: string): string => createHmac('sha256', token).update('form').digest('base64url');

function locked(name: string, until: string, now: Temporal.Instant): Said {
  const minutes = Math.max(1, Math.ceil(now.until(Temporal.Instant.from(until)).total('minutes')));
  return say('console-locked', { name, minutes });
}
