import { addressParts, type EditableField, editableFields, fieldValue } from '../../../core/edit/editable.ts';
import { type Address, type Destination, fileKey, type Order, type OrderLine } from '../../../core/order.ts';
import { editWords } from '../../../core/sentences/console/order.ts';
import { valueWords } from '../../../core/sentences/editing.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { help } from '../../../core/sentences/help.ts';
import { serviceTitles, slotTitle } from '../../../core/service.ts';
import type { Context } from '../../../flow/types.ts';

/** One input of the page. */
export interface EditInput {
  /** Name in the form: path and what it is a part of. */
  readonly key: string;
  readonly path: string;
  readonly of: string;
  readonly label: string;
  /** As the form has it. */
  readonly value: string;
  readonly kind: 'text' | 'date' | 'choice' | 'long';
  readonly choices: readonly { readonly value: string; readonly title: string }[];
  /** Key of the label's width (`consignee.name`). */
  readonly width: string | undefined;
}

/** A person's own words: what the label may not take. */
export const isText = ({ kind }: EditInput): boolean => kind === 'text' || kind === 'long';

export interface EditGroup {
  readonly title: string;
  readonly inputs: readonly EditInput[];
}

const personFields = ['name', 'kana', 'company', 'department', 'postalCode', 'phone'] as const;
const person = (at: string) => [
  ...personFields.slice(0, 5).map((name) => `${at}.${name}`),
  ...Object.keys(addressParts).map((part) => `${at}.${part}`),
  `${at}.phone`,
];
const orderPaths = [...person('order.orderer'), 'order.payment.state', 'order.payment.codAmount', 'order.note'];
const destinationPaths = [
  ...person('line.consignee'),
  'line.delivery.method',
  'line.delivery.service',
  'line.delivery.cool',
  'line.delivery.plannedShipDate',
  'line.delivery.wishedDate',
  'line.delivery.timeSlot',
  'line.delivery.packages',
];
const linePaths = ['line.sku', 'line.name', 'line.option', 'line.quantity'];

/** What the page lets people change, as it stands in an order. */
export function editGroups(ctx: Pick<Context, 'masters'>, order: Order): EditGroup[] {
  const inputs = (paths: readonly string[], of: string, holder: Order | Destination | OrderLine) =>
    paths.flatMap((path) => {
      const field = editableFields.get(path);
      return field ? [inputOf(ctx, field, of, holder)] : [];
    });
  const only = order.destinations.length === 1;
  return [
    ...order.destinations.map((one, index) => ({
      title: only ? editWords.onlyDestination : fill(editWords.destination, { no: index + 1 }),
      // As people name it: its key where the file gave one, else its position.
      inputs: inputs(destinationPaths, fileKey(one.key) === '' ? String(index + 1) : one.key, one),
    })),
    ...order.lines.map((one) => ({
      title: fill(editWords.line, { no: one.no, name: one.name }),
      inputs: inputs(linePaths, one.no, one),
    })),
    { title: editWords.orderPart, inputs: inputs(orderPaths, '', order) },
  ];
}

function inputOf(
  ctx: Pick<Context, 'masters'>,
  field: EditableField,
  of: string,
  holder: Order | Destination | OrderLine,
): EditInput {
  const { path, label, type } = field;
  const value = shownIn(field, holder);
  const choices = choicesOf(ctx, field, value);
  const kind = choices.length > 0 ? 'choice' : type === 'date' ? 'date' : path.endsWith('.note') ? 'long' : 'text';
  const short = path.replace(/^(order|line)\./, '');
  const isPerson = /^(consignee|orderer)\./.test(short);
  const width = /\.(prefecture|city|street)$/.test(short) ? short.replace(/[^.]+$/, 'address') : short;
  return { key: `${path}@${of}`, path, of, label, value, kind, choices, width: isPerson ? width : undefined };
}

function shownIn({ path, type }: EditableField, holder: Order | Destination | OrderLine): string {
  if (type === 'address-part') {
    const part = path.replace(/^.*\./, '') as keyof Address;
    return (fieldValue(holder, path.replace(/[^.]+$/, 'address')) as Address)[part];
  }
  const value = fieldValue(holder, path);
  return value === null || typeof value === 'object' ? '' : String(value);
}

const slots = ['0812', '1416', '1618', '1820', '1921', '0010', '0017'];

function choicesOf(ctx: Pick<Context, 'masters'>, { path, type }: EditableField, value: string): EditInput['choices'] {
  const known = { value: '', title: editWords.byDefault };
  if (path === 'line.delivery.method') {
    const methods = ctx.masters.methods.map(({ code, title }) => ({ value: code, title }));
    // The shop's own word, where it is none of ours.
    const own = value !== '' && !methods.some((one) => one.value === value) ? [{ value, title: value }] : [];
    return [known, ...own, ...methods];
  }
  const list = (titles: Readonly<Record<string, string>>) =>
    Object.entries(titles).map(([code, title]) => ({ value: code, title }));
  if (type === 'service') return [known, ...list(serviceTitles)];
  if (type === 'cool') return [known, ...list(valueWords.cool)];
  if (type === 'payment-state') return list(help.payments);
  if (type === 'slot') {
    const all = value === '' || slots.includes(value) ? slots : [value, ...slots];
    return [{ value: '', title: valueWords.none }, ...all.map((one) => ({ value: one, title: slotTitle(one) }))];
  }
  return [];
}
