import { z } from 'zod';
import {
  CallFailed,
  type Connection,
  type Connector,
  type DueNotice,
  type HttpAnswer,
  HttpFailed,
  type Io,
  type ItemKey,
  type KnownOrder,
  type ListedItem,
  type Notice,
  type NoticeKind,
  type Outcome,
  type Page,
  type Policy,
  type PolicyFacts,
  type PullWindow,
  type StockItem,
} from '../../../src/connectors/contract.ts';
import { watchTrouble } from '../../../src/connectors/trouble.ts';
import { noticeKinds, theOrder } from '../../../src/core/notices.ts';

/** A connector as short as one can be that keeps every clause of the contract. Not part of the program. */

const secretName = z.string().min(1);
const settings = z.strictObject({
  key: z.union([z.strictObject({ env: secretName }), z.strictObject({ stored: secretName })]),
  'page-size': z.number().int().min(1).max(100).default(100),
});
type Settings = z.output<typeof settings>;

const system = '試験モール';
const layout = 'toy-orders';

export const toy: Connector<Settings> = {
  name: 'toy',
  title: system,
  settings,
  hosts: ['toy.invalid'],
  urls: { api: 'https://toy.invalid' },
  linked: 'acknowledge',
  errorMembers: ['field'],
  jobs: {
    pull: { every: 15 * 60_000 },
    sync: { every: 30 * 60_000 },
    acknowledge: { every: 15 * 60_000, after: { job: 'pull', changed: true } },
    schedule: { every: 15 * 60_000, after: { job: 'sync', changed: true } },
    capture: { every: 10 * 60_000 },
    ship: { every: 10 * 60_000 },
    complete: { every: 60 * 60_000, after: { job: 'ship', changed: true } },
    restock: { every: 60 * 60_000 },
  },
  policy,
  open(own, io): Connection {
    const call = caller(own, io);
    return {
      async probe() {
        const { failed } = await call('GET', '/ping');
        if (!failed) return { kind: 'done', code: 'shop-reachable', args: { system } };
        const kind = failed.kind === 'halt' ? 'halt' : 'retry';
        return { kind, code: failed.code, ...(failed.args && { args: failed.args }) };
      },
      pullOrders: (window) => pullOrders(call, own, io, window),
      readOrders: (orders) => readOrders(call, io, orders),
      tell: Object.fromEntries(
        noticeKinds.map((kind) => [kind, (notices: readonly Notice[]) => tellAll(call, notices)]),
      ),
      repeatable: ['acknowledge', 'schedule', 'ship', 'complete'],
      collect: async (handles) => {
        const results: Outcome[][] = [];
        for (const handle of handles) {
          const found = await standing(call, [handle.id]);
          const order = 'kind' in found ? undefined : found.get(handle.id);
          results.push([order?.capture === 'taken' ? told : { kind: 'pending', code: 'notice-taken', handle }]);
        }
        return results;
      },
      look: async (notices) => {
        const found = await standing(call, [...new Set(notices.map((one) => one.orderNumber))]);
        if ('kind' in found) return notices.map(() => ({ ...found, kind: 'unsure' as const }));
        return notices.map((notice) => booked(notice, found.get(notice.orderNumber)));
      },
      pushStock: (items) => pushStock(call, items),
      listItems: (wanted) => listItems(call, wanted),
    };
  },
};

interface Sent {
  readonly body: Record<string, unknown>;
  readonly bytes: Uint8Array;
  readonly failed?: undefined;
}
type Failed = { readonly failed: Outcome; readonly answer?: HttpAnswer };
type CallToy = (method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown) => Promise<Sent | Failed>;

