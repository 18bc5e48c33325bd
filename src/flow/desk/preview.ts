import { type SpokenProblem, speak } from '../../core/problem.ts';
import { type Sentence, say } from '../../core/sentences/index.ts';
import type { ShipmentState } from '../../core/shipment.ts';
import type { Shop } from '../../core/shop.ts';
import type { ReadOrder } from '../../layout/read.ts';
import { decider, labelLayout, nothingKnown } from '../decide/index.ts';
import type { Workspace } from '../types.ts';

/** What would become of an order that was read: nothing is stored, and nothing that is known already is looked at. */
export interface PreviewedOrder {
  readonly number: string;
  readonly rows: readonly number[];
  readonly problems: readonly SpokenProblem[];
  readonly shipments: readonly {
    readonly customerNo: string;
    readonly state: ShipmentState;
    readonly holds: readonly Sentence[];
    /** Cells of the B2 row that hold something. */
    readonly cells: readonly { readonly no: number; readonly name: string; readonly value: string }[];
  }[];
}

/** Decides orders as if they were new and renders their labels, to show a layout at work. */
export function previewOrders(ctx: Workspace, shop: Shop, read: readonly ReadOrder[]): PreviewedOrder[] {
  const decide = decider(ctx, shop, 'preview', nothingKnown);
  const { columns } = labelLayout(ctx, shop);
  return read.map(({ order, rows, problems }) => {
    const { changes, rendered } = decide({ order, revision: 1, prior: [], lastSerial: 0 });
    return {
      number: order.number,
      rows,
      problems: problems.map((one) => speak(one)),
      shipments: changes.map(({ shipment, state, holds }) => ({
        customerNo: shipment.customerNo,
        state,
        holds: holds.map(({ code, args }) => say(code, args)),
        cells: (rendered.get(shipment.id) ?? []).flatMap((value, i) => {
          const column = columns[i];
          return column && value !== '' ? [{ no: column.no, name: column.name, value }] : [];
        }),
      })),
    };
  });
}
