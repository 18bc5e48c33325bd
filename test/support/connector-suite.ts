import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  CallFailed,
  type Connection,
  type ItemKey,
  type NoticeOf,
  type Outcome,
  type Page,
} from '../../src/connectors/contract.ts';
import type { NoticeKind } from '../../src/core/notices.ts';
import type { Order } from '../../src/core/order.ts';
import { say } from '../../src/core/sentences/index.ts';
import { openDocument } from '../../src/layout/document.ts';
import { readTable } from '../../src/layout/read.ts';
import { openTable } from '../../src/layout/rows/open.ts';
import {
  alone,
  type ConnectorMock,
  type KindMock,
  known,
  open,
  type PullMock,
  type ShipMock,
  type StockMock,
} from './connector-mocks.ts';
import { standard } from './layouts.ts';
import { noticeClauses } from './notice-clauses.ts';
import { policyClauses } from './policy-clauses.ts';
import { type Stand, startStand } from './stand.ts';

const limits = { fileBytes: 50e6, unpackedBytes: 200e6, ratio: 200, lineBytes: 1e6 };
const from = '2026-11-01T00:00:00Z';

async function take(connection: Connection, cursor = '', most = Number.POSITIVE_INFINITY): Promise<Page[]> {
  const pages: Page[] = [];
  for await (const page of connection.pullOrders!({ cursor, from })) {
    pages.push(page);
    if (pages.length >= most) break;
  }
  return pages;
}

export async function ordersIn(
  pages: readonly Page[],
  { layouts, pull }: Pick<ConnectorMock, 'layouts' | 'pull'>,
): Promise<Order[]> {
  const orders: Order[] = [];
  for (const page of pages) {
    const layout = layouts?.get(page.layout) ?? standard.layouts.read.get(page.layout)!;
    const opened = await openDocument(
      (form) => openTable(page.document.bytes, page.document.name, form, limits),
      [layout],
    );
    if ('problem' in opened) throw new Error(opened.problem.code);
    const read = readTable(opened, { masters: standard.masters, today: '2026-11-21' });
    const byRule = read.problems.filter((one) => pull?.refusals?.includes(one.code)).map((one) => one.order);
    expect(read.refusedOrders.filter((number) => !byRule.includes(number))).toEqual([]);
    orders.push(...read.orders.map((one) => one.order));
  }
  return orders;
}

const failure = async (work: Promise<unknown>): Promise<Outcome> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CallFailed)) throw new Error(`expected CallFailed, got ${String(error)}`);
  return error.outcome;
};
const kinds = (outcomes: readonly Outcome[]) => outcomes.map((one) => one.kind);

/**
 * Every clause of the contract, tried on one connector against its mock in the lab. It names no system: what it must know of one stands
 * in its `ConnectorMock`.
 */
