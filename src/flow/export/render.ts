import type { ExportJob } from '../../config/exports.ts';
import type { Problem } from '../../core/problem.ts';
import { goodsInParcel, type ShipmentLine } from '../../core/shipment.ts';
import { japanDay } from '../../core/time.ts';
import { firstNumber } from '../../core/waybill.ts';
import type { WriteLayout } from '../../layout/types.ts';
import { compileWrite } from '../../layout/write.ts';
import type { Reads, StoredShipment } from '../../store/types.ts';
import { groupByOrder, orderFacts, renderInput } from '../decide/index.ts';
import type { Context } from '../types.ts';

export interface Written {
  readonly stored: StoredShipment;
  readonly rows: readonly (readonly string[])[];
}

export interface Rendered {
  readonly written: readonly Written[];
  /** What cannot be written as it is, with the first reason. */
  readonly left: readonly { readonly stored: StoredShipment; readonly problem: Pick<Problem, 'code' | 'args'> }[];
  /** What is to be shipped on a later day. */
  readonly later: readonly StoredShipment[];
}

/** The rows of each shipment, in the order of shop, order number and destination. Reads the orders of these shipments only. */
export async function renderRows(
  ctx: Context,
  reads: Pick<Reads, 'orders' | 'shipments'>,
  job: ExportJob,
  layout: WriteLayout,
  found: readonly StoredShipment[],
): Promise<Rendered> {
  const today = japanDay(ctx.now());
  const write = compileWrite(layout, ctx.masters);
  const written: Written[] = [];
  const left: Rendered['left'][number][] = [];
  const later: StoredShipment[] = [];
  for (const name of job.shops) {
    const shop = ctx.config.shops[name];
    const own = found.filter((one) => one.shipment.shop === name);
    if (!shop || own.length === 0) continue;
    const numbers = [...new Set(own.map((one) => one.shipment.orderNumber))];
    const orders = new Map((await reads.orders({ shop: name, numbers })).map((one) => [one.order.number, one]));
    const parts = groupByOrder(await reads.shipments({ shop: name, numbers }));
    for (const stored of inOrder(own)) {
      const { shipment } = stored;
      if (job.shipDate === 'today' && (shipment.shipDate ?? today) > today) {
        later.push(stored);
        continue;
      }
      const order = orders.get(shipment.orderNumber);
      if (!order) continue;
      const facts = orderFacts(order);
      const isFirst = firstPart(parts.get(shipment.orderNumber) ?? [stored])?.shipment.id === shipment.id;
      const lines: readonly (ShipmentLine | undefined)[] =
        layout.takes === 'line' ? goodsInParcel(shipment) : [undefined];
      const waybill = stored.waybills.length > 0 ? firstNumber(stored) : undefined;
      const method = ctx.masters.methods.find((one) => one.code === shipment.method) ?? null;
      const results = lines.map((line) =>
        write.render({
          ...renderInput(shipment, facts, shop, today, {
            ...(line && { line }),
            ...(waybill && { waybill }),
            method,
          }),
          order: { ...facts, totalOnce: isFirst ? facts.total : null },
        }),
      );
      const problem = results.flatMap((one) => one.problems)[0];
      if (problem) left.push({ stored, problem });
      else written.push({ stored, rows: results.map((one) => one.cells) });
    }
  }
  return { written, left, later };
}

/** The parcel of an order that carries what is of the order as a whole. */
const firstPart = (parts: readonly StoredShipment[]): StoredShipment | undefined =>
  [...parts].sort((a, b) => a.shipment.serial - b.shipment.serial).find((one) => one.state !== 'cancelled') ?? parts[0];

const inOrder = (own: readonly StoredShipment[]): readonly StoredShipment[] =>
  [...own].sort(
    (a, b) =>
      (a.shipment.orderNumber < b.shipment.orderNumber
        ? -1
        : Number(a.shipment.orderNumber > b.shipment.orderNumber)) || a.shipment.serial - b.shipment.serial,
  );
