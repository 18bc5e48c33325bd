import type { Column } from './columns.ts';
import type { Thing, Who } from './concepts.ts';
import type { Reason } from './types.ts';

/** A column that says something of a person whose place is known. */
export interface PersonColumn {
  readonly column: Column;
  readonly who: Who;
  readonly thing: Thing;
  readonly reason: Reason;
}

/** What a label cannot do without, and the things that make it. */
export const mainThings: Readonly<Record<'name' | 'postal' | 'address' | 'phone', readonly Thing[]>> = {
  name: ['name', 'given-or-name', 'family', 'given'],
  postal: ['postal'],
  address: ['address', 'street', 'city', 'prefecture', 'building'],
  phone: ['phone', 'mobile'],
};

type Main = keyof typeof mainThings;

const mains = Object.keys(mainThings) as Main[];

const mainOf = (thing: Thing): Main | undefined => mains.find((main) => mainThings[main].includes(thing));

/** Columns that a header, understood whole, gives to a person. */
export const personColumns = (columns: readonly Column[]): readonly Column[] =>
  columns.filter((column) => column.ref !== '' && column.whole && column.meaning.kind === 'person');

const thingOf = (column: Column): Thing => (column.meaning.kind === 'person' ? column.meaning.thing : 'name');
const whoOf = (column: Column): Who | '' => (column.meaning.kind === 'person' ? column.meaning.who : '');

/** Whose each column is; `unclear`: nobody can tell; `repeated`: says the same as another column. */
export interface Whose {
  readonly known: readonly PersonColumn[];
  readonly unclear: readonly Column[];
  readonly repeated: readonly Column[];
}

/**
 * Headers that name nobody (氏名, 郵便番号, 住所) are the orderer's beside a whole お届け先, what the お届け先 lacks, or the only person of
 * the file: then the goods go there. Two columns of one thing of one person (住所 twice, 購入者住所 beside 請求先住所) are never put
 * together: a label would show two addresses as one.
 */
export function whose(columns: readonly Column[]): Whose {
  const { known, unclear } = byHeader(columns);
  const same = new Map<string, PersonColumn[]>();
  for (const one of known) {
    const key = `${one.who} ${one.thing} ${one.column.index}`;
    same.set(key, [...(same.get(key) ?? []), one]);
  }
  const clear: PersonColumn[] = [];
  const repeated: Column[] = [];
  for (const group of same.values()) {
    const filled = group.filter((one) => one.column.filled > 0);
    const [first = group[0]!, ...others] = filled;
    const differing = others.some((one) => one.column.cells.some((cell, row) => cell !== first.column.cells[row]));
    if (differing) unclear.push(...group.map((one) => one.column));
    else clear.push(first);
    if (!differing) repeated.push(...group.filter((one) => one !== first).map((one) => one.column));
  }
  return { known: clear, unclear, repeated };
}

function byHeader(columns: readonly Column[]): { readonly known: PersonColumn[]; readonly unclear: Column[] } {
  const people = personColumns(columns);
  const has = (who: Who | '', main: Main) =>
    people.some((column) => whoOf(column) === who && mainOf(thingOf(column)) === main);
  const count = (who: Who | '') => mains.filter((main) => has(who, main)).length;
  const known: PersonColumn[] = [];
  const unclear: Column[] = [];
  const alone = count('consignee') === 0;
  const wholeConsignee = has('consignee', 'name') && has('consignee', 'address');
  for (const column of people) {
    const who = whoOf(column);
    const thing = thingOf(column);
    const main = mainOf(thing);
    const put = (to: Who, reason: Reason) => known.push({ column, who: to, thing, reason });
    if (who !== '') put(who, { code: 'header-says' });
    else if (thing === 'email') put('orderer', { code: 'other-person' });
    else if (alone && main === undefined && count('') === 0 && count('orderer') > 0)
      put('orderer', { code: 'other-person' });
    else if (alone) put('consignee', { code: 'only-person' });
    else if (
      wholeConsignee &&
      (main === undefined || !has('orderer', main)) &&
      (count('') > 1 || has('orderer', 'name'))
    )
      put('orderer', { code: 'other-person' });
    else if (main !== undefined && !has('consignee', main)) put('consignee', { code: 'only-person' });
    else unclear.push(column);
  }
  return { known, unclear };
}
