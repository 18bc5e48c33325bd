import { contentHash } from '../core/ids.ts';
import type { Problem } from '../core/problem.ts';
import { say } from '../core/sentences/index.ts';
import type { ShipmentLine } from '../core/shipment.ts';
import type { Shop } from '../core/shop.ts';
import { japanDay, japanStamp } from '../core/time.ts';
import type { WriteLayout } from '../layout/types.ts';
import { compileWrite } from '../layout/write.ts';
import { fileBytes } from '../layout/write-file.ts';
import type { JournalEntry, StoredShipment, StoredWaybill, ToldNotice, Writes } from '../store/types.ts';
import { deliver, putFile } from './outbox.ts';
import { orderFacts, renderInput } from './render-input.ts';
import type { Context, LeftOut } from './types.ts';

export interface NotifyReport {
  readonly files: readonly string[];
  readonly shipments: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Files that go back to the marketplaces by hand (F7). Told-or-not is a comparison: what should be told about each
 * shipped shipment against the hash of what was told. A changed number is due again by itself; the same is never twice.
 */
export async function writeNotices(ctx: Context, shopName = ''): Promise<NotifyReport> {
  const shops = Object.values(ctx.config.shops).filter(
    (shop) => shop.layouts.notify !== '' && (!shopName || shop.name === shopName),
  );
  const told: string[] = [];
  const left: LeftOut[] = [];
  for (const shop of shops) {
    if ((await due(ctx.store, shop)).length === 0) continue;
    const result = await ctx.store.write((tx) => commit(ctx, tx, shop));
    told.push(...result.told);
    left.push(...result.left);
  }
  return { files: told.length === 0 ? [] : await deliver(ctx), shipments: told, leftOut: left };
}

interface Due {
  readonly stored: StoredShipment;
  readonly waybill: StoredWaybill;
  readonly notice: Omit<ToldNotice, 'at'>;
}

/** Shipped, has a number, and what it says was not told yet. */
export async function due(reads: Pick<Writes, 'shipments' | 'told'>, shop: Shop): Promise<readonly Due[]> {
  const shipped = (await reads.shipments({ shop: shop.name, states: ['shipped', 'closed'] })).filter(
    (one) => one.waybills.length > 0,
  );
  const told = await reads.told(shipped.map((one) => one.shipment.id));
  return shipped.flatMap((stored): Due[] => {
    const waybill = firstNumber(stored);
    const hash = contentHash([waybill.number, waybill.carrier, stored.shipment.method, stored.shipment.lines]);
    if (told.get(stored.shipment.id)?.contentHash === hash) return [];
    return [{ stored, waybill, notice: { shipment: stored.shipment.id, kind: 'ship', contentHash: hash } }];
  });
}

/** The number that counts: the first one of the newest document (a reissue replaces, parcels of one document do not). */
export function firstNumber(stored: StoredShipment): StoredWaybill {
  const newest = stored.waybills.at(-1)!;
  return stored.waybills.find((one) => one.document === newest.document) ?? newest;
}

async function commit(ctx: Context, tx: Writes, shop: Shop): Promise<{ told: string[]; left: LeftOut[] }> {
  const layout = ctx.layouts.write.get(shop.layouts.notify);
  if (!layout) throw new Error(`shop ${shop.name}: write layout "${shop.layouts.notify}" does not exist`);
  const at = ctx.now().toString();
  const left: LeftOut[] = [];
  const good: { due: Due; rows: readonly (readonly string[])[] }[] = [];
  const waiting = await due(tx, shop);
  const numbers = [...new Set(waiting.map((one) => one.stored.shipment.orderNumber))];
  const orders = new Map(
    (numbers.length === 0 ? [] : await tx.orders({ shop: shop.name, numbers })).map((one) => [one.order.number, one]),
  );
  const render = rowsOf(ctx, shop, layout, japanDay(ctx.now()));
  for (const one of waiting) {
    const result = render(one, orders.get(one.stored.shipment.orderNumber)!);
    if (result.problem) {
      const { orderNumber: number, customerNo } = one.stored.shipment;
      left.push({ number, customerNo, code: result.problem.code, ...say(result.problem.code, result.problem.args) });
    } else good.push({ due: one, rows: result.rows });
  }
  if (good.length === 0) return { told: [], left };
  const extension = layout.form.format === 'tsv' ? 'txt' : 'csv';
  await putFile(ctx, tx, {
    shop: shop.name,
    purpose: 'notify',
    path: `${shop.name}/${layout.name}-${shop.name}-${japanStamp(ctx.now())}.${extension}`,
    bytes: fileBytes(
      layout,
      good.flatMap((one) => one.rows),
    ),
    shipments: good.map((one) => one.due.stored.shipment),
    layout: `${layout.name}@${layout.version}`,
  });
  await tx.setTold(good.map((one) => ({ ...one.due.notice, at })));
  const closing = good.map((one) => one.due.stored).filter((stored) => stored.state === 'shipped');
  await tx.saveShipments(closing.map((stored) => ({ ...stored, state: 'closed' as const })));
  await tx.addJournal(
    good.map(
      ({ due }): JournalEntry => ({
        at,
        actor: 'notify',
        what: 'told',
        shop: shop.name,
        orderNumber: due.stored.shipment.orderNumber,
        shipment: due.stored.shipment.customerNo,
        details: { number: due.waybill.number, layout: layout.name },
      }),
    ),
  );
  return { told: good.map((one) => one.due.stored.shipment.customerNo), left };
}

type Rendered =
  | { readonly rows: readonly (readonly string[])[]; readonly problem?: undefined }
  | { readonly problem: Problem };

function rowsOf(ctx: Context, shop: Shop, layout: WriteLayout, today: string) {
  const write = compileWrite(layout, ctx.masters);
  return ({ stored, waybill }: Due, order: Parameters<typeof orderFacts>[0]): Rendered => {
    const method = ctx.masters.methods.find((one) => one.code === stored.shipment.method) ?? null;
    const lines: readonly (ShipmentLine | undefined)[] = layout.takes === 'line' ? stored.shipment.lines : [undefined];
    const rows: (readonly string[])[] = [];
    for (const line of lines) {
      const input = renderInput(stored.shipment, orderFacts(order), shop, today, {
        ...(line && { line }),
        waybill,
        method,
      });
      const { cells, problems } = write.render(input);
      if (problems[0]) return { problem: problems[0] };
      rows.push(cells);
    }
    return { rows };
  };
}
