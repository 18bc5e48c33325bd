import { iso } from '../../../mocks/clock.ts';
import type { SystemTools } from '../../../mocks/lab.ts';
import { makePerson } from '../../../mocks/people.ts';
import { type Answer, type Call, LabRefused, type MockSystem, type Operation } from '../../../mocks/system.ts';

/*
 * A marketplace that wants notices of every kind, made up for tests: 確認 → 発送予定日 → 決済依頼 (asynchronous, ten minutes) → 出荷実績 →
 * 取引完了. It refuses what comes out of turn and remembers everything that took effect.
 */

export interface ToyOrder {
  readonly no: string;
  readonly createdAt: number;
  updatedAt: number;
  readonly name: string;
  readonly building: string;
  readonly place: { postalCode: string; prefecture: string; city: string; street: string };
  readonly phone: string;
  readonly method: 'card' | 'transfer';
  paid: boolean;
  cancelled: boolean;
  readonly lines: readonly { id: string; sku: string; quantity: number; price: number }[];
  acknowledged: boolean;
  scheduled: string;
  capture: 'none' | 'requested' | 'taken';
  captureAt: number;
  parcels: { parcel: number; number: string; day: string }[];
  completed: boolean;
}

/** One thing that took effect. */
export interface ToyAct {
  readonly at: number;
  readonly order: string;
  readonly what: string;
}

const key = 'toy-secret-key-0001';
const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
const no = (status: number, code: string, message: string, field = ''): Answer =>
  json(status, { error: { code, message, field } });
const total = (order: ToyOrder) => order.lines.reduce((sum, line) => sum + line.price * line.quantity, 0);

