import { type SqlBool, sql } from 'kysely';
import type { HoldListFilter, HoldRow, ListPage, PageRequest } from './list-types.ts';
import { cutPage, encodeKey, isBehind, rowsFor, sortedBy } from './paging.ts';
import type { Room } from './room.ts';

/** The newest orders first, each order's holds as its shipments name them. */
const place = [
  { column: 'o.listed_at', newestFirst: true },
  { column: 'o.order_no', newestFirst: true },
  { column: 'o.shipment', newestFirst: false },
  { column: 'o.no', newestFirst: false },
];

interface Found extends Omit<HoldRow, 'key' | 'customerNo' | 'clearedBy'> {
  readonly customer_no: string;
  readonly cleared_by: HoldRow['clearedBy'];
  readonly listed_at: number;
  readonly order_no: number;
}

/** Holds that stand, those of the newest orders first. */
export async function listHolds(
  room: Room,
  { shop, codes }: HoldListFilter,
  page: PageRequest,
): Promise<ListPage<HoldRow>> {
  const most = rowsFor(page);
  const found: Found[] = [];
  for (const code of codes ?? [undefined]) {
    const conditions = [isBehind(place, page.after)];
    if (code !== undefined) conditions.push(sql<SqlBool>`o.code = ${code}`);
    if (shop !== undefined) conditions.push(sql<SqlBool>`o.shop = ${shop}`);
    const { rows } = await sql<Found>`select o.shipment, o.no, o.code, o.cleared_by, o.shop, o.listed_at, o.order_no,
        s.order_number as number, s.customer_no
      from open_holds o cross join shipments s
      where s.id = o.shipment and ${sql.join(conditions, sql` and `)} order by ${sortedBy(place)} limit ${most}`.execute(
      room.db,
    );
    found.push(...rows);
  }
  found.sort(byPlace);
  const keyOf = ({ listed_at, order_no, shipment, no }: Found) => encodeKey([listed_at, order_no, shipment, no]);
  return cutPage(found.slice(0, most), page, keyOf, (row): HoldRow => {
    const { customer_no, cleared_by, listed_at: _, order_no: __, ...rest } = row;
    return { ...rest, key: keyOf(row), customerNo: customer_no, clearedBy: cleared_by };
  });
}

/** As the databases sort: text by its bytes. */
function byPlace(a: Found, b: Found): number {
  if (a.listed_at !== b.listed_at) return b.listed_at - a.listed_at;
  if (a.order_no !== b.order_no) return b.order_no - a.order_no;
  if (a.shipment !== b.shipment) return a.shipment < b.shipment ? -1 : 1;
  return a.no - b.no;
}
