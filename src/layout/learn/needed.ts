import { isBlank } from '../rule.ts';
import { type Column, most } from './columns.ts';
import type { Look } from './looks.ts';
import type { ProposedField, Question, Reason } from './types.ts';
import { mainThings } from './whose.ts';

/** What was found so far. */
export interface Found {
  readonly columns: readonly Column[];
  readonly fields: readonly ProposedField[];
  readonly asked: readonly Question[];
  /** Columns of a person of whom it is not clear who it is. */
  readonly unclear: readonly Column[];
}

/** What a label needs and the file does not say for certain: questions with the columns that look like it, and what is said only. */
export function neededQuestions(found: Found): { readonly questions: Question[]; readonly notes: Reason[] } {
  const questions: Question[] = [];
  const notes: Reason[] = [];
  const has = (path: string) =>
    found.fields.some((field) => field.path === path) || found.asked.some((question) => question.path === path);
  const isAddressed = (party: string) => has(`${party}.address`) || has(`${party}.postalCode`);

  if (!isAddressed('line.consignee') && !isAddressed('order.orderer'))
    questions.push(fact('lines-only', ['yes', 'no'], has('line.quantity') ? 'yes' : undefined, true));
  else if (!isAddressed('line.consignee')) questions.push(fact('ship-to-orderer', ['yes', 'no'], undefined, true));
  else {
    for (const [path, main, look] of needed) {
      if (has(path)) continue;
      const columns = lookAlikes(found, mainThings[main], look);
      if (columns.length > 0) questions.push(pick(path, columns, ['none']));
      else notes.push({ code: 'no-column', args: { path } });
    }
    if (isBlankBeside(found)) questions.push(fact('blank-is-orderer', ['yes', 'no'], 'yes'));
  }
  if (!has('line.quantity')) {
    const columns = unused(found).filter((column) => column.filled > 0 && column.share('count') >= most);
    questions.push({ ...pick('line.quantity', columns.slice(0, 8), ['one-each', 'other-file']), needed: true });
  }
  if (!has('line.name')) {
    const columns = unused(found).filter((column) => column.says.includes('goods') && column.share('number') < most);
    if (columns.length > 0) questions.push(pick('line.name', columns.slice(0, 8), ['none']));
    else notes.push({ code: 'no-column', args: { path: 'line.name' } });
  }
  if (!has('order.payment.state') && !has('order.payment.paidAt')) questions.push(fact('all-paid', ['yes', 'no']));
  return { questions, notes };
}

const needed: readonly (readonly [path: string, main: keyof typeof mainThings, look: Look])[] = [
  ['line.consignee.name', 'name', 'name'],
  ['line.consignee.postalCode', 'postal', 'postal-listed'],
  ['line.consignee.address', 'address', 'address'],
  ['line.consignee.phone', 'phone', 'phone'],
];

function fact(id: string, options: readonly string[], suggested?: string, must = false): Question {
  return {
    id,
    kind: 'fact',
    path: '',
    options,
    ...(suggested === undefined ? {} : { suggested }),
    ...(must ? { needed: true } : {}),
    reasons: [],
  };
}

function pick(path: string, columns: readonly Column[], others: readonly string[]): Question {
  const at = columns.map((column) => column.at);
  return {
    id: path,
    kind: 'pick',
    path,
    options: [...at.map(String), ...others],
    columns: at,
    reasons: columns.length > 0 ? [{ code: 'looks-like', args: { column: columns[0]!.name } }] : [],
  };
}

/** Columns that can be named and that no field takes. */
function unused({ columns, fields, asked }: Found): Column[] {
  const taken = new Set([...fields, ...asked.flatMap((one) => one.field ?? [])].flatMap((field) => field.columns));
  return columns.filter((column) => column.ref !== '' && !taken.has(column.at));
}

/** Unused columns that say a part of it, or whose cells look like nothing else. */
function lookAlikes(found: Found, things: readonly string[], look: Look): Column[] {
  const isName = look === 'name';
  return unused(found)
    .filter((column) => {
      const says = column.meaning.kind === 'person' && things.includes(column.meaning.thing);
      const byCells = !isName && column.meaning.kind !== 'field' && column.filled > 0 && column.share(look) >= most;
      return says || byCells;
    })
    .slice(0, 8);
}

/** Rows whose consignee is blank while the orderer is there. */
function isBlankBeside({ columns, fields }: Found): boolean {
  // An e-mail address alone may stand in rows that leave everything else to the first (Shopify).
  const cellsOf = (prefix: string) =>
    fields
      .filter((field) => field.path.startsWith(prefix) && !field.path.endsWith('.email'))
      .flatMap((field) => field.columns.map((at) => columns[at]!.cells));
  const consignee = cellsOf('line.consignee.');
  const orderer = cellsOf('order.orderer.');
  if (consignee.length === 0 || orderer.length === 0) return false;
  const rows = consignee[0]!.length;
  for (let row = 0; row < rows; row++)
    if (consignee.every((cells) => isBlank(cells[row] ?? '')) && orderer.some((cells) => !isBlank(cells[row] ?? '')))
      return true;
  return false;
}