export function keepsTheContract(system: string, mock: ConnectorMock): void {
  let stand: Stand;
  const start = () => startStand('small', undefined, mock.lab);
  beforeEach(async () => {
    stand = await start();
  });
  afterEach(() => stand.close());
  const numbersIn = async (pages: readonly Page[]) => (await ordersIn(pages, mock)).map((order) => order.number);
  const ship = (connection: Connection, notices: readonly NoticeOf<'ship'>[]) => connection.tell!.ship!(notices);
  /** Everything that the connector can be asked, as outcomes. */
  const askAll = async (connection: Connection, given?: readonly NoticeOf<'ship'>[]): Promise<Outcome[]> => {
    const outcomes: Outcome[] = [await connection.probe()];
    if (mock.pull)
      outcomes.push(
        ...(await take(connection).then(
          () => [],
          (error: CallFailed) => [error.outcome],
        )),
      );
    const notices = given ?? (await mock.ship?.notices(stand, 2)) ?? [];
    if (mock.ship) outcomes.push(...(await ship(connection, notices)));
    if (mock.stock) outcomes.push(...(await connection.pushStock!([mock.stock.good], alone)));
    return outcomes;
  };

  test('what it can do is what its mock can try', () => {
    const connection = open(mock, stand);
    expect(Object.keys(connection.tell ?? {}).toSorted()).toEqual(
      [...(mock.ship ? ['ship'] : []), ...Object.keys(mock.kinds ?? {})].toSorted(),
    );
    const { pullOrders, tell, pushStock, listItems } = connection;
    expect([!!pullOrders, !!tell?.ship, !!pushStock, !!listItems]).toEqual([
      !!mock.pull,
      !!mock.ship,
      !!mock.stock,
      !!mock.stock?.lists,
    ]);
  });

  test('opening touches no network', async () => {
    open(mock, stand);
    expect(await stand.requests()).toEqual([]);
  });

  test('the probe says that the shop can be reached', async () => {
    expect(await open(mock, stand).probe()).toMatchObject({ kind: 'done', code: 'shop-reachable' });
  });

  if (mock.pull) pullClauses(mock.pull);
  if (mock.ship) shipClauses(mock.ship);
  if (mock.stock) stockClauses(mock.stock);
  for (const [kind, kindMock] of Object.entries(mock.kinds ?? {}))
    noticeClauses(kind as NoticeKind, kindMock as KindMock<NoticeKind>, mock, {
      system,
      stand: () => stand,
      restart: async () => {
        stand = await start();
      },
    });
  if (mock.connector.policy && mock.pull)
    policyClauses(
      mock,
      () => stand,
      async () => ordersIn(await take(open(mock, stand)), mock),
    );

  describe('keys', () => {
    test('wrong credentials stop the shop, whatever is asked', async () => {
      const wrong = Object.fromEntries(Object.keys(mock.secrets(stand)).map((name) => [name, 'wrong-secret-value']));
      const outcomes = await askAll(stand.open(mock.connector, mock.settings(stand), wrong));
      expect(outcomes.length).toBeGreaterThan(0);
      expect([...new Set(kinds(outcomes))]).toEqual(['halt']);
      if (mock.ship) expect(await mock.ship.parcels(stand)).toEqual([]);
    });

    test('a secret that is not there stops the shop and is named', async () => {
      const connection = stand.open(mock.connector, mock.settings(stand), {});
      expect(await connection.probe()).toMatchObject({ kind: 'halt', code: 'secret-missing' });
      expect(await stand.requests()).toEqual([]);
    });

    if (mock.token && mock.ship) {
      const { ship: shipping, token } = mock;
      test('an expired token is renewed by itself, once', async () => {
        const notices = await shipping.notices(stand, 2);
        const connection = open(mock, stand);
        await stand.fault(system, shipping.operation, 'expired-token');
        expect(kinds(await ship(connection, notices))).toEqual(['done', 'done']);
        await stand.fault(system, shipping.operation, 'expired-token', { count: 2 });
        expect(kinds(await ship(connection, [notices[0]!]))).toEqual(['halt']);
      });

      test('a token service that is down is to be tried again', async () => {
        await stand.fault(system, token, 'unavailable');
        expect(await open(mock, stand).probe()).toMatchObject({ kind: 'retry' });
      });
    }
  });

  test('no secret and no personal data in any outcome, whatever goes wrong', async () => {
    await stand.control('/reset', { seed: 'nasty' });
    const said: Outcome[] = [];
    const notices = (await mock.ship?.notices(stand, 2)) ?? [];
    const operations = [mock.token, mock.pull?.operation, mock.ship?.operation, mock.stock?.operation];
    for (const kind of [
      'too-many',
      'server-error',
      'maintenance',
      'reset',
      'lost',
      'truncated',
      'garbage',
      'wrong-type',
      'expired-token',
    ]) {
      for (const operation of operations) {
        if (operation === undefined) continue;
        await stand.control('/faults/clear', {});
        await stand.fault(system, operation, kind, { count: 2 });
        said.push(...(await askAll(open(mock, stand), notices)));
        for (const one of (await open(mock, stand).look?.(notices)) ?? []) if (one) said.push(one);
      }
    }
    const text = JSON.stringify(said);
    expect(said.some((one) => one.evidence !== undefined)).toBe(true);
    for (const secret of Object.values(mock.secrets(stand))) expect(text).not.toContain(secret);
    for (const personal of [
      /Atza\|lab/,
      /髙橋/,
      /見本/,
      /𠮷野家/,
      /丸の内/,
      /090-0000/,
      /marketplace\.example/,
      /100-?0005/,
    ])
      expect(text).not.toMatch(personal);
  });

  function pullClauses(pull: PullMock): void {
    describe('pulling', () => {
      test.each([1, 3, 100])('gives every order that is the shop’s, with pages of %i', async (pageSize) => {
        const pages = await take(open(mock, stand, { pageSize }));
        expect((await numbersIn(pages)).sort()).toEqual((await pull.expected(stand)).sort());
        expect(pages.every((page) => page.orders > 0)).toBe(true);
      });

      test('goes on after a kill at any page without a gap', async () => {
        const all = (await pull.expected(stand)).sort();
        for (let kill = 1; kill <= 4; kill++) {
          const before = await take(open(mock, stand, { pageSize: 3 }), '', kill);
          const after = await take(open(mock, stand, { pageSize: 3 }), before.at(-1)!.cursor);
          const both = await numbersIn([...before, ...after]);
          expect([...new Set(both)].sort()).toEqual(all);
        }
      });

      test('goes on even a week later, when the page is long gone at the other side', async () => {
        const all = await pull.expected(stand);
        const [first] = await take(open(mock, stand, { pageSize: 3 }), '', 1);
        stand.turn(7 * 86_400_000);
        const after = await take(open(mock, stand, { pageSize: 3 }), first!.cursor);
        // What the other side itself ended in that week (unpaid orders) cannot be pulled.
        const left = new Set(await pull.expected(stand));
        const there = all.filter((number) => left.has(number));
        expect(there.length).toBeGreaterThan(3);
        const seen = new Set(await numbersIn([first!, ...after]));
        expect(there.filter((number) => !seen.has(number))).toEqual([]);
      });

      test('gives what changed since, also what changed while pages were being read', async () => {
        const connection = open(mock, stand, { pageSize: 3 });
        let number = '';
        const pages: Page[] = [];
        for await (const page of connection.pullOrders!({ cursor: '', from })) {
          if (pages.length === 1) number = await pull.touch(stand);
          pages.push(page);
        }
        stand.turn(10 * 60_000);
        const next = await take(connection, pages.at(-1)!.cursor);
        // With a later page of the same search already, or with the next search.
        expect(await numbersIn([...pages.slice(2), ...next])).toContain(number);
      });

      test('gives nothing, not an empty page, when nothing changed', async () => {
        const pages = await take(open(mock, stand));
        stand.turn(3600_000);
        const again = await take(open(mock, stand), pages.at(-1)!.cursor);
        stand.turn(3600_000);
        expect(await take(open(mock, stand), again.at(-1)?.cursor ?? pages.at(-1)!.cursor)).toEqual([]);
      });

      test('brings every text over as it is, 〜 髙 𠮷 too', async () => {
        await stand.control('/reset', { seed: 'nasty' });
        const orders = await ordersIn(await take(open(mock, stand)), mock);
        const names = orders.flatMap((order) => order.destinations.map((one) => one.consignee.name)).join('|');
        expect(names).toContain('髙橋〜試験〜 﨑');
        expect(
          orders.flatMap((order) => order.destinations.map((one) => one.consignee.address.building)).join('|'),
        ).toContain('𠮷野家');
      });

      test('reads single orders again in the same layout, and leaves out what is not known', async () => {
        const numbers = (await pull.expected(stand)).slice(0, 2);
        const pages: Page[] = [];
        for await (const page of open(mock, stand).readOrders!([...numbers, pull.unknown].map(known))) pages.push(page);
        expect(await numbersIn(pages)).toEqual(numbers);
      });

      test.each([
        ['too-many', 'retry'],
        ['server-error', 'retry'],
        ['unavailable', 'retry'],
        ['maintenance', 'retry'],
        ['reset', 'retry'],
        ['lost', 'retry'],
        ['truncated', 'retry'],
        ['garbage', 'retry'],
        ['wrong-type', 'retry'],
      ])('a pull that meets %s is to be tried again, and then gives everything', async (kind, expected) => {
        await stand.fault(system, pull.operation, kind);
        const connection = open(mock, stand);
        expect((await failure(take(connection))).kind).toBe(expected);
        expect((await numbersIn(await take(connection))).sort()).toEqual((await pull.expected(stand)).sort());
      });
    });
  }

  function shipClauses(shipping: ShipMock): void {
    describe('telling', () => {
      test('answers one outcome per notice, in order; the bad ones do not stop the good ones', async () => {
        const [a, b, c] = await shipping.notices(stand, 3);
        const { notice: wrong } = shipping.refused(c!);
        const nobodys = shipping.unknown?.(b!) ?? { ...b!, orderNumber: mock.pull?.unknown ?? 'UNKNOWN-1' };
        const outcomes = await ship(open(mock, stand), [a!, { ...nobodys, id: 'unknown' }, wrong, b!]);
        expect(kinds(outcomes)).toEqual(['done', 'fix', 'fix', 'done']);
        expect((await shipping.parcels(stand)).map((one) => one.order).sort()).toEqual(
          [a!.orderNumber, b!.orderNumber].sort(),
        );
      });

      test('the same twice is done twice, and one parcel', async () => {
        const notices = await shipping.notices(stand, 2);
        expect(kinds(await ship(open(mock, stand), notices))).toEqual(['done', 'done']);
        stand.turn(600_000);
        expect(kinds(await ship(open(mock, stand), notices))).toEqual(['done', 'done']);
        expect(await shipping.parcels(stand)).toHaveLength(2);
      });

      test.each(['lost', 'truncated', 'garbage', 'server-error'])(
        'an answer that is %s is unsure or done, never a second parcel',
        async (kind) => {
          const [notice] = await shipping.notices(stand, 1);
          await stand.fault(system, shipping.operation, kind);
          const connection = open(mock, stand);
          const [outcome] = await ship(connection, [notice!]);
          expect(outcome!.kind).toMatch(kind === 'truncated' ? /unsure|done/ : /unsure/);
          const [found] = await connection.look!([notice!]);
          const booked = await shipping.parcels(stand);
          expect(found?.kind).toBe(booked.length === 1 ? 'done' : undefined);
        },
      );

      test('a cut connection before anything happened is unsure, and looking does not find it', async () => {
        const [notice] = await shipping.notices(stand, 1);
        await stand.fault(system, shipping.operation, 'reset');
        const connection = open(mock, stand);
        expect(kinds(await ship(connection, [notice!]))).toEqual(['unsure']);
        expect(await connection.look!([notice!])).toEqual([undefined]);
      });

      test('too many calls and maintenance are to be tried again, with a delay where one is known; nothing was told', async () => {
        const notices = await shipping.notices(stand, 2);
        await stand.fault(system, shipping.operation, 'too-many');
        const outcomes = await ship(open(mock, stand), notices);
        expect(outcomes[0]).toMatchObject({ kind: 'retry', code: 'shop-busy' });
        expect(outcomes[0]!.afterMs).toBeGreaterThan(0);
        const told = outcomes.filter((one) => one.kind === 'done').length;
        expect(kinds(outcomes.slice(1))).toEqual([told === 1 ? 'done' : 'retry']);
        await stand.fault(system, shipping.operation, 'maintenance');
        expect(kinds(await ship(open(mock, stand), [notices[0]!]))).toEqual(['retry']);
        expect(await shipping.parcels(stand)).toHaveLength(told);
      });

      test('a look that fails leaves the doubt: nothing is told again because of it', async () => {
        const notices = await shipping.notices(stand, 2);
        const wrong = Object.fromEntries(Object.keys(mock.secrets(stand)).map((name) => [name, 'wrong-secret-value']));
        const refused = stand.open(mock.connector, mock.settings(stand), wrong);
        expect((await refused.look!(notices)).map((one) => one?.kind)).toEqual(['unsure', 'unsure']);
        const connection = open(mock, stand);
        await stand.control('/faults', { system, operation: '*', kind: 'unavailable', count: 100 });
        expect((await connection.look!(notices)).map((one) => one?.kind)).toEqual(['unsure', 'unsure']);
      });

      test('a refused field is for the operator, and named', async () => {
        const [notice] = await shipping.notices(stand, 1);
        const wrong = shipping.refused(notice!);
        const [outcome] = await ship(open(mock, stand), [wrong.notice]);
        expect(outcome!.kind).toBe('fix');
        expect(say(outcome!.code, outcome!.args).sentence).toContain(wrong.word);
      });

      test('a server that cannot be reached at all is to be tried again: nothing was sent', async () => {
        const notices = await shipping.notices(stand, 2);
        const connection = open(mock, stand);
        await stand.close();
        await sleep(50); // kept connections notice that they were closed
        expect(kinds(await ship(connection, notices))).toEqual(['retry', 'retry']);
        stand = await start();
      });

      test('at 23:59 in Japan the day of shipping is that day', async () => {
        stand.setClock('2026-11-21T14:59:30Z');
        const notices = await shipping.notices(stand, 2);
        expect(kinds(await ship(open(mock, stand), notices))).toEqual(['done', 'done']);
        stand.setClock('2026-11-21T15:00:30Z');
        const [late] = (await shipping.notices(stand, 1)).map((one) => ({
          ...one,
          ship: { ...one.ship!, shipDate: '2026-11-22' },
        }));
        expect(kinds(await ship(open(mock, stand), [late!]))).toEqual(['done']);
        expect((await shipping.parcels(stand)).map((one) => one.day).sort()).toEqual([
          '2026-11-21',
          '2026-11-21',
          '2026-11-22',
        ]);
      });

      test('no notices, no calls', async () => {
        expect(await ship(open(mock, stand), [])).toEqual([]);
        expect(await stand.requests()).toEqual([]);
      });
    });
  }

  function stockClauses(goods: StockMock): void {
    describe('stock', () => {
      test('gives one outcome per item, in order', async () => {
        const { good, unknown } = goods;
        const outcomes = await open(mock, stand).pushStock!([unknown, good, { ...good, quantity: -1 }], alone);
        expect(kinds(outcomes)).toEqual(['fix', 'done', 'fix']);
      });

      test('too many calls are to be tried again; twice the same is done twice', async () => {
        const { good } = goods;
        await stand.fault(system, goods.operation, 'too-many');
        const connection = open(mock, stand);
        expect(kinds(await connection.pushStock!([good], alone))).toEqual(['retry']);
        expect(kinds(await connection.pushStock!([good, good], alone))).toEqual(['done', 'done']);
      });

      const { lists } = goods;
      if (lists === undefined) return;

      const named = async (wanted?: readonly ItemKey[]) => {
        const pages = await Array.fromAsync(open(mock, stand).listItems!(wanted));
        return pages.flat();
      };
      const isGood = ({ item, option }: ItemKey) => item === goods.good.item && option === goods.good.option;

      test('lists what is for sale, each once, with the figure that it was told', async () => {
        await open(mock, stand).pushStock!([goods.good], alone);
        // What was accepted may be seen minutes later.
        stand.turn(20 * 60_000);
        const all = await named();
        expect(new Set(all.map((one) => `${one.item}\u0000${one.option}`)).size).toBe(all.length);
        expect(all.length).toBeGreaterThan(1);
        expect(all.filter(isGood).map((one) => one.quantity)).toEqual([goods.good.quantity]);
      });

      test('lists no more than what is asked for, and leaves out what it does not know', async () => {
        await open(mock, stand).pushStock!([goods.good], alone);
        // What was accepted may be seen minutes later.
        stand.turn(20 * 60_000);
        const some = (await named([goods.unknown, goods.good])).filter(
          (one) => one.item !== goods.good.item || isGood(one),
        );
        expect(some.map(({ item, quantity }) => [item, quantity])).toEqual([[goods.good.item, goods.good.quantity]]);
        expect(await named([])).toEqual([]);
      });

      test('a list that cannot be read is trouble, not an empty one', async () => {
        await stand.fault(system, lists, 'too-many');
        const error = await named([goods.good]).then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        expect(error).toBeInstanceOf(CallFailed);
        expect((error as CallFailed).outcome.kind).toBe('retry');
      });
    });
  }
}
