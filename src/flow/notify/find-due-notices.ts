import type { DueNotice, Policy } from '../../connectors/contract.ts';
import { goLiveMark, holdOfLine, isOnlySeen } from '../../core/go-live.ts';
import { contentHash, sha256 } from '../../core/ids.ts';
import { aboutOrder, type NoticeKind, onceOnly, theOrder, toldByHand } from '../../core/notices.ts';
import { japanDay } from '../../core/time.ts';
import type {
  JournalEntry,
  NoticeState,
  StoredNotice,
  StoredShipment,
  ToldNotice,
  WaitsFor,
  Writes,
} from '../../store/types.ts';
import { carriersOf, dayOf, groupByOrder } from '../decide/index.ts';
import type { NoticeRun } from './notice-run.ts';
import { keptBack } from './parcel-method.ts';
import { policyFacts } from './policy-facts.ts';

const openStates: readonly NoticeState[] = ['due', 'sending', 'pending', 'unsure', 'failed', 'asking'];

/** An order whose answer may be another one on a later day although nothing happens to it. */
export interface LookAgain {
  readonly orderNumber: string;
  /** Japan's day. */
  readonly day: string;
}

export interface WorkedOut {
  readonly reserved: number;
  /** Numbers of the orders of which something was written. */
  readonly changed: readonly string[];
  readonly again: readonly LookAgain[];
  /** What keeps notices from being due. */
  readonly problems: readonly { readonly order: string; readonly problem: Policy['problems'][number] }[];
}

/**
 * Works out what must be told of these orders, all kinds at once, and writes it down: what should have been told and was not is
 * reserved, what changed before it was sent is reserved anew, what is no longer to be told is taken back, and a shipment of which
 * everything was told is 完了. Reads and writes nothing but these orders.
 *
 * @param kinds the only kinds that are reserved
 */
export async function findDueNotices(
  run: NoticeRun,
  tx: Writes,
  numbers: readonly string[],
  kinds: readonly NoticeKind[],
): Promise<WorkedOut> {
  const { shop, link } = run;
  const { policy } = link.connector;
  if (!policy || numbers.length === 0) return { reserved: 0, changed: [], again: [], problems: [] };
  const orders = await tx.orders({ shop: shop.name, numbers });
  const shipments = await tx.shipments({ shop: shop.name, numbers });
  const carriers = await carriersOf(tx, shipments);
  const abouts = [...orders.map((one) => aboutOrder(shop.name, one.order.number)), ...shipments.map(idOf)];
  const told = Map.groupBy(await tx.told(abouts), (one) => one.about);
  const open = await tx.notices({ shop: shop.name, orderNumbers: numbers, states: openStates });
  const notices = Map.groupBy(open, (one) => one.orderNumber);
  const byOrder = groupByOrder(shipments);
  const book = bookFor(run);
  const line = await tx.cursor(shop.name, goLiveMark);
  const today = japanDay(run.ctx.now());
  const again: LookAgain[] = [];
  const problems: WorkedOut['problems'][number][] = [];
  const closing: StoredShipment[] = [];
  for (const order of orders) {
    const { number } = order.order;
    const own = byOrder.get(number) ?? [];
    const whole = aboutOrder(shop.name, number);
    const ofOrder = [whole, ...own.map(idOf)].flatMap((about) => told.get(about) ?? []);
    const answer = policy(policyFacts(run, { order, shipments: own, carriers, told: ofOrder }, kinds), link.settings);
    const kept = keptBack(run.ctx, own, carriers);
    const isKept = ({ about, notice }: DueNotice) =>
      // Money is asked for when the goods go: what stops the parcel stops that, too.
      (notice.kind === 'ship' || notice.kind === 'capture') && (about === theOrder ? kept.size > 0 : kept.has(about));
    // Others still work on what was only seen here: nothing of it is told.
    const isOurs = !isOnlySeen(own, holdOfLine(line, { ...dayOf(order.order, today), cameBefore: true }));
    const due = answer.due
      .filter((one) => isOurs && kinds.includes(one.notice.kind) && !isKept(one))
      .map(
        (one): Due => ({ ...one, about: one.about === theOrder ? whole : one.about, hash: contentHash(one.content) }),
      );
    const state = { told: keyed(ofOrder), open: keyed(notices.get(number) ?? []) };
    for (const one of due) book.reserve(one, state, waitsOf(one, due, whole));
    book.takeBack(due, state, order.order.cancelled);
    closing.push(...toClose(own, due, state, whole, answer));
    const blocked = new Set(answer.due.filter(isKept).map((one) => one.about));
    const said = kinds.includes('ship')
      ? [...kept].filter(([about, { code }]) => blocked.has(about) || blocked.has(theOrder) || isOfCarrier(code))
      : [];
    if (isOurs)
      problems.push(
        ...answer.problems
          .filter(({ about }) => !isOfCarrier(kept.get(about)?.code))
          .map((problem) => ({ order: number, problem })),
        ...said.map(([about, reason]) => ({ order: number, problem: { about, kind: 'ship' as const, ...reason } })),
      );
    if (answer.again !== undefined) again.push({ orderNumber: number, day: answer.again });
  }
  await tx.putNotices(book.changes);
  await tx.addJournal(book.journal);
  await tx.saveShipments(closing.map((one) => ({ ...one, state: 'closed' as const })));
  const changed = [...book.changes.map((one) => one.orderNumber), ...closing.map((one) => one.shipment.orderNumber)];
  const reserved = book.changes.filter((one) => one.state === 'due').length;
  return { reserved, changed: [...new Set(changed)], again, problems };
}

