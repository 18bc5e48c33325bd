import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { amazon } from '../../src/connectors/amazon/index.ts';
import { bundleOrders, undoBundle } from '../../src/flow/desk/bundle.ts';
import { confirmShipped, undoConfirm } from '../../src/flow/desk/confirm.ts';
import { copyOrder, undoCopy } from '../../src/flow/desk/copy.ts';
import { editOrder } from '../../src/flow/desk/edit-order.ts';
import { splitOrder, undoSplit } from '../../src/flow/desk/split.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import { notifyShop } from '../../src/flow/notify/notify-shop.ts';
import { recheckShops } from '../../src/flow/notify/recheck-shops.ts';
import { writeNotices } from '../../src/flow/notify/write-notice-files.ts';
import type { Context } from '../../src/flow/types.ts';
import { type Desk, openDesk, orderNo, pieces, row } from '../support/desk.ts';
import { issuedData, trackingNumber } from '../support/issued-data.ts';
import { type Market, market } from '../support/market.ts';

/*
 * Marks against looks at everything: the same history happens at two desks. One works out what was marked, the other one all orders
 * at each pass. Both must have told and reserved the same, and a look at everything must find nothing that was not marked.
 */

const orders = [1, 2];
const order = fc.constantFrom(...orders);

type Step = (desk: Desk, ctx: Context) => Promise<unknown>;

interface Named {
  readonly name: string;
  readonly step: Step;
}

const named = (name: string, step: Step): Named => ({ name, step });

/** 再発行: the labels are printed again, and B2 gives other numbers. */
async function numberAgain(desk: Desk, ctx: Context, no: number, stem: number): Promise<void> {
  const { shipments } = await issueShipments(ctx, { orders: [orderNo(no)], reissue: { note: '印字がかすれた' } });
  const rows = shipments.map((customerNo, at) => ({ customerNo, number: trackingNumber(1000 + stem * 10 + at) }));
  desk.wait({ seconds: 1 });
  if (rows.length > 0) await desk.take(`again-${stem}-${no}.csv`, issuedData(rows), '');
}

const cancelled = (no: number) =>
  Buffer.from(
    JSON.stringify({
      orders: [
        {
          orderId: orderNo(no),
          createdTime: '2026-11-20T03:00:00Z',
          salesChannel: { channelName: 'AMAZON' },
          fulfillment: { fulfillmentStatus: 'CANCELLED', fulfilledBy: 'MERCHANT' },
          orderItems: [
            { orderItemId: `${no}1`, quantityOrdered: 2, product: { sellerSku: 'SKU-1', title: '緑茶 100g' } },
          ],
        },
      ],
    }),
  );

const steps: fc.Arbitrary<Named> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(named('issue and number', (desk) => desk.issueAndNumber())) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(order, fc.integer({ min: 1, max: 90 }))
      .map(([no, stem]) => named(`number again ${no}`, (desk, ctx) => numberAgain(desk, ctx, no, stem))),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom([1, 2], [2, 1])
      .map(([no, other]) =>
        named(`bundle ${no} ${other}`, (_, ctx) => bundleOrders(ctx, orderNo(no!), [orderNo(other!)])),
      ),
  },
  fc
    .tuple(order, fc.integer({ min: 1, max: 3 }))
    .map(([no, count]) =>
      named(`report ${no} × ${count}`, (desk) => desk.report([row(no, no * 10 + 1, pieces(count))])),
    ),
  order.map((no) => named(`cancel ${no}`, (desk) => desk.take(`cancel-${no}.json`, cancelled(no)))),
  order.map((no) =>
    named(`split ${no}`, (_, ctx) => splitOrder(ctx, orderNo(no), { lines: [{ no: `${no}1`, quantity: 1 }] })),
  ),
  order.map((no) => named(`split back ${no}`, (_, ctx) => undoSplit(ctx, orderNo(no)))),
  order.map((no) => named(`bundle back ${no}`, (_, ctx) => undoBundle(ctx, orderNo(no)))),
  { weight: 2, arbitrary: order.map((no) => named(`copy ${no}`, (_, ctx) => copyOrder(ctx, orderNo(no)))) },
  order.map((no) => named(`copy back ${no}`, (_, ctx) => undoCopy(ctx, `${orderNo(no)}-copy-1`))),
  order.map((no) => named(`confirm ${no}`, (_, ctx) => confirmShipped(ctx, [orderNo(no)]))),
  { weight: 2, arbitrary: order.map((no) => named(`unconfirm ${no}`, (_, ctx) => undoConfirm(ctx, [orderNo(no)]))) },
  order.map((no) =>
    named(`edit ${no}`, (_, ctx) =>
      editOrder(ctx, orderNo(no), {
        edits: [{ name: 'method', text: 'ネコポス', of: undefined }],
        note: '確認',
        actor: 'test',
      }),
    ),
  ),
  fc.constant(
    named('forget', (_, ctx) =>
      ctx.store.forget.orders(
        { before: ctx.now().subtract({ hours: 1 }).toString(), now: ctx.now().toString() },
        () => false,
      ),
    ),
  ),
);

