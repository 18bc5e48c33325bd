import type { Notice, NoticeKind, NoticeOf, Outcome } from '../contract.ts';
import { reasonOf } from '../reason.ts';
import { isOutcome, isRefusal, type RowAnswer, sendRows } from './bulk.ts';
import type { Client } from './client.ts';
import type { Standing, Standings } from './standing.ts';

/** Kinds that ecforce can be told. */
export type Told = Extract<NoticeKind, 'acknowledge' | 'ship' | 'complete'>;

const unknownOrder = 'AOR2001';

/** Each notice with its order's id; those of orders that came as a file are asked for by number. */
async function withIds<N extends Notice>(
  standings: Standings,
  notices: readonly N[],
): Promise<readonly (readonly [notice: N, id: string | Outcome])[]> {
  const idOf = ({ keys }: Notice) => (/^\d+$/.test(keys?.id ?? '') ? keys!.id! : '');
  const missing = notices.filter((one) => idOf(one) === '').map((one) => one.orderNumber);
  const found = await standings.ids(missing);
  return notices.map((notice) => {
    const own = idOf(notice);
    if (own !== '') return [notice, own];
    if ('kind' in found) return [notice, found];
    return [notice, found.get(notice.orderNumber) ?? fix('notice-order-unknown', { order: notice.orderNumber })];
  });
}

const fix = (code: Outcome['code'], args: Outcome['args'] = {}): Outcome => ({ kind: 'fix', code, args });

/**
 * 出荷作業中 (acknowledge) and 出荷済み (complete): moves orders on, but only from where they are expected to be. A blind write would
 * take back a cancel, or what a person did on the screen; so the states are read first, unless they were read a moment ago.
 */
export async function tellState(
  client: Client,
  standings: Standings,
  kind: 'acknowledge' | 'complete',
  notices: readonly Notice[],
): Promise<Outcome[]> {
  if (notices.length === 0) return [];
  const { states } = client.settings;
  const to = kind === 'acknowledge' ? states.working : states.shipped;
  const from = kind === 'acknowledge' ? [states.import] : [states.import, states.working];
  const known = await withIds(standings, notices);
  const ids = known.flatMap(([, id]) => (typeof id === 'string' ? [id] : []));
  const standing = await standings.of(ids);
  const before = known.map(([notice, id]): Outcome | string => {
    if (typeof id !== 'string') return id;
    if ('kind' in standing) return standing;
    return mayMove(notice.orderNumber, standing.get(id), to, from, client) ?? id;
  });
  const rows = before.flatMap((one) => (typeof one === 'string' ? [{ id: Number(one), state: to }] : []));
  const request = { path: 'orders/bulk_update', name: 'orders', first: kind === 'complete' };
  const answers = (await sendRows(client, request, rows, ({ id }) => [String(id)])).values();
  const outcomes = before.map((one, index): Outcome | string => {
    if (typeof one !== 'string') return one;
    const answer = answers.next().value!;
    if (answer === 'taken') standings.moved(one, to);
    if (answer === 'silent') return one;
    return outcomeOf(answer, notices[index]!.orderNumber, { kind: 'done', code: stateCode(kind) });
  });
  return afterSilence(standings, kind, notices, outcomes, (one) => one.state === to);
}

const stateCode = (kind: 'acknowledge' | 'complete') => (kind === 'acknowledge' ? 'working-told' : 'shipped-told');

/** Why the order is not moved; undefined = it may be. */
function mayMove(
  order: string,
  known: Standing | undefined,
  to: string,
  from: readonly string[],
  { settings: { states } }: Client,
): Outcome | undefined {
  if (!known) return fix('notice-order-unknown', { order });
  if (known.state === to) return { kind: 'done', code: to === states.shipped ? 'shipped-told' : 'working-told' };
  if (states.cancelled.includes(known.state) || known.isDeleted) return fix('state-order-cancelled', { order });
  if (from.includes(known.state)) return undefined;
  return fix('state-moved-there', { order, word: known.word || known.state, wanted: to });
}