export function createToy({ clock, random }: SystemTools): MockSystem {
  let orders = new Map<string, ToyOrder>();
  let acts: ToyAct[] = [];
  let stock = new Map<string, number>();

  const make = (index: number, ago: number, wish: Partial<ToyOrder> = {}): void => {
    const person = makePerson(random());
    const { postalCode, prefecture, city, town } = person.place;
    const at = clock.now() - ago * 60_000;
    const order: ToyOrder = {
      no: `T-${String(index).padStart(5, '0')}`,
      createdAt: at,
      updatedAt: at,
      name: person.name,
      building: person.building,
      place: { postalCode, prefecture, city, street: `${town}${person.street}` },
      phone: person.phone,
      method: index % 2 === 0 ? 'transfer' : 'card',
      paid: true,
      cancelled: false,
      lines: [{ id: `${index}-1`, sku: 'TOY-1', quantity: 1 + (index % 3), price: 500 }],
      acknowledged: false,
      scheduled: '',
      capture: 'none',
      captureAt: 0,
      parcels: [],
      completed: false,
      ...wish,
    };
    orders.set(order.no, order);
  };

  const act = (order: ToyOrder, what: string, now: number): void => {
    acts.push({ at: now, order: order.no, what });
    order.updatedAt = now;
  };

  const shown = (order: ToyOrder) => ({
    no: order.no,
    id: `id-${order.no}`,
    ordered_at: iso(order.createdAt),
    name: order.name,
    ...order.place,
    building: order.building,
    phone: order.phone,
    method: order.method === 'card' ? 'クレジットカード' : '銀行振込',
    paid: order.paid ? 'yes' : 'no',
    cancelled: order.cancelled ? 'yes' : 'no',
    total: total(order),
    confirm: order.acknowledged ? 'confirmed' : 'new',
    scheduled: order.scheduled,
    capture: order.capture,
    parcels: order.parcels,
    shipped: order.parcels.length > 0 ? 'yes' : 'no',
    completed: order.completed ? 'yes' : 'no',
    items: order.lines,
  });

  /** What a notice does, by kind: an answer that refuses it, or nothing. */
  const tell: Record<string, (order: ToyOrder, body: Record<string, unknown>, now: number) => Answer | undefined> = {
    acknowledge(order, _body, now) {
      if (!order.acknowledged) act(order, 'acknowledge', now);
      order.acknowledged = true;
      return undefined;
    },
    schedule(order, { day }, now) {
      if (!order.acknowledged) return no(409, 'NotConfirmed', 'confirm the order first');
      if (typeof day !== 'string' || !/^20\d\d-\d\d-\d\d$/.test(day)) return no(422, 'BadDay', 'no such day', 'day');
      if (order.scheduled !== day) act(order, 'schedule', now);
      order.scheduled = day;
      return undefined;
    },
    capture(order, { amount }, now) {
      if (order.method !== 'card') return no(409, 'NotCard', 'nothing to capture');
      if (amount !== total(order)) return no(422, 'BadAmount', 'another total', 'amount');
      if (order.capture !== 'none') return no(409, 'AlreadyRequested', 'asked for already');
      act(order, 'capture', now);
      order.capture = 'requested';
      order.captureAt = now + 600_000;
      return undefined;
    },
    ship(order, body, now) {
      if (order.cancelled) return no(409, 'Cancelled', 'the order is cancelled');
      if (order.method === 'card' && order.capture !== 'taken') return no(409, 'NotPaid', 'capture first');
      if (body.carrier !== 'YAMATO') return no(422, 'BadCarrier', 'unknown carrier', 'carrier');
      const items = body.items as { id: string; quantity: number }[];
      const over = items.find(
        (one) => !order.lines.some((line) => line.id === one.id && line.quantity >= one.quantity),
      );
      if (over) return no(422, 'BadQuantity', over.id, 'quantity');
      const parcel = { parcel: Number(body.parcel), number: String(body.number), day: String(body.day) };
      const before = order.parcels.find((one) => one.parcel === parcel.parcel);
      if (JSON.stringify(before) !== JSON.stringify(parcel)) act(order, 'ship', now);
      order.parcels = [...order.parcels.filter((one) => one !== before), parcel];
      return undefined;
    },
    complete(order, _body, now) {
      if (order.parcels.length === 0) return no(409, 'NotShipped', 'ship the goods first');
      if (!order.completed) act(order, 'complete', now);
      order.completed = true;
      return undefined;
    },
  };

  const guarded = (
    name: string,
    method: Operation['method'],
    path: string,
    handle: (call: Call) => Answer,
  ): Operation => ({
    name,
    method,
    path,
    handle: (call) => (call.headers['x-toy-key'] === key ? handle(call) : no(401, 'BadKey', 'who are you?')),
  });

  return {
    name: 'toy',
    title: '試験モール',
    operations: [
      guarded('ping', 'get', '/ping', () => json(200, { ok: true })),
      guarded('listOrders', 'get', '/orders', ({ query }) => {
        const since = Number(query.get('since') ?? 0);
        const after = query.get('after') ?? '';
        const size = Number(query.get('size') ?? 100);
        const found = [...orders.values()]
          .filter((one) => one.updatedAt > since || (one.updatedAt === since && one.no > after))
          .filter((one) => query.get('open') === null || one.parcels.length === 0)
          .toSorted((a, b) => a.updatedAt - b.updatedAt || a.no.localeCompare(b.no));
        const page = found.slice(0, size);
        const last = page.at(-1);
        return json(200, {
          orders: page.map(shown),
          next: last ? { since: last.updatedAt, after: last.no } : null,
          more: found.length > size,
        });
      }),
      guarded('readOrders', 'get', '/orders/some', ({ query }) => {
        const wanted = (query.get('numbers') ?? '').split(',');
        return json(200, { orders: wanted.flatMap((number) => orders.get(number) ?? []).map(shown) });
      }),
      ...Object.entries(tell).map(([kind, change]) =>
        guarded(kind, 'post', `/orders/:no/${kind}`, ({ params, body, now }) => {
          const order = orders.get(decodeURIComponent(params.no ?? ''));
          if (!order) return no(404, 'NotFound', 'no such order');
          return change(order, JSON.parse(body.toString()) as Record<string, unknown>, now) ?? json(200, { ok: true });
        }),
      ),
      guarded('listStock', 'get', '/stock', () =>
        json(200, { ok: true, stock: [...stock].map(([sku, quantity]) => ({ sku, quantity })) }),
      ),
      guarded('setStock', 'put', '/stock/:sku', ({ params, body }) => {
        if (!stock.has(params.sku ?? '')) return no(404, 'NotFound', 'no such item');
        stock.set(params.sku!, Number((JSON.parse(body.toString()) as { quantity: number }).quantity));
        return json(200, { ok: true });
      }),
    ],
    changes: {
      touch: {
        title: '注文が変わる / An order changes',
        args: { order: 'T-00001' },
        run: ({ order }) => {
          const found = orders.get(order ?? '');
          if (!found) throw new LabRefused('unknown order');
          found.updatedAt = clock.now();
          return { order };
        },
      },
      set: {
        title: '注文の状態を変える / The state of an order is set',
        args: { order: 'T-00001', what: 'acknowledged' },
        run: ({ order, what }) => {
          const found = orders.get(order ?? '');
          if (!found) throw new LabRefused('unknown order');
          if (what === 'acknowledged') found.acknowledged = true;
          else if (what === 'shipped') found.parcels = [{ parcel: 9, number: '1', day: '2026-11-20' }];
          else if (what === 'paid') found.paid = true;
          else if (what === 'cancelled') found.cancelled = true;
          else throw new LabRefused('unknown state');
          found.updatedAt = clock.now();
          return { order, what };
        },
      },
    },
    unknown: () => no(404, 'NotFound', 'unknown route'),
    refuse(what) {
      if (what === 'too-many') return json(429, { error: { code: 'Slow' } }, { 'retry-after': '3' });
      if (what === 'maintenance')
        return { status: 503, headers: { 'content-type': 'text/html' }, body: '<h1>メンテナンス</h1>' };
      if (what === 'expired-token') return no(401, 'BadKey', 'who are you?');
      return json(what === 'unavailable' ? 503 : 500, { error: { code: 'Oops', message: '見本 太郎 100-0005' } });
    },
    repeat: (answer) => answer,
    reset() {
      orders = new Map();
      acts = [];
      stock = new Map([
        ['TOY-1', 5],
        ['TOY-2', 9],
      ]);
    },
    seed(what) {
      if (what === 'empty') return;
      const count = typeof what === 'object' ? what.orders : 12;
      for (let index = 1; index <= count; index++) make(index, 600 - index);
      if (typeof what === 'object') return;
      make(91, 30, { parcels: [{ parcel: 1, number: '400000000003', day: '2026-11-20' }] });
      make(92, 20, { paid: false, method: 'transfer' });
      if (what === 'nasty') {
        const place = { postalCode: '100-0005', prefecture: '東京都', city: '千代田区', street: '丸の内9-9-9' };
        make(93, 10, { name: '髙橋〜試験〜 﨑', building: '𠮷野家ビル', place });
      }
    },
    settle(now) {
      for (const order of orders.values())
        if (order.capture === 'requested' && order.captureAt <= now) order.capture = 'taken';
    },
    holdings: () => ({
      orders: [...orders.values()].map((order) => ({ ...shown(order), lines: order.lines, paid: order.paid })),
      acts: acts.map((one) => ({ ...one })),
      stock: [...stock].map(([sku, quantity]) => ({ sku, quantity })),
    }),
    address: (base) => ({ api: base, credentials: { key } }),
  };
}