/** A policy can only say that it does not know the method; the words of the carrier say more. */
const isOfCarrier = (code: string | undefined): boolean => code === 'notice-carrier-unknown';

type Due = DueNotice & { readonly hash: string };

interface Standing {
  readonly told: ReadonlyMap<string, ToldNotice>;
  readonly open: ReadonlyMap<string, StoredNotice>;
}

const idOf = ({ shipment }: StoredShipment): string => shipment.id;

const keyOf = (about: string, kind: NoticeKind): string => `${kind} ${about}`;

/** By what it speaks of and kind; of several the last one counts. */
function keyed<T extends { readonly about: string; readonly kind: NoticeKind }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((one) => [keyOf(one.about, one.kind), one]));
}

const isTold = ({ about, notice, hash }: Due, { told }: Standing): boolean => {
  const row = told.get(keyOf(about, notice.kind));
  return row !== undefined && (row.contentHash === hash || isFinal(row));
};

/** What nothing can make due again: done by a person at the marketplace, or money that was taken. */
const isFinal = ({ contentHash: hash, kind }: ToldNotice): boolean => hash === toldByHand || onceOnly.includes(kind);

/** The marketplace refused it, in whole or in part, because a cancel is asked for. */
const refusedForCancel = ({ code, parts }: StoredNotice): boolean =>
  code === 'notice-refused-for-cancel' || parts.some((part) => part.code === 'notice-refused-for-cancel');

function waitsOf({ after = [] }: Due, due: readonly Due[], whole: string): WaitsFor[] {
  return after.map(({ about: named, kind }) => {
    const about = named === theOrder ? whole : named;
    const other = due.find((one) => one.about === about && one.notice.kind === kind);
    return { about, kind, contentHash: other?.hash ?? null };
  });
}

/** 完了: the result was told, and so was everything else that is due of the shipment and of its order. */
function toClose(
  shipments: readonly StoredShipment[],
  due: readonly Due[],
  state: Standing,
  whole: string,
  { unfinished = false, untold = [] }: Policy,
): StoredShipment[] {
  const isOver = (one: Due) => isTold(one, state) && !state.open.has(keyOf(one.about, one.notice.kind));
  if (unfinished || !due.filter((one) => one.about === whole).every(isOver)) return [];
  return shipments.filter(
    ({ shipment, state: now }) =>
      now === 'shipped' &&
      (untold.includes(shipment.id) ||
        state.told.has(keyOf(shipment.id, 'ship')) ||
        state.told.has(keyOf(whole, 'ship'))) &&
      due.filter((one) => one.about === shipment.id).every(isOver),
  );
}

