import type { LabState } from '../lab.ts';
import { makePerson, type Person } from '../people.ts';
import type { Column } from './columns.ts';
import { type OrderProblem, OrdersRefused } from './problems.ts';
import type { FileRow } from './read-file.ts';
import type { Payment, WishedLine, WishedOrder } from './wished.ts';

/** An order of a file, with the rows that its lines stand in. */
export interface FileOrder {
  readonly system: string;
  readonly rows: readonly FileRow[];
  readonly wish: WishedOrder;
}

const paymentWords: Readonly<Record<string, Payment>> = {
  '': 'paid',
  paid: 'paid',
  支払済: 'paid',
  unpaid: 'unpaid',
  未払い: 'unpaid',
  cod: 'cod',
  代引: 'cod',
};

/** Columns that are the order's, not the line's: what stands there in later rows of it must be the same or blank. */
const ofOrder: readonly Column[] = [
  'placed',
  'name',
  'kana',
  'postal-code',
  'prefecture',
  'city',
  'street',
  'building',
  'phone',
  'email',
  'payment',
  'date',
  'time',
  'note',
];

/** Rows as orders. Every problem of every row is found before one is thrown. @throws OrdersRefused */
export function readRows(lab: LabState, rows: readonly FileRow[], system: string | undefined): readonly FileOrder[] {
  const problems: OrderProblem[] = [];
  const complain = (row: FileRow, column: Column, message: string) =>
    problems.push({ row: row.row, column, value: row.cells[column] ?? '', message });
  const groups = new Map<string, FileRow[]>();
  for (const row of rows) {
    const name = row.cells.system || system || '';
    if (!lab.systems.get(name)?.orders) {
      const known = [...lab.systems.values()].filter((one) => one.orders).map((one) => one.name);
      complain(row, 'system', `${name === '' ? 'is needed' : 'unknown'}; known: ${known.join(', ')}`);
      continue;
    }
    const key = `${name}\u0000${row.cells.order || `\u0000${row.row}`}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  const orders = [...groups].map(([key, group]): FileOrder => {
    const [first] = group as [FileRow];
    for (const row of group.slice(1))
      for (const column of ofOrder)
        if (row.cells[column] && row.cells[column] !== first.cells[column])
          complain(row, column, `differs from row ${first.row} of the same order`);
    const name = key.split('\u0000')[0]!;
    const wish = readOrder(lab, group, complain, lab.now({ name }));
    return { system: name, rows: group, wish };
  });
  if (problems.length > 0) throw new OrdersRefused(problems);
  for (const { system: name, rows: group, wish } of orders) {
    const complaint = lab.system(name).orders!.check(wish);
    if (complaint) complain(group[complaint.line ?? 0]!, complaint.column as Column, complaint.message);
  }
  if (problems.length > 0) throw new OrdersRefused(problems);
  return orders;
}

type Complain = (row: FileRow, column: Column, message: string) => void;

function readOrder(lab: LabState, rows: readonly FileRow[], complain: Complain, now: number): WishedOrder {
  const [first] = rows as [FileRow];
  const { cells } = first;
  const payment = paymentWords[(cells.payment ?? '').toLowerCase()];
  if (!payment) complain(first, 'payment', 'must be paid, unpaid or cod');
  const date = cells.date ?? '';
  if (date !== '' && !isDay(date)) complain(first, 'date', 'must be a day such as 2026-12-24');
  const time = cells.time ?? '';
  if (!/^(|\d{1,2}-\d{1,2})$/.test(time)) complain(first, 'time', 'must be hours such as 14-16');
  if (time !== '' && date === '') complain(first, 'time', 'needs a date');
  const at = placedAt(cells.placed ?? '', now);
  if (at === undefined)
    complain(first, 'placed', 'must be a time of Japan such as 2026-11-21 12:00, not in the future');
  return {
    at: at ?? now,
    person: readPerson(lab, first, complain),
    lines: rows.map((row) => readLine(row, complain)),
    payment: payment ?? 'paid',
    wishDate: date,
    wishTime: time,
    note: cells.note ?? '',
  };
}

function readLine(row: FileRow, complain: Complain): WishedLine {
  const { sku = '', option = '', quantity = '', title = '', price = '' } = row.cells;
  if (sku === '') complain(row, 'sku', 'is needed');
  if (!/^([1-9]\d{0,2})?$/.test(quantity)) complain(row, 'quantity', 'must be a whole number from 1 to 999');
  if (!/^\d{0,7}$/.test(price)) complain(row, 'price', 'must be whole yen');
  return { sku, option, title, quantity: Number(quantity || 1), price: price === '' ? undefined : Number(price) };
}

const address = ['postal-code', 'prefecture', 'city', 'street'] as const;

function readPerson(lab: LabState, row: FileRow, complain: Complain): Person {
  const made = makePerson(lab.random());
  const { cells } = row;
  const named = {
    ...(cells.name && { name: cells.name.replaceAll('　', ' ') }),
    ...(cells.kana ? { kana: cells.kana.replaceAll('　', ' ') } : cells.name && { kana: '' }),
    ...(cells.phone && { phone: cells.phone }),
    ...(cells.email && { email: cells.email }),
  };
  if (address.every((column) => !cells[column]) && !cells.building) return { ...made, ...named };
  for (const column of address)
    if (!cells[column]) complain(row, column, 'is needed when a part of the address is there');
  const code = /^(\d{3})-?(\d{4})$/.exec(cells['postal-code'] ?? '');
  if (!code && cells['postal-code']) complain(row, 'postal-code', 'must be like 150-0002');
  const place = {
    postalCode: `${code?.[1]}-${code?.[2]}`,
    prefecture: cells.prefecture ?? '',
    city: cells.city ?? '',
    town: '',
  };
  return { ...made, ...named, place, street: cells.street ?? '', building: cells.building ?? '' };
}

function isDay(text: string): boolean {
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return /^\d{4}-\d\d-\d\d$/.test(text);
  } catch {
    return false;
  }
}

/** Epoch ms; '' = now; undefined = none, or in the future. */
function placedAt(text: string, now: number): number | undefined {
  if (text === '') return now;
  try {
    const at = /[Z+]/.test(text)
      ? Temporal.Instant.from(text).epochMilliseconds
      : Temporal.PlainDateTime.from(text.replaceAll('/', '-')).toZonedDateTime('Asia/Tokyo').epochMilliseconds;
    return at <= now ? at : undefined;
  } catch {
    return undefined;
  }
}
