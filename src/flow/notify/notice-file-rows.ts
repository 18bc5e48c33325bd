import { orderSource } from '../../config/order-source.ts';
import { unfitLayout } from '../../config/unfit-layout.ts';
import { noArrangement } from '../../core/arrangement.ts';
import { isNameless } from '../../core/carrier-name.ts';
import { contentHash } from '../../core/ids.ts';
import { parcelsToTell } from '../../core/parcels.ts';
import type { Problem } from '../../core/problem.ts';
import { say } from '../../core/sentences/index.ts';
import type { ShipmentLine } from '../../core/shipment.ts';
import type { Shop } from '../../core/shop.ts';
import { japanDay } from '../../core/time.ts';
import { firstNumber } from '../../core/waybill.ts';
import type { WriteLayout } from '../../layout/types.ts';
import type { UsedMethod } from '../../layout/used-method.ts';
import { compileWrite } from '../../layout/write.ts';
import type { Reads, StoredOrder, StoredShipment, StoredWaybill, ToldNotice } from '../../store/types.ts';
import { carriersOf, groupByOrder, orderFacts, renderInput } from '../decide/index.ts';
import type { Context, LeftOut } from '../types.ts';
import { parcelMethod, whyKept } from './parcel-method.ts';

interface Due {
  /** Whose lines are told. */
  readonly stored: StoredShipment;
  /** Whose number, carrier and method are told: another shipment when the goods were bundled (A4). */
  readonly by: StoredShipment;
  readonly used: UsedMethod;
  readonly waybill: StoredWaybill;
  readonly notice: Omit<ToldNotice, 'at'>;
}

export interface NoticeFileRows {
  readonly due: Due;
  readonly rows: readonly (readonly string[])[];
}

const nothing = { good: [], left: [] } as const;

/** What of these orders goes into the shop's file, with its rows; what cannot, with the reason. A shop without such a file tells nothing. */
export async function noticeFileRows(
  ctx: Context,
  tx: Pick<Reads, 'shipments' | 'orders' | 'told'>,
  shop: Shop,
  numbers: readonly string[],
): Promise<{ readonly good: readonly NoticeFileRows[]; readonly left: readonly LeftOut[] }> {
  if (shop.layouts.notify === '') return nothing;
  const layout = noticeLayout(ctx, shop);
  const shipments = await tx.shipments({ shop: shop.name, numbers });
  const carriers = await carriersOf(tx, shipments);
  const untold = await untoldOf(ctx, tx, shipments, carriers);
  if (untold.length === 0) return nothing;
  const named = [...new Set(untold.map((one) => one.stored.shipment.orderNumber))];
  const orders = await tx.orders({ shop: shop.name, numbers: named });
  const { allowed, left } = arranged(shop, orders, groupByOrder(shipments), [...carriers.values()]);
  const byNumber = new Map(orders.map((one) => [one.order.number, one]));
  const unfit = await unfitLayout(ctx, layout);
  const render = unfit ? () => ({ problem: unfit }) : rowsOf(ctx, shop, layout, japanDay(ctx.now()));
  const good: NoticeFileRows[] = [];
  for (const due of untold.filter((one) => allowed.has(one.stored.shipment.id))) {
    const { orderNumber: number, customerNo } = due.stored.shipment;
    const result = render(due, byNumber.get(number)!);
    if (!result.problem) good.push({ due, rows: result.rows });
    else {
      const { code, args } = result.problem;
      left.push({ number, customerNo, code, ...say(code, args, orderSource(ctx, shop.name)) });
    }
  }
  return { good, left };
}

/** Shipped, has a number (its own, or that of the parcel that carries it), and what that says was not told yet. */
async function untoldOf(
  ctx: Context,
  tx: Pick<Reads, 'told'>,
  shipments: readonly StoredShipment[],
  carriers: ReadonlyMap<string, StoredShipment>,
): Promise<Due[]> {
  const pairs = shipments
    .map((stored) => ({ stored, by: carriers.get(stored.shipment.id) ?? stored }))
    .filter(({ by }) => (by.state === 'shipped' || by.state === 'closed') && by.waybills.length > 0);
  const ids = pairs.map((one) => one.stored.shipment.id);
  const told = new Map((await tx.told(ids, 'ship')).map((one) => [one.about, one]));
  return pairs.flatMap(({ stored, by }): Due[] => {
    const waybill = firstNumber(by);
    const { undone } = by.shipment;
    const used = parcelMethod(ctx, by);
    const method = used.method?.code ?? by.shipment.method;
    const content = [waybill.number, waybill.carrier, method, stored.shipment.lines, ...(undone > 0 ? [undone] : [])];
    const hash = contentHash(content);
    if (told.get(stored.shipment.id)?.contentHash === hash) return [];
    return [{ stored, by, used, waybill, notice: { about: stored.shipment.id, kind: 'ship', contentHash: hash } }];
  });
}

/** What splits and copies let be told by machine (A3, A4), and the reason of what they do not. */
function arranged(
  shop: Shop,
  orders: readonly StoredOrder[],
  siblings: ReadonlyMap<string, readonly StoredShipment[]>,
  carriers: readonly StoredShipment[],
): { allowed: ReadonlySet<string>; left: LeftOut[] } {
  const asTold = (stored: StoredShipment) => ({ ...stored, isNumbered: stored.waybills.length > 0 });
  const allowed = new Set<string>();
  const left: LeftOut[] = [];
  for (const { order, arrangement = noArrangement } of orders) {
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
  return { allowed, left };
}

export function noticeLayout(ctx: Context, shop: Shop): WriteLayout {
  const layout = ctx.layouts.write.get(shop.layouts.notify);
  if (!layout) throw new Error(`shop ${shop.name}: write layout "${shop.layouts.notify}" does not exist`);
  return layout;
}

type Rendered =
  | { readonly rows: readonly (readonly string[])[]; readonly problem?: undefined }
  | { readonly problem: Problem };

function rowsOf(ctx: Context, shop: Shop, layout: WriteLayout, today: string) {
  const write = compileWrite(layout, ctx.masters);
  const namesCarrier = layout.columns.some((one) => one.from?.includes('waybill.carrierName'));
  return ({ stored, by, used, waybill }: Due, order: Parameters<typeof orderFacts>[0]): Rendered => {
    const { method } = used;
    const kept = whyKept(ctx, by);
    if (kept) return { problem: { kind: 'fix', place: {}, ...kept } };
    if (namesCarrier && isNameless(shop.marketplace, { method, carrier: waybill.carrier })) {
      const args = { order: order.order.number };
      return { problem: { kind: 'fix', place: {}, code: 'notice-carrier-name-missing', args } };
    }
    const lines: readonly (ShipmentLine | undefined)[] = layout.takes === 'line' ? stored.shipment.lines : [undefined];
    const rows: (readonly string[])[] = [];
    for (const line of lines) {
      // The number that the marketplace knows.
      const number = order.order.remote?.number ?? order.order.number;
      const input = renderInput(stored.shipment, { ...orderFacts(order), number }, shop, today, {
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
