import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NoticeKind } from '../../../src/core/notices.ts';
import { type ConnectorMock, type KindMock, shipNotice } from '../connector-mocks.ts';
import { loadTexts, standard } from '../layouts.ts';
import type { Stand } from '../stand.ts';
import { toy } from './connector.ts';
import { createToy } from './mock.ts';

export { toy } from './connector.ts';
export { createToy } from './mock.ts';

/** The one read layout of the toy marketplace. */
export const toyLayouts = loadTexts(
  { 'read/toy-orders': readFileSync(join(import.meta.dirname, 'layout.yaml'), 'utf8') },
  standard.masters,
).layouts.read;

interface Row {
  readonly no: string;
  readonly method: string;
  readonly shipped: string;
  readonly total: number;
  readonly lines: readonly { id: string; quantity: number }[];
  readonly parcels: readonly { number: string; day: string }[];
}

const rows = async (stand: Stand) => (await stand.holdings('toy')).orders as unknown as Row[];
const open = async (stand: Stand, count: number, method?: string): Promise<Row[]> => {
  const found = (await rows(stand)).filter((one) => one.shipped === 'no' && (!method || one.method === method));
  if (found.length < count) throw new Error('the lab has too few orders');
  return found.slice(0, count);
};
const set = (stand: Stand, order: string, what: string) => stand.control('/systems/toy/set', { order, what });
const booked = (what: NoticeKind) => async (stand: Stand) =>
  (await stand.holdings('toy')).acts!.filter((one) => one.what === what).map((one) => String(one.order));
const linesOf = (row: Row) => row.lines.map(({ id, quantity }) => ({ line: id, quantity }));

const acknowledge: KindMock<'acknowledge'> = {
  operation: 'acknowledge',
  notices: async (stand, count) =>
    (await open(stand, count)).map((row) => ({
      id: `a-${row.no}`,
      kind: 'acknowledge',
      orderNumber: row.no,
      acknowledge: { lines: linesOf(row) },
    })),
  booked: booked('acknowledge'),
};
const scheduleOf = (row: Row) => ({
  id: `s-${row.no}`,
  kind: 'schedule' as const,
  orderNumber: row.no,
  schedule: { lines: linesOf(row), shipDate: '2026-11-24' },
});
const schedule: KindMock<'schedule'> = {
  operation: 'schedule',
  async notices(stand, count) {
    const found = await open(stand, count);
    for (const { no } of found) await set(stand, no, 'acknowledged');
    return found.map(scheduleOf);
  },
  booked: booked('schedule'),
  refused: (notice) => ({
    notice: { ...notice, schedule: { ...notice.schedule, shipDate: '24/11/2026' } },
    word: '発送予定日',
  }),
  tooEarly: async (stand) => scheduleOf((await open(stand, 1))[0]!),
};
const capture: KindMock<'capture'> = {
  operation: 'capture',
  notices: async (stand, count) =>
    (await open(stand, count, 'クレジットカード')).map((row) => ({
      id: `c-${row.no}`,
      kind: 'capture',
      orderNumber: row.no,
      capture: { method: row.method, amount: row.total },
    })),
  booked: booked('capture'),
  refused: (notice) => ({ notice: { ...notice, capture: { ...notice.capture, amount: 1 } }, word: '金額' }),
  async finish(stand) {
    stand.turn(600_000);
  },
};
const completeOf = (row: Row) => ({
  id: `e-${row.no}`,
  kind: 'complete' as const,
  orderNumber: row.no,
  complete: { lines: linesOf(row) },
});
const complete: KindMock<'complete'> = {
  operation: 'complete',
  async notices(stand, count) {
    const found = await open(stand, count);
    for (const { no } of found) await set(stand, no, 'shipped');
    return found.map(completeOf);
  },
  booked: booked('complete'),
  tooEarly: async (stand) => completeOf((await open(stand, 1))[0]!),
};

export const toyMock: ConnectorMock = {
  connector: toy,
  lab: [createToy],
  layouts: toyLayouts,
  secrets: () => ({ TOY_KEY: 'toy-secret-key-0001' }),
  settings: (_stand, more) => ({
    key: { env: 'TOY_KEY' },
    ...(more?.pageSize !== undefined && { 'page-size': more.pageSize }),
  }),
  pull: {
    operation: 'listOrders',
    unknown: 'T-99999',
    async touch(stand) {
      const [row] = await open(stand, 1);
      await stand.control('/systems/toy/touch', { order: row!.no });
      return row!.no;
    },
    expected: async (stand) => (await rows(stand)).filter((one) => one.shipped === 'no').map((one) => one.no),
  },
  ship: {
    operation: 'ship',
    notices: async (stand, count) =>
      (await open(stand, count, '銀行振込')).map((row, index) =>
        shipNotice(
          { orderId: row.no, lines: row.lines.map(({ id, quantity }) => ({ orderItemId: id, quantity })) },
          String(400000000000 + index),
        ),
      ),
    refused: (notice) => ({ notice: { ...notice, ship: { ...notice.ship, carrierCode: 'PIGEON' } }, word: 'PIGEON' }),
    parcels: async (stand) =>
      (await rows(stand))
        .filter((one) => one.no !== 'T-00091')
        .flatMap((one) => one.parcels.map(({ number, day }) => ({ order: one.no, number, day }))),
  },
  kinds: { acknowledge, schedule, capture, complete },
  stock: {
    operation: 'setStock',
    lists: 'listStock',
    good: { item: 'TOY-1', option: '', quantity: 7 },
    unknown: { item: 'TOY-9', option: '', quantity: 1 },
  },
};
