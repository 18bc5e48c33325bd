import { checkB2File } from '../../core/b2-rules.ts';
import { japanStamp } from '../../core/time.ts';
import type { WriteLayout } from '../../layout/types.ts';
import { fileBytes } from '../../layout/write-file.ts';
import { prepareShipment } from '../../store/prepare-shipment.ts';
import type { IssuedName, Writes } from '../../store/types.ts';
import { type FinishedFile, putFile } from '../outbox/index.ts';
import type { Context } from '../types.ts';
import { allShopsFolder } from './find-issued-file.ts';
import type { IssuePlan, IssueRequest } from './issue-plan.ts';

/** Files that a transaction fills, page by page. */
export interface IssueFiles {
  /** A page of a shop: its rows come behind those of the pages before. */
  add(plan: Pick<IssuePlan, 'layout' | 'rows'>): void;
  /** The end: all files, and the names of what is in them. `shop` '' = of several shops. */
  put(tx: Writes, shop: string): Promise<void>;
}

interface Filling {
  readonly layout: WriteLayout;
  readonly finished: Pick<FinishedFile, 'bytes' | 'shipments'>[];
  cells: (readonly string[])[];
  shipments: { readonly id: string }[];
}

/** The files of an issue, one after the other for each layout; what is full is turned into bytes at once. */
export function issueFiles(ctx: Context, { place }: Pick<IssueRequest, 'place'>): IssueFiles {
  const fillings = new Map<WriteLayout, Filling>();
  const names: IssuedName[] = [];
  return {
    add({ layout, rows }) {
      if (rows.length === 0) return;
      const filling = fillings.get(layout) ?? { layout, finished: [], cells: [], shipments: [] };
      fillings.set(layout, filling);
      for (const { cells, stored } of rows) {
        const { id, shop, customerNo } = stored.shipment;
        filling.cells.push(cells);
        filling.shipments.push({ id });
        names.push({ shop, customerNo });
        if (filling.cells.length === layout.form.rowsPerFile) finish(filling);
      }
    },
    async put(tx, shop) {
      await tx.markIssued(names);
      let number = 0;
      for (const filling of fillings.values()) {
        finish(filling);
        const { name: layout, version } = filling.layout;
        for (const file of filling.finished) {
          number++;
          const name = `b2-${shop || 'all'}-${japanStamp(ctx.now())}-${String(number).padStart(2, '0')}.csv`;
          await putFile(ctx, tx, {
            ...file,
            shop,
            purpose: 'issue',
            path: place?.(shop, number) ?? `${shop || allShopsFolder}/${name}`,
            layout: `${layout}@${version}`,
          });
        }
      }
    },
  };
}

function finish(filling: Filling): void {
  const { layout, cells, shipments, finished } = filling;
  if (cells.length === 0) return;
  const [fault] = layout.rules === 'b2' ? checkB2File(cells) : [];
  if (fault) throw new Error(`${layout.name}: ${fault.code} in row ${fault.row + 1}`);
  finished.push({ bytes: fileBytes(layout, cells), shipments });
  filling.cells = [];
  filling.shipments = [];
}

/** What was decided about a page of a shop, and the new states of what goes into its files. */
export async function savePage(ctx: Context, tx: Writes, plan: IssuePlan, request: IssueRequest): Promise<void> {
  const { shop, rows, decided } = plan;
  const at = ctx.now().toString();
  const actor = request.actor ?? 'operator';
  if (decided.changes.length > 0) await tx.saveShipments(decided.changes);
  if (decided.journal.length > 0) await tx.addJournal(decided.journal);
  if (rows.length === 0) return;
  const ready = rows.flatMap(({ stored }) => (stored.state === 'ready' ? [prepareShipment(stored)] : []));
  if (ready.length > 0) await tx.startIssuing(ready);
  const renewed = rows.flatMap(({ stored }) =>
    stored.state !== 'ready' && plan.renewed.has(stored.shipment.id) ? [stored] : [],
  );
  if (renewed.length > 0) await tx.saveShipments(renewed);
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
