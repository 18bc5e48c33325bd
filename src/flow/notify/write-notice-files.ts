import { unfitLayout } from '../../config/unfit-layout.ts';
import type { Shop } from '../../core/shop.ts';
import { japanStamp } from '../../core/time.ts';
import { fileBytes } from '../../layout/write-file.ts';
import type { JournalEntry, Writes } from '../../store/types.ts';
import { deliver, putFile } from '../outbox/index.ts';
import type { Context, LeftOut } from '../types.ts';
import { type NoticeFileRows, noticeFileRows, noticeLayout } from './notice-file-rows.ts';
import { refillForms } from './return-form.ts';
import { recheckAll, settleMarked, type Work, type Worked } from './settle-orders.ts';
import { plainMasters, toldBy } from './told-by.ts';

export interface NotifyReport {
  readonly files: readonly string[];
  readonly shipments: readonly string[];
  readonly leftOut: readonly LeftOut[];
  /** Orders of which something was due although nothing had marked them (`all`). */
  readonly missed: readonly string[];
  /** Orders that were looked at without a mark. */
  readonly rechecked: number;
}

/** Orders that are worked out in one transaction, and go into one file. */
const page = 1000;

/**
 * Files that go back to the marketplaces by hand (F7): of the orders of which something happened, or of all (`all`, and when the
 * settings changed). Told-or-not is a comparison: what should be told about each shipped shipment against the hash of what was
 * told. A changed number is due again by itself; the same is never twice.
 */
export async function writeNotices(ctx: Context, shopName = '', { all = false } = {}): Promise<NotifyReport> {
  const shops = Object.values(ctx.config.shops).filter(
    (shop) => (!shopName || shop.name === shopName) && toldBy(ctx, shop.name) === 'files',
  );
  const told: string[] = [];
  const left: LeftOut[] = [];
  const missed: string[] = [];
  let files = 0;
  let rechecked = 0;
  for (const shop of shops) {
    const work: Work<Told> = {
      shop: shop.name,
      page,
      workOut: (tx, numbers) => tellInFile(ctx, tx, shop, numbers),
      done(result) {
        told.push(...result.told);
        left.push(...result.left);
        files += result.files;
      },
    };
    await settleMarked(ctx, work);
    const layout = ctx.layouts.write.get(shop.layouts.notify);
    const plain = { shop, layout: layout && [layout.name, layout.version], masters: plainMasters(ctx.masters) };
    // Once it is put right, what it kept back is due.
    const unfit = layout && (await unfitLayout(ctx, layout));
    const settings = unfit ? { ...plain, unfit: true } : plain;
    const looked = await recheckAll(ctx, work, settings, all);
    missed.push(...looked.missed);
    rechecked += looked.orders;
  }
  return { files: files === 0 ? [] : await deliver(ctx), shipments: told, leftOut: left, missed, rechecked };
}

interface Told extends Worked {
  /** お客様管理番号 */
  readonly told: readonly string[];
  readonly left: readonly LeftOut[];
  /** Files that were made. */
  readonly files: number;
}

/** What is due of these orders goes into a file, and the numbers into the marketplace's own forms. */
async function tellInFile(ctx: Context, tx: Writes, shop: Shop, numbers: readonly string[]): Promise<Told> {
  const { good, left } = await noticeFileRows(ctx, tx, shop, numbers);
  if (good.length > 0) await commit(ctx, tx, shop, good);
  const forms = await refillForms(ctx, tx, shop, numbers);
  return {
    told: good.map(({ due }) => due.stored.shipment.customerNo),
    changed: good.map(({ due }) => due.stored.shipment.orderNumber),
    left,
    files: forms + (good.length > 0 ? 1 : 0),
  };
}

async function commit(ctx: Context, tx: Writes, shop: Shop, good: readonly NoticeFileRows[]): Promise<void> {
  const layout = noticeLayout(ctx, shop);
  const at = ctx.now().toString();
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
}
