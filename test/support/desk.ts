import type { Shop } from '../../src/core/shop.ts';
import { intakeFile } from '../../src/flow/intake/intake-file.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import type { Context, IntakeDocument } from '../../src/flow/types.ts';
import type { StoreTarget } from '../../src/store/db.ts';
import { allOrders } from './all-orders.ts';
import { type AmazonRow, amazonReport } from './amazon-report.ts';
import { issuedData, trackingNumber } from './issued-data.ts';
import { standardLayouts } from './market.ts';
import { shop } from './orders.ts';
import { newRoot, openWorkspace, removeWorkspace } from './workspace.ts';

const standard = standardLayouts();

/** A bridge with the standard layouts and one Amazon shop, for what people do at the desk. */
export interface Desk {
  readonly ctx: Context;
  /** Takes an unshipped-orders report in. */
  report(rows: readonly AmazonRow[]): Promise<IntakeDocument>;
  take(name: string, bytes: Uint8Array, shopName?: string): Promise<IntakeDocument>;
  /** Issues what is ready and takes B2's numbers back; gives number by お客様管理番号. */
  issueAndNumber(): Promise<Record<string, string>>;
  /** `お客様管理番号 state` of every shipment. */
  states(): Promise<string[]>;
  /** Lets time go by. */
  wait(duration: Temporal.DurationLike): void;
  close(): Promise<void>;
}

export async function openDesk(
  more: Partial<Shop> = {},
  others: readonly Shop[] = [],
  database?: StoreTarget,
): Promise<Desk> {
  let now = Temporal.Instant.from('2026-11-21T01:00:00Z');
  const amazon = shop({
    name: 'amazon',
    marketplace: 'amazon',
    layouts: { read: [], issue: 'b2-csv', notify: 'amazon-shipment-confirm' },
    defaultMethod: 'yamato',
    ...more,
  });
  const workspace = await openWorkspace(newRoot(), {
    now: () => now,
    config: (config) => ({
      ...config,
      ...(database && { database }),
      shops: Object.fromEntries([amazon, ...others].map((one) => [one.name, one])),
    }),
  });
  const ctx: Context = { ...workspace.ctx, ...standard };
  let count = 0;
  const take: Desk['take'] = async (name, bytes, shopName = 'amazon') => {
    now = now.add({ seconds: 1 });
    const [document] = await intakeFile(ctx, {
      name,
      bytes,
      shop: shopName,
      layout: name.endsWith('.json') ? 'amazon-orders-v2026' : '',
    });
    if (document!.refused) throw new Error(document!.problems.map((one) => `${one.code} ${one.sentence}`).join('\n'));
    return document!;
  };
  return {
    ctx,
    take,
    report: (rows) => take(`report-${++count}.txt`, amazonReport(rows, 'utf-8')),
    async issueAndNumber() {
      now = now.add({ seconds: 1 });
      const { shipments } = await issueShipments(ctx, {});
      const numbers = Object.fromEntries(shipments.map((customerNo) => [customerNo, trackingNumber(++count)]));
      if (shipments.length > 0) {
        const rows = Object.entries(numbers).map(([customerNo, number]) => ({ customerNo, number }));
        await take(`issued-${count}.csv`, issuedData(rows), '');
      }
      return numbers;
    },
    async states() {
      const views = await allOrders(ctx);
      return views.flatMap((one) => one.shipments.map(({ customerNo, state }) => `${customerNo} ${state}`));
    },
    wait(duration) {
      now = now.add(duration);
    },
    close: () => removeWorkspace(workspace),
  };
}

/** A row of one of these test orders: `1` → `250-0000001-0000001`. */
export const orderNo = (no: number) => `250-0000001-${String(no).padStart(7, '0')}`;

export const row = (no: number, line: number, more: Omit<Partial<AmazonRow>, 'order-id'> = {}): AmazonRow => ({
  'order-id': orderNo(no),
  'order-item-id': String(line),
  ...more,
});

export const pieces = (count: number) => ({ 'quantity-purchased': String(count), 'quantity-to-ship': String(count) });
