import { deliveryDateWindow, rowsPerFile, type ServiceOptions, serviceOptions, shipDateWindow } from './b2-matrix.ts';
import type { SentenceArgs, SentenceCode } from './sentences/index.ts';
import { type Service, serviceCodes } from './service.ts';
import { addDays } from './time.ts';

/** One rule of B2 Cloud that a row breaks. `column` is the 1-based column number of the import layout. */
export interface B2Fault {
  readonly column: number;
  readonly code: SentenceCode;
  readonly args: SentenceArgs;
}

const services = new Map<string, Service>(
  (Object.entries(serviceCodes) as [Service, string][]).map(([service, code]) => [code, service]),
);

/**
 * B2's rules between columns, on the cells as they will stand in the file (95 texts): the last gate before writing,
 * independent of how the row came about. Widths, characters and mandatory columns are the layout's own checks.
 * Source: public transcriptions of the import template and of B2 Cloud's checks; trust B.
 */
export function checkB2Row(cells: readonly string[], today: string): readonly B2Fault[] {
  const cell = (no: number) => cells[no - 1] ?? '';
  const faults: B2Fault[] = [];
  const refuse = (column: number, code: SentenceCode, args: SentenceArgs = {}) => faults.push({ column, code, args });
  if (cells.length !== 95) refuse(1, 'b2-column-count', { count: cells.length });
  const service = services.get(cell(2));
  if (!service) {
    refuse(2, 'b2-service-unknown', { value: cell(2) });
    return faults;
  }
  const can = serviceOptions[service];
  if (!/^[A-Za-z0-9_-]{1,50}$/.test(cell(1))) refuse(1, 'b2-customer-no');
  if (!['', '0'].includes(cell(3)) && !can.cool) refuse(3, 'b2-cool');
  for (const blank of [4, 56, 83, 84, 85, 86]) if (cell(blank) !== '') refuse(blank, 'b2-must-be-blank');
  dates(cell, today, can, refuse);
  if (cell(7) !== '' && !can.slots.includes(cell(7))) refuse(7, 'b2-slot', { slot: cell(7) });
  if (cell(18) !== '' && service !== 'yumail') refuse(18, 'b2-title');
  collect(cell, can.collectLimit, refuse);
  if (cell(36) === '1' && !can.pickUp) refuse(36, 'b2-pick-up');
  parcels(cell, service, can.parcels, can.frame, refuse);
  searchKeys(cell, refuse);
  return faults;
}

/**
 * The same rules on the cells of a JSON entry (`b2-api`): columns 1–95 mean the same, only days are `YYYYMMDD` and no time slot
 * is `0000`. Columns beyond are flags of the API alone.
 */
export function checkB2Entry(cells: readonly string[], today: string): readonly B2Fault[] {
  return checkB2Row(asRow(cells), today);
}

/** Rules over all entries of one hand-over. */
export function checkB2Entries(entries: readonly (readonly string[])[]) {
  return checkB2File(entries.map(asRow));
}

function asRow(cells: readonly string[]): string[] {
  const row = cells.slice(0, 95);
  for (const at of [4, 5]) row[at] = (row[at] ?? '').replace(/^(\d{4})(\d{2})(\d{2})$/, '$1/$2/$3');
  if (row[6] === '0000') row[6] = '';
  return row;
}

type Cell = (no: number) => string;
type Refuse = (column: number, code: SentenceCode, args?: SentenceArgs) => void;

function dates(cell: Cell, today: string, can: ServiceOptions, refuse: Refuse): void {
  const shipDate = cell(5).replaceAll('/', '-');
  if (shipDate < today || shipDate > addDays(today, shipDateWindow)) {
    refuse(5, 'b2-ship-date', { date: cell(5), days: shipDateWindow });
  }
  if (cell(6) === '' || cell(6) === '最短日') return;
  const delivery = cell(6).replaceAll('/', '-');
  if (!can.date) refuse(6, 'b2-delivery-date-impossible');
  else if (delivery < addDays(shipDate, can.earliest) || delivery > addDays(today, deliveryDateWindow)) {
    refuse(6, 'b2-delivery-date', { date: cell(6), days: deliveryDateWindow });
  }
}

function collect(cell: Cell, limit: number, refuse: Refuse): void {
  if (limit === 0) {
    if (cell(34) !== '' || cell(35) !== '') refuse(34, 'b2-collect-not-allowed');
    return;
  }
  const amount = Number(cell(34));
  if (!/^\d+$/.test(cell(34)) || amount < 1 || amount > limit) refuse(34, 'b2-collect-amount', { limit });
  if (!/^\d+$/.test(cell(35)) || Number(cell(35)) > amount) refuse(35, 'b2-collect-tax');
}

function parcels(cell: Cell, service: Service, allowed: boolean, frame: boolean, refuse: Refuse): void {
  const count = cell(38) === '' ? 1 : Number(cell(38));
  if (!Number.isInteger(count) || count < 1 || count > 99) refuse(38, 'b2-parcels', { packages: cell(38) });
  if (count > 1 && !allowed) refuse(38, 'b2-parcels-not-allowed');
  if (cell(39) !== '' && !frame) refuse(39, 'b2-frame');
  if (service === 'multi' && cell(74) === '') refuse(74, 'b2-closure-key');
  if (service === 'multi' && count < 2) refuse(38, 'b2-multi-count');
}

function searchKeys(cell: Cell, refuse: Refuse): void {
  for (const key of [76, 78, 80, 82]) {
    if (cell(key) === '') continue;
    if (!/^[A-Za-z0-9 ]{1,20}$/.test(cell(key))) refuse(key, 'b2-search-key');
    if (cell(key - 1) === '') refuse(key - 1, 'b2-search-key-title');
  }
}

/** Rules over a whole file: 1,000 rows, お客様管理番号 only once, one くくりキー per destination and date. */
export function checkB2File(rows: readonly (readonly string[])[]): readonly (B2Fault & { readonly row: number })[] {
  const faults: (B2Fault & { row: number })[] = [];
  if (rows.length > rowsPerFile) {
    faults.push({
      row: rowsPerFile,
      column: 1,
      code: 'b2-too-many-rows',
      args: { count: rows.length, limit: rowsPerFile },
    });
  }
  const seen = new Set<string>();
  const keys = new Map<string, string>();
  rows.forEach((cells, row) => {
    const number = cells[0] ?? '';
    if (seen.has(number)) faults.push({ row, column: 1, code: 'b2-customer-no-twice', args: { number } });
    seen.add(number);
    const key = cells[73] ?? '';
    if (key === '') return;
    const target = [cells[8], cells[10], cells[11], cells[12], cells[15], cells[5]].join('\u0000');
    if ((keys.get(key) ?? target) !== target)
      faults.push({ row, column: 74, code: 'b2-closure-key-shared', args: { key } });
    keys.set(key, target);
  });
  return faults;
}
