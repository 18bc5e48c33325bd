import { writtenWords as words } from '../../../core/sentences/console/files.ts';
import type { WrittenShipment } from '../../../flow/desk/written-file.ts';
import { StateBadge } from '../../parts/badge.tsx';
import type { Column } from '../../parts/data-table.tsx';
import { orderPath } from '../../parts/links.tsx';

/** What is told of each shipment of a file. */
export const shipmentColumns: readonly [Column<WrittenShipment>, ...Column<WrittenShipment>[]] = [
  {
    head: words.customerNo,
    cell: (one) => (
      <a class="code" href={orderPath(one.shop, one.number)}>
        {one.customerNo}
      </a>
    ),
  },
  { head: words.consignee, cell: (one) => one.consignee },
  { head: words.shipmentState, cell: (one) => <StateBadge state={one.state} /> },
  { head: words.tracking, cell: (one) => one.trackingNumber },
];
