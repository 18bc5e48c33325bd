import { noArrangement } from '../../src/core/arrangement.ts';
import { sha256 } from '../../src/core/ids.ts';
import type { NoticeKind } from '../../src/core/notices.ts';
import type { ShipmentState } from '../../src/core/shipment.ts';
import type { Context } from '../../src/flow/types.ts';
import type { NoticeState, ShipmentChange, StoredNotice, Writes } from '../../src/store/types.ts';
import { closedOrder, shipmentOf, shop } from '../history/orders.ts';

/*
 * What a busy day leaves open upon a long history: held, ready and issued orders, tags, notices on their way and failed, hand-overs, runs,
 * files, mails. Each page of the console has something to show.
 */

export const tag = '贈り物';
export const holdCode = 'postal-mismatch';

const openOrders = 3000;
const holds = [holdCode, 'char-dependent', 'wished-date-past', 'cancel-requested'] as const;
const stateOf = (at: number): ShipmentState => (at % 2 === 0 ? 'held' : at % 4 === 1 ? 'ready' : 'backordered');

/** Orders of the last weeks, behind the numbers of the history. Gives the number of one that is held. */
export async function addBusyDay(ctx: Context, size: number): Promise<void> {
  const orders = Array.from({ length: openOrders }, (_, at) => ({
    ...closedOrder(size + at, size),
    ...(at % 3 === 0 && { arrangement: { ...noArrangement, tags: [tag] } }),
  }));
  await ctx.store.write(async (tx) => {
    await tx.saveOrders(orders);
    await tx.saveShipments(
      orders.map((order, at): ShipmentChange => {
        const state = stateOf(at);
        const code = holds[at % holds.length]!;
        const hold = {
          code,
          clearedBy: 'operator',
          origin: 'rules',
          fingerprint: 'x',
          args: {},
          cleared: null,
        } as const;
        return {
          shipment: shipmentOf(order),
          state,
          version: 0,
          holds: state === 'held' ? [hold] : [],
          orderRevision: 1,
        };
      }),
    );
    await addNotices(ctx, tx, size);
    await addFiles(ctx, tx);
    await addRuns(ctx, tx);
  });
}

const noticeStates: readonly NoticeState[] = ['due', 'sending', 'pending', 'failed', 'asking'];
const noticeKinds: readonly NoticeKind[] = ['ship', 'acknowledge', 'schedule'];

async function addNotices(ctx: Context, tx: Writes, size: number): Promise<void> {
  const notices = Array.from({ length: 1500 }, (_, at): StoredNotice => {
    const order = closedOrder(size + at, size);
    const kind = noticeKinds[at % noticeKinds.length]!;
    const state = noticeStates[at % noticeStates.length]!;
    return {
      id: sha256(`${kind} ${at}`).slice(0, 32),
      shop,
      orderNumber: order.order.number,
      about: shipmentOf(order).id,
      kind,
      state,
      contentHash: 'x',
      body: {},
      reservedAt: earlier(ctx, at),
      notBefore: ctx.now().add({ hours: 48 }).toString(),
      attempts: 1,
      handle: null,
      code: state === 'failed' ? 'b2-busy' : '',
      args: {},
      waitsFor: [],
      parts: [],
      byHand: false,
      at: earlier(ctx, at),
    };
  });
  await tx.putNotices(notices);
}

async function addFiles(ctx: Context, tx: Writes): Promise<void> {
  for (let at = 0; at < 2000; at++) {
    const bytes = Buffer.from(`a file of the bench ${at}`);
    const hash = sha256(bytes);
    const direction = at % 2 === 0 ? 'in' : 'out';
    const info = { hash, direction, name: `orders-${at}.csv`, mediaType: 'text/csv', size: bytes.length } as const;
    await tx.putDocument({ ...info, shop, layout: 'amazon@1', at: earlier(ctx, at) }, bytes);
    if (direction === 'out')
      await tx.putOutbox({
        id: `bench-${at}`,
        shop,
        purpose: at % 4 === 1 ? 'issue' : 'notify',
        path: `bench/orders-${at}.csv`,
        document: hash,
        stage: 'undone',
        shipments: [],
        at: earlier(ctx, at),
      });
    await tx.addLinkRecord({
      id: `bench-${at}`,
      handOver: `bench-${at}`,
      direction: at % 2 === 0 ? 'to-b2' : 'from-b2',
      at: earlier(ctx, at),
      result: at % 10 === 0 ? 'failed' : 'done',
      orders: 10,
      shipments: 12,
      code: at % 10 === 0 ? 'b2-busy' : '',
      args: {},
    });
  }
  const subject = '出荷の連絡が止まっています';
  for (let at = 0; at < 30; at++)
    await tx.putMails([
      {
        id: `bench-${at}`,
        to: 'staff@example.test',
        subject,
        text: subject,
        state: 'failed',
        attempts: 3,
        notBefore: earlier(ctx, at),
        at: earlier(ctx, at),
      },
    ]);
}

async function addRuns(ctx: Context, tx: Writes): Promise<void> {
  const items = Array.from({ length: 200 }, (_, at) => ({ key: `250-${at}`, kind: 'done', code: 'notice-done' }));
  for (let at = 0; at < 5000; at++)
    await tx.putRun({
      id: `bench-${at}`,
      job: at % 2 === 0 ? 'pull' : 'ship',
      shop,
      startedAt: earlier(ctx, 5000 - at),
      finishedAt: earlier(ctx, 5000 - at),
      counts: { orders: 3 },
      result: at % 50 === 0 ? 'failed' : 'done',
      items: at % 100 === 0 ? items : items.slice(0, 3),
    });
}

const earlier = ({ now }: Context, minutes: number): string => now().subtract({ minutes }).toString();