/** 実績戻し: slip number, day and, where the shop named them, the carrier's id (E8). Money is not captured by it. */
export async function tellShip(
  client: Client,
  standings: Standings,
  notices: readonly NoticeOf<'ship'>[],
): Promise<Outcome[]> {
  if (notices.length === 0) return [];
  const known = await withoutCancelled(client, standings, await withIds(standings, notices));
  const rows = known.flatMap(([{ ship }, id]) => {
    if (typeof id !== 'string') return [];
    const { carrierCode, destination, trackingNumber, shipDate } = ship;
    return [
      {
        id: Number(id),
        shipping_slip: trackingNumber,
        ...(carrierCode !== '' && { shipping_carrier_id: Number(carrierCode) }),
        shipped_at: shipDate,
        ...(destination !== undefined && { shipping_address_id: Number(destination) }),
      },
    ];
  });
  const request = { path: 'orders/shipping', name: 'orders', more: { with_sale: 0, with_async: 0 }, first: true };
  const keysOf = ({ id, shipping_address_id: address }: (typeof rows)[number]) =>
    address === undefined ? [String(id)] : [`${id}-${address}`];
  const answers = (await sendRows(client, request, rows, keysOf)).values();
  const outcomes = known.map(([notice, id]): Outcome | string => {
    if (typeof id !== 'string') return id;
    const answer = answers.next().value!;
    if (answer === 'silent') return id;
    const done: Outcome = { kind: 'done', code: 'notice-told' };
    // The carrier's id is the shop's own table: say which one it was.
    if (isRefusal(answer) && /carrier/.test(answer.message)) {
      const carrier = notice.ship.carrierCode || '－';
      return fix('carrier-id-refused', { order: notice.orderNumber, carrier, method: notice.ship.shipMethod });
    }
    return outcomeOf(answer, notice.orderNumber, done);
  });
  return afterSilence(standings, 'ship', notices, outcomes, (one, notice) => hasSlip(one, notice));
}

/** With the automation option a result moves the order on: of a cancelled one it must not go. */
async function withoutCancelled<N extends Notice>(
  { settings: { automation, states } }: Client,
  standings: Standings,
  known: readonly (readonly [notice: N, id: string | Outcome])[],
): Promise<readonly (readonly [notice: N, id: string | Outcome])[]> {
  if (!automation) return known;
  const found = await standings.of(known.flatMap(([, id]) => (typeof id === 'string' ? [id] : [])));
  return known.map(([notice, id]) => {
    if (typeof id !== 'string') return [notice, id];
    if ('kind' in found) return [notice, found];
    const one = found.get(id);
    const isCancelled = one && (one.isDeleted || states.cancelled.includes(one.state));
    return [notice, isCancelled ? fix('notice-order-cancelled', { order: notice.orderNumber }) : id];
  });
}

function outcomeOf(answer: Exclude<RowAnswer, 'silent'>, order: string, done: Outcome): Outcome {
  if (answer === 'taken') return done;
  if (isOutcome(answer)) return answer;
  if (answer.code === unknownOrder) return fix('notice-order-unknown', { order });
  return fix('told-refused', { order, code: answer.code, reason: reasonOf(answer.message) });
}

const hasSlip = (known: Standing, { ship }: Notice): boolean =>
  ship !== undefined && known.slip !== '' && plain(known.slip) === plain(ship.trackingNumber);
const plain = (number: string): string => number.replace(/[-\s]/g, '').toUpperCase();

/** A write that was answered with nothing counts as taken, and is looked at (trust B): ids among the outcomes. */
async function afterSilence(
  standings: Standings,
  kind: Told,
  notices: readonly Notice[],
  outcomes: readonly (Outcome | string)[],
  isThere: (known: Standing, notice: Notice) => boolean,
): Promise<Outcome[]> {
  const silent = outcomes.filter((one): one is string => typeof one === 'string');
  const found = silent.length === 0 ? new Map<string, Standing>() : await standings.of(silent, true);
  return outcomes.map((one, index): Outcome => {
    if (typeof one !== 'string') return one;
    const order = notices[index]!.orderNumber;
    const known = 'kind' in found ? undefined : found.get(one);
    if (known && isThere(known, notices[index]!))
      return { kind: 'done', code: kind === 'ship' ? 'notice-told' : stateCode(kind) };
    return { kind: 'unsure', code: 'notice-no-word', args: { order } };
  });
}

/** What ecforce knows of notices whose answer was lost. A question that failed leaves the doubt. */
export async function lookUp(
  client: Client,
  standings: Standings,
  notices: readonly Notice[],
): Promise<(Outcome | undefined)[]> {
  if (notices.length === 0) return [];
  const { states } = client.settings;
  const doubt = (outcome: Outcome): Outcome =>
    outcome.kind === 'retry' || outcome.kind === 'halt' ? { ...outcome, kind: 'unsure' } : outcome;
  const known = await withIds(standings, notices);
  const ids = known.flatMap(([, id]) => (typeof id === 'string' ? [id] : []));
  const found = await standings.of(ids, true);
  return known.map(([notice, id]): Outcome | undefined => {
    if (typeof id !== 'string') return doubt(id);
    if ('kind' in found) return doubt(found);
    const one = found.get(id);
    if (!one) return undefined;
    if (notice.kind === 'ship') return hasSlip(one, notice) ? { kind: 'done', code: 'notice-told' } : undefined;
    if (notice.kind === 'complete')
      return one.state === states.shipped ? { kind: 'done', code: 'shipped-told' } : undefined;
    return one.state === states.working || one.state === states.shipped
      ? { kind: 'done', code: 'working-told' }
      : undefined;
  });
}
