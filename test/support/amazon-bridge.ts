import { expect } from 'vitest';
import { type Bridge, openBridge } from '../../src/app.ts';
import { intakeFile } from '../../src/flow/intake/intake-file.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import { notifyShop } from '../../src/flow/notify/notify-shop.ts';
import { pullShop } from '../../src/flow/pull/pull-shop.ts';
import type { Context } from '../../src/flow/types.ts';
import type { StoredNotice } from '../../src/store/types.ts';
import { issuedData, trackingNumber } from './issued-data.ts';
import { labControl } from './lab-client.ts';
import { type LabWorkspace, labWorkspace } from './lab-workspace.ts';
import { newStorePlace, type StoreKind } from './stores.ts';

/** What the lab's Amazon has booked. */
export interface Booked {
  readonly confirmations: { readonly orderId: string; readonly effect: string }[];
  readonly packages: { readonly orderId: string; readonly trackingNumber: string }[];
  readonly feeds: { readonly feedId: string; readonly processingStatus: string }[];
}

/** A whole bridge with one Amazon shop, and the lab that it speaks to. Its clock runs forty times as fast and may be turned. */
export interface AmazonBridge {
  readonly place: LabWorkspace;
  readonly ctx: Context;
  readonly control: ReturnType<typeof labControl>;
  turn(minutes: number): void;
  notices(): Promise<StoredNotice[]>;
  states(): Promise<Partial<Record<string, StoredNotice[]>>>;
  booked(): Promise<Booked>;
  /** Pulled, printed, numbers back, notices reserved and ready to be sent; `most` of them. Answers the order numbers. */
  toBeTold(most: number): Promise<string[]>;
  close(): Promise<void>;
}

export interface AmazonBridgeOptions {
  readonly store?: StoreKind;
  /** Further lines of the `api` block. */
  readonly api?: string;
  readonly read?: string;
  readonly at?: (point: string) => void;
  readonly issue?: 'auto' | 'manual';
}

export async function openAmazonBridge({
  store = 'sqlite',
  api = '',
  read = 'amazon-orders-v2026',
  at,
  issue = 'manual',
}: AmazonBridgeOptions = {}): Promise<AmazonBridge> {
  const place = await labWorkspace({ seed: { orders: 30 }, read, api, issue });
  const target = store === 'postgres' ? (await newStorePlace('postgres')).target : undefined;
  const env = target?.kind === 'postgres' ? { DATABASE_URL: target.url } : {};
  const { clock } = place.lab;
  clock.freeze();
  const ticking = setInterval(() => clock.turn(200), 5);
  const now = () => Temporal.Instant.fromEpochMilliseconds(clock.now());
  const bridge: Bridge = await openBridge(place.root, { env, now, ...(at && { at }) });
  const ctx = bridge.context;
  const notices = () => ctx.store.notices({ shop: 'amazon' });
  return {
    place,
    ctx,
    control: labControl(place.lab),
    turn: (minutes) => clock.turn(minutes * 60_000),
    notices,
    states: async () => Object.groupBy(await notices(), (one) => one.state),
    booked: () => place.holdings<Booked>(),
    async toBeTold(most) {
      await pullShop(ctx, 'amazon');
      const ready = (await ctx.store.shipments({ shop: 'amazon', states: ['ready'] })).slice(0, most);
      expect(ready).toHaveLength(most);
      const { shipments } = await issueShipments(ctx, {
        shop: 'amazon',
        orders: ready.map((one) => one.shipment.orderNumber),
      });
      const rows = shipments.map((customerNo, index) => ({ customerNo, number: trackingNumber(index) }));
      await intakeFile(ctx, { name: 'issued.csv', bytes: issuedData(rows), shop: '', layout: '' });
      await notifyShop(ctx, 'amazon');
      const due = await notices();
      expect(due.map((one) => one.state)).toEqual(shipments.map(() => 'due'));
      clock.turn(5 * 60_000);
      return due.map((one) => one.orderNumber);
    },
    async close() {
      clearInterval(ticking);
      await bridge.close();
      await place.close();
    },
  };
}