/** What the marketplace answers to the notices of a pass; those without an answer are taken. */
const answers: fc.Arbitrary<Market['script']> = fc.array(
  fc.constantFrom<Market['script'][number]>(
    'done',
    'lost',
    'lost-before',
    { kind: 'retry', code: 'shop-failing' },
    { kind: 'fix', code: 'notice-lines-unknown' },
  ),
  { maxLength: 2 },
);

const history = fc.array(
  fc.record({
    event: steps,
    /** Minutes that go by, and a pass after the step; undefined = none. */
    pass: fc.option(fc.record({ minutes: fc.constantFrom(1, 6, 40), script: answers }), { freq: 5, nil: undefined }),
  }),
  { minLength: 8, maxLength: 24 },
);

/** Everything that marketplaces were told, and what is on its way. */
async function standing(ctx: Context) {
  const shipments = await Promise.all(
    orders
      .flatMap((no) => [orderNo(no), `${orderNo(no)}-copy-1`])
      .map((number) => ctx.store.shipments({ numbers: [number] })),
  );
  const abouts = shipments.flat().map((one) => one.shipment.id);
  const told = (await ctx.store.told(abouts)).map(({ at: _, ...one }) => one);
  const notices = (await ctx.store.notices({ shop: 'amazon' }))
    .filter((one) => one.state !== 'withdrawn')
    .map(({ about, kind, state, contentHash, body }) => JSON.stringify({ about, kind, state, contentHash, body }))
    .sort();
  const states = shipments.flat().map((one) => `${one.shipment.customerNo} ${one.state}`);
  return { told, notices, states };
}

interface Place {
  readonly desk: Desk;
  readonly ctx: Context;
  readonly mall: Market;
}

interface Kind {
  readonly name: string;
  open(): Promise<Place>;
  pass(ctx: Context, all: boolean): Promise<readonly string[]>;
}

const kinds: readonly Kind[] = [
  {
    name: 'by API',
    async open() {
      const desk = await openDesk({ layouts: { read: [], issue: 'b2-csv', notify: '' } });
      const settings = amazon.settings.parse({
        'seller-id': 'A1TEST',
        lwa: {
          'client-id': 'amzn1.application-oa2-client.test',
          'client-secret': { env: 'X' },
          'refresh-token': { env: 'Y' },
        },
      });
      const mall = market();
      const link = { connector: amazon as never, settings, connection: mall.connection };
      return { desk, mall, ctx: { ...desk.ctx, link: (shop: string) => (shop === 'amazon' ? link : undefined) } };
    },
    async pass(ctx, all) {
      const { items } = await notifyShop(ctx, 'amazon', { all });
      return items.filter((one) => one.code === 'order-was-not-marked').map((one) => one.key);
    },
  },
  {
    name: 'by files',
    async open() {
      const desk = await openDesk();
      return { desk, ctx: desk.ctx, mall: market() };
    },
    pass: async (ctx, all) => (await writeNotices(ctx, '', { all })).missed,
  },
];

const opened: Desk[] = [];
afterEach(async () => {
  for (const desk of opened.splice(0)) await desk.close();
});

test.each(kinds)(
  'marks and looks at everything come to the same, $name',
  async ({ open, pass }) => {
    await fc.assert(
      fc.asyncProperty(history, async (events) => {
        const marked = await open();
        const looked = await open();
        const both = [marked, looked];
        opened.push(...both.map((one) => one.desk));
        const passAt = async (minutes: number, script: Market['script'] = []) => {
          for (const { desk, mall } of both) {
            desk.wait({ minutes });
            mall.script = [...script];
          }
          await pass(marked.ctx, false);
          expect(await pass(looked.ctx, true)).toEqual([]);
        };
        for (const { desk } of both) await desk.report(orders.map((no) => row(no, no * 10 + 1, pieces(2))));
        await passAt(0);
        for (const { event, pass: then } of events) {
          for (const { desk, ctx } of both) await event.step(desk, ctx);
          if (!then) continue;
          await passAt(then.minutes, then.script);
          expect(await standing(marked.ctx)).toEqual(await standing(looked.ctx));
        }
        // What a pass did marks orders for the next one; then there is nothing left to do.
        for (let round = 0; round < 8; round++) await passAt(60);
        expect(await standing(marked.ctx)).toEqual(await standing(looked.ctx));
        const filter = { shop: 'amazon', today: '2026-11-21' };
        expect((await marked.ctx.store.unsettledOrders(filter, { limit: 10 })).rows).toEqual([]);
        expect(await recheckShops(marked.ctx)).toMatchObject({ items: [], changed: false });
        for (const desk of opened.splice(0)) await desk.close();
      }),
      { numRuns: 20, endOnFailure: true },
    );
  },
  300_000,
);
