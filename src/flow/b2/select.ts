import { orderSource } from '../../config/order-source.ts';
import { unfitLayout } from '../../config/unfit-layout.ts';
import type { LabelEntry } from '../../connectors/contract.ts';
import { type SentenceCode, say } from '../../core/sentences/index.ts';
import type { Shop } from '../../core/shop.ts';
import { japanDay } from '../../core/time.ts';
import { b2Faults } from '../../layout/b2-faults.ts';
import type { WriteLayout } from '../../layout/types.ts';
import { compileWrite } from '../../layout/write.ts';
import { jsonRecord } from '../../layout/write-json.ts';
import type { StoredShipment } from '../../store/types.ts';
import { orderFacts, renderInput } from '../decide/index.ts';
import { awaitedFiles, type IssuePlan, type IssueReads, noSuchOrder, openReissue, planIssue } from '../issue/index.ts';
import type { Context, LeftOut } from '../types.ts';
import { carrierOf } from './carrier.ts';

export interface Chosen {
  readonly stored: StoredShipment;
  readonly cells: readonly string[];
  readonly entry: LabelEntry;
  /** Shipments of one sheet may be printed together without a screen. */
  readonly sheet: string;
}

export interface Selection {
  readonly chosen: readonly Chosen[];
  readonly leftOut: readonly LeftOut[];
  readonly decided: readonly IssuePlan['decided'][];
}

export interface SelectRequest {
  readonly shops: readonly Shop[];
  /** Order numbers or お客様管理番号; missing = everything that is ready. */
  readonly orders?: readonly string[] | undefined;
  readonly unattended: boolean;
  /** 再発行 of what is printed. */
  readonly reissue?: { readonly note: string } | undefined;
}

/**
 * Which shipments go to B2 Cloud, rendered as its JSON; every other one with its reason (B3). The same rules as for the file: what is
 * held, cancelled or numbered stays behind, only the affected destination of an order.
 */
export async function select(ctx: Context, reads: IssueReads, request: SelectRequest): Promise<Selection> {
  const waybills = carrierOf(ctx);
  const { b2, apis } = ctx.config;
  const today = japanDay(ctx.now());
  const chosen: Chosen[] = [];
  const left: LeftOut[] = [];
  const decided: IssuePlan['decided'][] = [];
  const unknown = new Set(request.orders);
  for (const shop of request.shops) {
    const plan = await planIssue(ctx, reads, shop, {
      orders: request.orders,
      onScreen: !request.unattended,
      reissue: request.reissue && { ...request.reissue, printedOnly: true },
    });
    const again = request.reissue ? plan.rows.map((row) => row.stored) : [];
    const inFile = await awaitedFiles(reads, again);
    for (const number of plan.named) unknown.delete(number);
    decided.push(plan.decided);
    left.push(...plan.leftOut);
    const layout = apiLayout(ctx, shop);
    const write = compileWrite(layout, ctx.masters);
    const unfit = await unfitLayout(ctx, layout);
    for (const { stored, order } of plan.rows) {
      const { orderNumber: number, customerNo } = stored.shipment;
      const leave = (code: SentenceCode, args?: Readonly<Record<string, string | number>>) =>
        left.push({ number, customerNo, code, ...say(code, args, orderSource(ctx, shop.name)) });
      const open = openReissue(stored, inFile.get(stored.shipment.id));
      if (open) {
        leave('reissue-file-open', { file: open.path });
        continue;
      }
      if (apis[shop.name]?.live && !b2?.live) {
        // Numbers of the lab would be told to real customers.
        leave('b2-lab-for-live-shop', { shop: shop.name });
        continue;
      }
      if (unfit) {
        leave('layout-unfit-to-write', unfit.args);
        continue;
      }
      const { cells, problems } = write.render(renderInput(stored.shipment, orderFacts(order), shop, today));
      const [problem] = [...problems, ...b2Faults(layout, cells, today)];
      if (problem) {
        leave(problem.code, problem.args);
        continue;
      }
      const entry = jsonRecord(layout, cells);
      const sheet = request.unattended ? waybills.sheet(entry) : '';
      if (sheet === undefined) leave('b2-printer-cannot');
      else chosen.push({ stored, cells, entry, sheet });
    }
  }
  left.push(...[...unknown].map(noSuchOrder));
  return { chosen, leftOut: left, decided };
}

/** B2's JSON for a shop: the seller variant when it sends in its own name and one exists. */
export function apiLayout(ctx: Context, shop: Pick<Shop, 'sender'>): WriteLayout {
  const base = ctx.config.b2?.layout ?? 'b2-api';
  const seller = `${base}-seller`;
  const name = shop.sender === 'seller' && ctx.layouts.write.has(seller) ? seller : base;
  const layout = ctx.layouts.write.get(name);
  if (!layout) throw new Error(`write layout "${name}" does not exist`);
  return layout;
}
