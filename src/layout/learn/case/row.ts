import { fold } from '../../../core/fold.ts';
import type { Masters } from '../../../core/masters.ts';
import { findMethod, lookUp } from '../../masters.ts';
import { isBlank } from '../../rule.ts';
import type { Rule } from '../../types.ts';
import type { Column } from '../columns.ts';
import { looks } from '../looks.ts';
import type { Settled } from '../settle.ts';
import { madeUpPhone } from './phone.ts';
import { madeUpPlace, type PlaceCells } from './place.ts';
import { madeUpCode, madeUpText } from './text.ts';

/** Makes the cells of a row into those of made-up people; blank cells stay blank, columns that no field takes become blank. */
export type MakeRow = (cells: readonly string[]) => string[];

type MakeCell = (cell: string) => string;

/**
 * Made-up rows for a layout: what names a person, an address, an order or goods is replaced in its own shape, the same text always by the
 * same; numbers of pieces, amounts, days and words that the dictionaries know stay. Everything else is replaced, whatever it is.
 */
export function makeRows(columns: readonly Column[], settled: Settled, masters: Masters): MakeRow {
  const at = new Map(columns.filter((column) => column.ref !== '').map((column) => [fold(column.ref), column.at]));
  const places = (path: string): number[] => {
    const rule = settled.rules.get(path);
    return (rule?.from ?? rule?.join ?? []).map((ref) => at.get(fold(ref)) ?? -1).filter((place) => place >= 0);
  };
  // One of each for all columns: who orders for himself is the same person in both.
  const made = { text: once(madeUpText), code: once(madeUpCode), phone: once(madeUpPhone) };
  const makers = new Map<number, MakeCell>();
  for (const [path, rule] of settled.rules)
    for (const place of places(path)) if (!makers.has(place)) makers.set(place, makerOf(path, rule, masters, made));
  const people = ['order.orderer', 'line.consignee'].map((party) => ({
    address: places(`${party}.address`),
    postal: places(`${party}.postalCode`),
    // A number in three cells is one number.
    phone: settled.rules.get(`${party}.phone`)?.join ? places(`${party}.phone`) : [],
  }));
  const madeUpPlaces = new Map<string, PlaceCells>();
  const placeFor = (cells: PlaceCells): PlaceCells => {
    const key = JSON.stringify([cells.address, cells.postal]);
    const found = madeUpPlaces.get(key) ?? madeUpPlace(cells, madeUpPlaces.size);
    madeUpPlaces.set(key, found);
    return found;
  };
  return (cells) => {
    const row = cells.map((cell, place) => (isBlank(cell) ? '' : (makers.get(place)?.(cell) ?? '')));
    for (const { address, postal, phone } of people) {
      const take = (all: readonly number[]) => all.map((place) => cells[place] ?? '');
      const place = placeFor({ address: take(address), postal: take(postal) });
      put(row, address, place.address);
      put(row, postal, place.postal);
      const number = take(phone).join('-');
      const digits = number === '' ? [] : made.phone(number).split('-');
      put(row, phone, digits);
    }
    return row;
  };
}

function put(cells: string[], places: readonly number[], texts: readonly string[]): void {
  for (const [i, at] of places.entries()) if (at < cells.length) cells[at] = texts[i] ?? '';
}

/**
 * The same text gives the same made-up one, other texts other ones. Which one depends only on how many came before: nothing of a text can
 * be read back from what stands for it. Two texts never become one, because two orders would be bound together.
 */
function once(make: (cell: string, turn: number) => string): MakeCell {
  const known = new Map<string, string>();
  const taken = new Set<string>();
  let turn = 0;
  return (cell) => {
    let made = known.get(cell);
    for (let step = 0; made === undefined; step++) {
      const tried = make(cell, turn++);
      if (!taken.has(tried) || step > 50) made = tried;
    }
    known.set(cell, made);
    taken.add(made);
    return made;
  };
}

const keepIf =
  (isKept: (cell: string) => boolean, make: MakeCell): MakeCell =>
  (cell) =>
    isKept(cell) ? cell : make(cell);

type Made = Readonly<Record<'text' | 'code' | 'phone', MakeCell>>;

function makerOf(path: string, rule: Rule, masters: Masters, { text, code, phone }: Made): MakeCell {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const isWord = (dictionary: string) => (cell: string) =>
    lookUp(masters.dictionaries[dictionary] ?? new Map(), cell) !== undefined;
  const isKnown = (cell: string) =>
    Object.keys(rule.map ?? {}).some((word) => fold(word) === fold(cell)) ||
    (rule.dictionary !== undefined && isWord(rule.dictionary)(cell)) ||
    (rule.blank !== undefined && isWord(rule.blank)(cell));
  switch (name) {
    case 'number':
    case 'no':
    case 'sku':
    case 'key':
    case 'trackingNumber':
      return code;
    case 'phone':
      return phone;
    case 'email':
      return (cell) => (cell.includes('@') ? `${text(cell.slice(0, cell.indexOf('@')))}@example.com` : text(cell));
    case 'quantity':
    case 'packages':
      return keepIf(looks.count, text);
    case 'total':
    case 'unitPrice':
    case 'codAmount':
    case 'codTax':
    case 'tax':
    case 'taxRate':
      return keepIf(looks.yen, text);
    case 'orderedAt':
    case 'paidAt':
    case 'wishedDate':
    case 'plannedShipDate':
      return keepIf((cell) => looks.date(cell) || isKnown(cell), text);
    case 'status':
    case 'state':
    case 'cancelled':
    case 'timeSlot':
      return keepIf((cell) => isKnown(cell) || (rule.as === 'filled' && looks.date(cell)), text);
    case 'method':
      return keepIf((cell) => isWord('payment-methods')(cell) || findMethod(masters, cell) !== undefined, text);
    default:
      return text;
  }
}