/** Collects what is to be written. */
function bookFor({ ctx, shop }: NoticeRun) {
  const now = ctx.now();
  const at = now.toString();
  const changes: StoredNotice[] = [];
  const journal: JournalEntry[] = [];
  const note = (what: string, { id, orderNumber, about, kind }: StoredNotice) => {
    const details = { notice: id, ...(kind !== 'ship' && { kind }) };
    journal.push({ at, actor: 'notify', what, shop: shop.name, orderNumber, shipment: about, details });
  };

  const fresh = (one: Due, waitsFor: readonly WaitsFor[]): StoredNotice => {
    const { about, notice, hash, restMs = 0, asks } = one;
    return {
      id: sha256([shop.name, about, notice.kind, hash, at].join('\u0000')).slice(0, 32),
      shop: shop.name,
      orderNumber: notice.orderNumber,
      about,
      kind: notice.kind,
      state: asks ? 'asking' : 'due',
      contentHash: hash,
      body: notice,
      reservedAt: at,
      notBefore: now.add({ milliseconds: restMs }).toString(),
      attempts: 0,
      handle: null,
      code: asks?.code ?? '',
      args: asks?.args ?? {},
      waitsFor,
      parts: [],
      byHand: false,
      at,
    };
  };

  return {
    changes,
    journal,

    reserve(one: Due, state: Standing, waitsFor: readonly WaitsFor[]): void {
      const key = keyOf(one.about, one.notice.kind);
      const row = state.told.get(key);
      const known = state.open.get(key);
      if (isTold(one, state) && !known) return;
      if (known && (known.state === 'sending' || known.state === 'pending' || known.state === 'unsure')) return;
      if (known?.contentHash === one.hash) {
        if (known.state === 'due' || known.state === 'asking') {
          renew(known, one, waitsFor);
          return;
        }
        // Refused before: only another way to say it (carrier code) is worth a new try.
        if (contentHash(known.body) === contentHash(one.notice)) return;
      }
      // Whether the money was taken is not known: only a person may go on.
      if (known && onceOnly.includes(known.kind) && known.code === 'notice-not-found') return;
      if (known) changes.push({ ...known, state: 'withdrawn', at });
      if (row && isFinal(row)) return;
      const made = fresh(one, waitsFor);
      changes.push(made);
      note('notice-reserved', made);
    },

    /** Reserved, and no longer to be told (confirmation undone, cancelled): taken back before it is sent. */
    takeBack(due: readonly Due[], { open, told }: Standing, isCancelled: boolean): void {
      const still = new Set(due.map((one) => `${keyOf(one.about, one.notice.kind)} ${one.hash}`));
      for (const [key, one] of open) {
        const row = told.get(key);
        const isIdle = one.state === 'due' || one.state === 'asking';
        const isSettled = (isIdle || one.state === 'failed') && row?.contentHash === toldByHand;
        const isWanted = still.has(`${key} ${one.contentHash}`);
        const isGone = isIdle && !one.byHand && !isWanted;
        // Of a cancelled order nobody will try it again; whether money was taken stays a question.
        const isPointless = isCancelled && one.state === 'failed' && !isWanted && one.code !== 'notice-not-found';
        // The order says itself now why it was refused: told anew when that is over.
        const isUnderstood = one.state === 'failed' && !isWanted && refusedForCancel(one);
        if (!isSettled && !isGone && !isPointless && !isUnderstood) continue;
        if (changes.some((other) => other.id === one.id)) continue;
        changes.push({ ...one, state: 'withdrawn', at });
        note('notice-withdrawn', one);
      }
    },
  };

  /** Not sent yet: it goes with today's words, or waits for a person from today on. */
  function renew(known: StoredNotice, { notice, asks }: Due, waitsFor: readonly WaitsFor[]): void {
    const asked: Partial<StoredNotice> =
      asks && !known.byHand
        ? { state: 'asking', code: asks.code, args: asks.args ?? {} }
        : known.state === 'asking'
          ? { state: 'due', code: '', args: {} }
          : {};
    const renewed = { ...known, ...asked, body: notice, waitsFor };
    if (contentHash(renewed) !== contentHash(known)) changes.push({ ...renewed, at });
  }
}
