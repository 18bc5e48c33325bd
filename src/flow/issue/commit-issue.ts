import { checkB2File } from '../../core/b2-rules.ts';
import { japanStamp } from '../../core/time.ts';
import type { WriteLayout } from '../../layout/types.ts';
import { fileBytes } from '../../layout/write-file.ts';
import type { Writes } from '../../store/types.ts';
import { putFile } from '../outbox/index.ts';
import type { Context } from '../types.ts';
import { allShopsFolder } from './find-issued-file.ts';
import type { IssuePlan, IssueRequest, IssueRow } from './issue-plan.ts';

/** What was planned for these shops comes true in one transaction: their files, and the new states of what is in them. */
export async function commitIssue(
  ctx: Context,
  tx: Writes,
  plans: readonly IssuePlan[],
  request: IssueRequest,
): Promise<void> {
  for (const plan of plans) await commitShop(ctx, tx, plan, request);
  const shop = request.together ? '' : (plans[0]?.shop.name ?? '');
  let number = 0;
  for (const layout of new Set(plans.map((plan) => plan.layout))) {
    const rows = plans.flatMap((plan) => (plan.layout === layout ? plan.rows : []));
    number += await putFiles(ctx, tx, shop, layout, rows, number, request.place);
  }
}

/** @returns how many files; `before`: how many there are already */
async function putFiles(
  ctx: Context,
  tx: Writes,
  shop: string,
  layout: WriteLayout,
  rows: readonly IssueRow[],
  before: number,
  place: IssueRequest['place'],
): Promise<number> {
  const size = layout.form.rowsPerFile || rows.length;
  let count = 0;
  for (let start = 0; start < rows.length; start += size) {
    const part = rows.slice(start, start + size);
    const cells = part.map((row) => row.cells);
    const [fault] = layout.rules === 'b2' ? checkB2File(cells) : [];
    if (fault) throw new Error(`${layout.name}: ${fault.code} in row ${fault.row + 1}`);
    count++;
    const name = `b2-${shop || 'all'}-${japanStamp(ctx.now())}-${String(before + count).padStart(2, '0')}.csv`;
    await putFile(ctx, tx, {
      shop,
      purpose: 'issue',
      path: place?.(shop, before + count) ?? `${shop || allShopsFolder}/${name}`,
      bytes: fileBytes(layout, cells),
      shipments: part.map((row) => row.stored.shipment),
      layout: `${layout.name}@${layout.version}`,
    });
  }
  return count;
}

async function commitShop(ctx: Context, tx: Writes, plan: IssuePlan, request: IssueRequest): Promise<void> {
  const { shop, rows, decided } = plan;
  const at = ctx.now().toString();
  const actor = request.actor ?? 'operator';
  if (decided.changes.length > 0) await tx.saveShipments(decided.changes);
  if (decided.journal.length > 0) await tx.addJournal(decided.journal);
  await tx.markIssued(rows.map(({ stored }) => stored.shipment));
  const moving = rows.flatMap(({ stored }) => {
    if (stored.state === 'ready') return [{ ...stored, state: 'issuing' as const }];
    return plan.renewed.has(stored.shipment.id) ? [stored] : [];
  });
  if (moving.length > 0) await tx.saveShipments(moving);
  if (rows.length > 0) {
    await tx.addJournal(
      rows.map(({ stored }) => ({
        at,
        actor,
        what: request.reissue ? 'reissued' : 'issuing',
        shop: shop.name,
        orderNumber: stored.shipment.orderNumber,
        shipment: stored.shipment.customerNo,
        details: {
          from: stored.state,
          to: stored.state === 'ready' ? 'issuing' : stored.state,
        },
        ...(request.reissue && { note: request.reissue.note }),
      })),
    );
  }
}