function caller(own: Settings, io: Io): CallToy {
  const name = 'env' in own.key ? own.key.env : own.key.stored;
  return async (method, path, body) => {
    const operation = `${method} ${path.split('?')[0]!.replace(/\/(?:T-|UNKNOWN)[^/]*/, '')}`;
    const isWrite = method !== 'GET' && body !== undefined;
    const fail = (kind: Outcome['kind'], code: Outcome['code'], more: Partial<Outcome> = {}): Failed => ({
      failed: { kind, code, args: { system, operation, status: 0, reason: '－' }, ...more },
    });
    if (io.secret(name) === '') return fail('halt', 'secret-missing', { args: { system, name } });
    let answer: HttpAnswer;
    try {
      answer = await io.http({
        method,
        url: `${io.baseUrl('api')}${path}`,
        headers: { 'x-toy-key': io.secret(name), 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        budget: { key: `toy/${name}`, perSecond: 50, burst: 50 },
      });
    } catch (error) {
      if (error instanceof CallFailed) return { failed: error.outcome };
      if (!(error instanceof HttpFailed)) throw error;
      return error.sent && isWrite ? fail('unsure', 'answer-lost') : fail('retry', 'shop-unreachable');
    }
    const evidence = answer.evidence();
    const { status } = answer;
    if (status === 401) return fail('halt', 'access-denied', { evidence });
    if (status === 429)
      return fail('retry', 'shop-busy', { evidence, afterMs: 1000 * Number(answer.headers['retry-after'] ?? 1) });
    if (status === 503) return fail('retry', 'shop-failing', { evidence });
    if (status >= 500)
      return isWrite ? fail('unsure', 'answer-lost', { evidence }) : fail('retry', 'shop-failing', { evidence });
    if (status >= 400) return { ...fail('fix', 'told-refused', { evidence }), answer };
    const read = answer.json() as Record<string, unknown> | undefined;
    const isGood = isWrite ? read?.ok === true : read?.ok === true || Array.isArray(read?.orders);
    if (isGood) return { body: read!, bytes: answer.bytes };
    return isWrite ? fail('unsure', 'answer-lost', { evidence }) : fail('retry', 'shop-garbled', { evidence });
  };
}

async function* pullOrders(call: CallToy, own: Settings, io: Io, window: PullWindow): AsyncGenerator<Page> {
  // The first search leaves out what was shipped, on all its pages; later ones do not.
  const start = window.cursor === '' ? { since: 0, after: '', open: 1 } : JSON.parse(window.cursor);
  for (let at = start as Record<string, unknown>; ; ) {
    const query = Object.entries(at).map(([name, value]) => `${name}=${value}`);
    const sent = await call('GET', `/orders?${query.join('&')}&size=${own['page-size']}`);
    if (sent.failed) throw new CallFailed(sent.failed);
    const { orders, next, more } = sent.body as { orders: unknown[]; next: object; more: boolean };
    at = { ...next, ...(more && at.open !== undefined && { open: 1 }) };
    if (orders.length > 0) yield pageOf(sent, io, JSON.stringify(at));
    if (!more) return;
  }
}

const pageOf = ({ body, bytes }: Sent, io: Io, cursor: string): Page => ({
  document: { name: `toy-${io.now().epochMilliseconds}.json`, mediaType: 'application/json', bytes },
  layout,
  cursor,
  orders: (body.orders as unknown[]).length,
});

async function* readOrders(call: CallToy, io: Io, orders: readonly KnownOrder[]): AsyncGenerator<Page> {
  for (let from = 0; from < orders.length; from += 50) {
    const numbers = orders.slice(from, from + 50).map((one) => encodeURIComponent(one.number));
    const sent = await call('GET', `/orders/some?numbers=${numbers.join(',')}`);
    if (sent.failed) throw new CallFailed(sent.failed);
    if ((sent.body.orders as unknown[]).length > 0) yield pageOf(sent, io, '');
  }
}

const told: Outcome = { kind: 'done', code: 'notice-done' };

async function tellAll(call: CallToy, notices: readonly Notice[]): Promise<Outcome[]> {
  const trouble = watchTrouble();
  const outcomes: Outcome[] = [];
  for (const notice of notices) {
    const outcome = trouble.next() ?? (await tellOne(call, notice));
    trouble.note(outcome);
    outcomes.push(outcome);
  }
  return outcomes;
}

async function tellOne(call: CallToy, notice: Notice): Promise<Outcome> {
  const { kind, orderNumber: order, schedule, capture, ship } = notice;
  const body = {
    ...(schedule && { day: schedule.shipDate }),
    ...(capture && { amount: capture.amount }),
    ...(ship && {
      parcel: ship.parcel,
      number: ship.trackingNumber,
      day: ship.shipDate,
      carrier: ship.carrierCode,
      items: ship.items.map(({ line, quantity }) => ({ id: line, quantity })),
    }),
  };
  const sent = await call('POST', `/orders/${encodeURIComponent(order)}/${kind}`, body);
  const handle = { kind, id: order, notices: [notice.id] };
  const awaited: Outcome = { kind: 'pending', code: 'notice-taken', handle };
  if (!sent.failed) return kind === 'capture' ? awaited : told;
  if (!sent.answer) return sent.failed;
  const { error } = (sent.answer.json() ?? {}) as { error?: { code?: string; field?: string } };
  const fix = (code: Outcome['code'], args: Record<string, string>): Outcome => ({
    ...sent.failed,
    code,
    args: { order, ...args },
  });
  // Asked for already: not a second time, only its result.
  if (error?.code === 'AlreadyRequested') return awaited;
  if (sent.answer.status === 404) return fix('notice-order-unknown', {});
  if (error?.field === 'carrier') return fix('notice-carrier-refused', { carrier: ship?.carrierCode ?? '－' });
  if (error?.field)
    return fix('told-field-refused', { field: fields[error.field] ?? error.field, reason: error.code ?? '－' });
  return fix('told-refused', { code: error?.code ?? '－', reason: error?.code ?? '－' });
}

const fields: Readonly<Record<string, string>> = { day: '発送予定日', amount: '金額', quantity: '数量' };

type Standing = Record<string, unknown> & { capture?: string; parcels?: { parcel: number; number: string }[] };

async function standing(call: CallToy, numbers: readonly string[]): Promise<Map<string, Standing> | Outcome> {
  const sent = await call('GET', `/orders/some?numbers=${numbers.map(encodeURIComponent).join(',')}`);
  if (sent.failed) return sent.failed;
  return new Map((sent.body.orders as Standing[]).map((one) => [String(one.no), one]));
}

/** Is it there? `undefined` = it is not. */
function booked({ id, kind, orderNumber, schedule, ship }: Notice, order: Standing | undefined): Outcome | undefined {
  if (!order) return undefined;
  const there: Record<NoticeKind, boolean> = {
    acknowledge: order.confirm === 'confirmed',
    schedule: order.scheduled === schedule?.shipDate,
    capture: order.capture === 'taken',
    ship: (order.parcels ?? []).some((one) => one.parcel === ship?.parcel && one.number === ship.trackingNumber),
    complete: order.completed === 'yes',
  };
  if (kind === 'capture' && order.capture === 'requested')
    return { kind: 'pending', code: 'notice-taken', handle: { kind, id: orderNumber, notices: [id] } };
  return there[kind] ? told : undefined;
}

async function pushStock(call: CallToy, items: readonly StockItem[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { item: sku, quantity } of items) {
    if (!Number.isInteger(quantity) || quantity < 0) {
      outcomes.push({ kind: 'fix', code: 'stock-quantity-bad', args: { sku } });
      continue;
    }
    const { failed } = await call('PUT', `/stock/${encodeURIComponent(sku)}`, { quantity });
    if (!failed) outcomes.push({ kind: 'done', code: 'stock-told' });
    else outcomes.push(failed.kind === 'fix' ? { ...failed, code: 'stock-sku-unknown', args: { sku } } : failed);
  }
  return outcomes;
}

async function* listItems(call: CallToy, wanted?: readonly ItemKey[]): AsyncGenerator<ListedItem[]> {
  if (wanted?.length === 0) return;
  const sent = await call('GET', '/stock');
  if (sent.failed) throw new CallFailed(sent.failed);
  const asked = wanted && new Set(wanted.map((one) => one.item));
  const rows = sent.body.stock as { sku: string; quantity: number }[];
  yield rows
    .filter((row) => asked?.has(row.sku) ?? true)
    .map(({ sku, quantity }) => ({ item: sku, option: '', name: '', quantity }));
}

function policy({ order, shipments, today, kinds }: PolicyFacts): Policy {
  if (order.cancelled) return { due: [], problems: [] };
  const lines = order.lines.map(({ no, quantity }) => ({ line: no, quantity }));
  const base = { orderNumber: order.number, ...(order.remote?.id && { keys: { id: order.remote.id } }) };
  const first = kinds.includes('acknowledge') ? ([{ about: theOrder, kind: 'acknowledge' }] as const) : [];
  const isOpen = shipments.some((one) => !['held', 'cancelled', 'returned'].includes(one.state));
  const gone = shipments.filter(
    (one) => (one.state === 'shipped' || one.state === 'closed') && one.waybill && one.shippedOn,
  );
  const isCard = order.payment.method === 'クレジットカード';
  const pays = isCard && gone.length > 0 && kinds.includes('capture');
  const due: (DueNotice | false)[] = [
    { about: theOrder, notice: { ...base, kind: 'acknowledge', acknowledge: { lines } }, content: 'known' },
    isOpen && {
      about: theOrder,
      notice: { ...base, kind: 'schedule', schedule: { lines, shipDate: today } },
      content: order.destinations.map((one) => one.wishedDate),
      after: first,
    },
    pays && {
      about: theOrder,
      notice: { ...base, kind: 'capture', capture: { method: order.payment.method, amount: order.total } },
      content: order.total,
    },
    ...gone.map(
      (one): DueNotice => ({
        about: one.shipment.id,
        notice: {
          ...base,
          kind: 'ship',
          ship: {
            parcel: one.shipment.serial,
            parcels: gone.length,
            items: one.shipment.lines.map(({ no, quantity }) => ({ line: no, quantity })),
            shipDate: one.shippedOn!,
            carrierCode: 'YAMATO',
            carrierName: one.waybill!.carrier,
            shipMethod: '',
            trackingNumber: one.waybill!.number,
            collect: false,
          },
        },
        content: [one.waybill!.number, one.shipment.undone],
        ...(pays && { after: [{ about: theOrder, kind: 'capture' as const }] }),
      }),
    ),
    gone.length > 0 && {
      about: theOrder,
      notice: { ...base, kind: 'complete', complete: { lines } },
      content: 'over',
      after: gone.map((one) => ({ about: one.shipment.id, kind: 'ship' as const })),
    },
  ];
  return { due: due.filter((one) => one !== false), problems: [] };
}
