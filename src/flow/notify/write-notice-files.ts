import { orderSource } from '../../config/order-source.ts';
import { noArrangement } from '../../core/arrangement.ts';
import { contentHash } from '../../core/ids.ts';
import { parcelsToTell } from '../../core/parcels.ts';
import type { Problem } from '../../core/problem.ts';
import { say } from '../../core/sentences/index.ts';
import type { ShipmentLine } from '../../core/shipment.ts';
import type { Shop } from '../../core/shop.ts';
import { japanDay, japanStamp } from '../../core/time.ts';
import type { WriteLayout } from '../../layout/types.ts';
import { compileWrite } from '../../layout/write.ts';
import { fileBytes } from '../../layout/write-file.ts';
import type { JournalEntry, StoredShipment, StoredWaybill, ToldNotice, Writes } from '../../store/types.ts';
import { groupByOrder, orderFacts, renderInput } from '../decide/index.ts';
import { deliver, putFile } from '../outbox/index.ts';
import type { Context, LeftOut } from '../types.ts';

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
    const waiting = await due(ctx.store, shop);
    left.push(...waiting.left);
    if (waiting.due.length === 0) continue;
    const result = await ctx.store.write((tx) => commit(ctx, tx, shop));
    told.push(...result.told);
    left.push(...result.left);
  }
  return { files: told.length === 0 ? [] : await deliver(ctx), shipments: told, leftOut: left };
}

interface Due {
  /** Whose lines are told. */
  readonly stored: StoredShipment;
  /** Whose number, carrier and method are told: another shipment when the goods were bundled (A4). */
  readonly by: StoredShipment;
  readonly waybill: StoredWaybill;
  readonly notice: Omit<ToldNotice, 'at'>;
}

/** Shipped, has a number, what it says was not told yet, and what a person arranged lets it be told (A3, A4). */
export async function due(
  reads: Pick<Writes, 'shipments' | 'told' | 'orders'>,
  shop: Shop,
): Promise<{ readonly due: readonly Due[]; readonly left: readonly LeftOut[] }> {
  const shipped = (await reads.shipments({ shop: shop.name, states: ['shipped', 'closed'] })).filter(
    (one) => one.waybills.length > 0,
  );
  const pairs = [...shipped.map((one) => ({ stored: one, by: one })), ...(await carriedIn(reads, shop, shipped))];
  const ids = pairs.map((one) => one.stored.shipment.id);
  const told = new Map((await reads.told(ids, 'ship')).map((one) => [one.about, one]));
  const untold = pairs.flatMap(({ stored, by }): Due[] => {
    const waybill = firstNumber(by);
    const { method, undone } = by.shipment;
    const content = [waybill.number, waybill.carrier, method, stored.shipment.lines, ...(undone > 0 ? [undone] : [])];
    const hash = contentHash(content);
    if (told.get(stored.shipment.id)?.contentHash === hash) return [];
    return [{ stored, by, waybill, notice: { about: stored.shipment.id, kind: 'ship', contentHash: hash } }];
  });
  return untold.length === 0 ? { due: [], left: [] } : arranged(reads, shop, untold, shipped);
}

/** Shipments whose goods travelled in one of these parcels. */
async function carriedIn(reads: Pick<Writes, 'shipments'>, shop: Shop, carriers: readonly StoredShipment[]) {
  const byId = new Map(carriers.map((one) => [one.shipment.id, one]));
  const numbers = [...new Set(carriers.flatMap((one) => one.shipment.bundled.map((goods) => goods.orderNumber)))];
  const away = numbers.length === 0 ? [] : await reads.shipments({ shop: shop.name, numbers });
  return away.flatMap((stored) => {
    const by = byId.get(stored.shipment.bundledInto);
    return by ? [{ stored, by }] : [];
  });
}

/** Leaves out what splits and copies forbid to tell by machine, with the reason. */
async function arranged(
  reads: Pick<Writes, 'shipments' | 'orders'>,
  shop: Shop,
  untold: readonly Due[],
  carriers: readonly StoredShipment[],
) {
  const numbers = [...new Set(untold.map((one) => one.stored.shipment.orderNumber))];
  const siblings = groupByOrder(await reads.shipments({ shop: shop.name, numbers }));
  const asTold = (stored: StoredShipment) => ({ ...stored, isNumbered: stored.waybills.length > 0 });
  const allowed = new Set<string>();
  const left: LeftOut[] = [];
  for (const { order, arrangement = noArrangement } of await reads.orders({ shop: shop.name, numbers })) {
    const { parcels, blocked } = parcelsToTell({
      arrangement,
      shipments: (siblings.get(order.number) ?? []).map(asTold),
      carriers: carriers.map(asTold),
      setSkus: shop.setSkus,
    });
    for (const { about } of parcels) allowed.add(about.shipment.id);
    if (blocked)
      left.push({ number: order.number, customerNo: '', code: blocked.code, ...say(blocked.code, blocked.args) });
  }
  return { due: untold.filter((one) => allowed.has(one.stored.shipment.id)), left };
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
  const { due: waiting } = await due(tx, shop);
  const numbers = [...new Set(waiting.map((one) => one.stored.shipment.orderNumber))];
  const orders = new Map(
    (numbers.length === 0 ? [] : await tx.orders({ shop: shop.name, numbers })).map((one) => [one.order.number, one]),
  );
  const render = rowsOf(ctx, shop, layout, japanDay(ctx.now()));
  for (const one of waiting) {
    const result = render(one, orders.get(one.stored.shipment.orderNumber)!);
    if (result.problem) {
      const { orderNumber: number, customerNo } = one.stored.shipment;
      left.push({
        number,
        customerNo,
        code: result.problem.code,
        ...say(result.problem.code, result.problem.args, orderSource(ctx, shop.name)),
      });
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
  return ({ stored, by, waybill }: Due, order: Parameters<typeof orderFacts>[0]): Rendered => {
    const method = ctx.masters.methods.find((one) => one.code === by.shipment.method) ?? null;
    const lines: readonly (ShipmentLine | undefined)[] = layout.takes === 'line' ? stored.shipment.lines : [undefined];
    const rows: (readonly string[])[] = [];
    for (const line of lines) {
      const input = renderInput(stored.shipment, orderFacts(order), shop, today, {
        ...(line && { line }),
        // 出荷確定日 where a person confirmed it.
        waybill: { ...waybill, shipDate: by.shipment.shippedOn ?? waybill.shipDate },
        method,
      });
      const { cells, problems } = write.render(input);
      if (problems[0]) return { problem: problems[0] };
      rows.push(cells);
    }
    return { rows };
  };
}
